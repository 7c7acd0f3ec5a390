/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fold.h"

#include <stdbool.h>

char *
fold_new(const char *text)
{
	GString *folded = g_string_new(NULL);

	fold_into(folded, text);
	return g_string_free(folded, FALSE);
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

void
fold_into(GString *out, const char *text)
{
	if (!g_str_is_ascii(text)) {
		/* Paths and what is typed may be any bytes. */
		g_autofree char *valid = g_utf8_make_valid(text, -1);
		g_autofree char *folded = g_utf8_casefold(valid, -1);

		g_string_assign(out, folded);
		return;
	}

	/* Nearly all that is searched, and by the million. */
	g_string_assign(out, text);
	for (gsize i = 0; i < out->len; i++)
		out->str[i] = (char)(out->str[i] | (is_upper(out->str[i]) ? 0x20 : 0));
}
