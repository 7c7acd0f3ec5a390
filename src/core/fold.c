/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fold.h"

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

static char
lower(char c)
{
	return (char)(c | (is_upper(c) ? 0x20 : 0));
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

	char *str = out->str;
	for (gsize i = 0, len = out->len; i < len; i++)
		str[i] = lower(str[i]);
}

/* Not strcasestr(), to which "I" is no "i" in Turkish. */
bool
fold_ascii_holds(const char *text, const char *folded)
{
	for (; *text; text++) {
		size_t n = 0;

		while (folded[n] && lower(text[n]) == folded[n])
			n++;
		if (!folded[n])
			return true;
	}
	return *folded == '\0';
}
