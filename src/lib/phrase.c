/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrase.h"

#include <string.h>

char *
bounce_phrase_fold(BounceSlice text, size_t max)
{
	g_autofree char *valid = g_utf8_make_valid(text.ptr, (gssize)MIN(text.len, max));

	return g_str_is_ascii(valid) ? g_ascii_strdown(valid, -1) : g_utf8_strdown(valid, -1);
}

const char *
bounce_phrase_find(const char *text, const char *const *phrases)
{
	const char *first = NULL;

	for (; *phrases; phrases++) {
		const char *here = strstr(text, *phrases);

		if (here && (!first || here < first))
			first = here;
	}
	return first;
}

bool
bounce_phrase_begins(const char *text, const char *const *phrases)
{
	for (; *phrases; phrases++)
		if (g_str_has_prefix(text, *phrases))
			return true;
	return false;
}
