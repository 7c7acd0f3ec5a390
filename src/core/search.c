/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/search.h"

#include <glib.h>
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
	/* Paths and what is typed may be any bytes. */
	g_autofree char *valid = g_utf8_make_valid(needle, -1);

	return g_utf8_casefold(valid, -1);
}

bool
search_holds(const char *text, const char *folded)
{
	g_autofree char *text_folded = search_fold(text);

	return *folded && strstr(text_folded, folded);
}
