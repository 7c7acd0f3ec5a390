/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/search.h"

#include <string.h>

size_t
search_nth(size_t n, size_t from, int by, size_t n_lines)
{
	if (from >= n_lines)
		from = by > 0 ? 0 : n_lines - 1;
	return by > 0 ? (from + n) % n_lines : (from + n_lines - n) % n_lines;
}

char *
search_fold(const char *needle)
{
	GString *folded = g_string_new(NULL);

	search_fold_into(folded, needle);
	return g_string_free(folded, FALSE);
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

void
search_fold_into(GString *out, const char *text)
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

bool
search_holds(const char *text, const char *folded)
{
	g_autofree char *text_folded = search_fold(text);

	return *folded && strstr(text_folded, folded);
}
