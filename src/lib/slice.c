/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slice.h"

#include <string.h>

/* Longer than most lines. */
#define LINE_PIECE ((size_t)256)

BounceSlice
bounce_slice(const char *text)
{
	return (BounceSlice){text, strlen(text)};
}

BounceSlice
bounce_slice_trim(BounceSlice s)
{
	while (s.len > 0 && g_ascii_isspace(s.ptr[0]))
		s = bounce_slice_skip(s, 1);
	while (s.len > 0 && g_ascii_isspace(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

bool
bounce_slice_split(BounceSlice s, char c, BounceSlice *before, BounceSlice *after)
{
	const char *hit = s.len > 0 ? memchr(s.ptr, c, s.len) : NULL;
	size_t at = hit ? (size_t)(hit - s.ptr) : s.len;

	*before = bounce_slice_take(s, at);
	*after = bounce_slice_skip(s, at + 1);
	return hit != NULL;
}

/* Up to the first CR or LF.  In pieces, lest text with one of the two alone is searched
 * for the other again and again. */
static size_t
line_length(BounceSlice s)
{
	for (size_t done = 0; done < s.len; done += LINE_PIECE) {
		const char *at = s.ptr + done;
		size_t n = MIN(s.len - done, LINE_PIECE);
		const char *lf = memchr(at, '\n', n);
		const char *cr = memchr(at, '\r', lf ? (size_t)(lf - at) : n);

		if (cr || lf)
			return (size_t)((cr ? cr : lf) - s.ptr);
	}
	return s.len;
}

bool
bounce_slice_next_line(BounceSlice *rest, BounceSlice *line)
{
	const BounceSlice text = *rest;

	if (text.len == 0)
		return false;

	size_t end = line_length(text), behind = end;
	if (behind + 1 < text.len && text.ptr[behind] == '\r' && text.ptr[behind + 1] == '\n')
		behind++;
	behind += behind < text.len;
	*line = (BounceSlice){text.ptr, end};
	*rest = (BounceSlice){text.ptr + behind, text.len - behind};
	return true;
}

/* How many bytes are the same. */
static size_t
common_length(BounceSlice s, const char *text)
{
	size_t i = 0;

	while (i < s.len && text[i] != '\0' &&
	       bounce_lower((unsigned char)s.ptr[i]) == bounce_lower((unsigned char)text[i]))
		i++;
	return i;
}

bool
bounce_slice_starts_nocase(BounceSlice s, const char *text)
{
	return text[common_length(s, text)] == '\0';
}

bool
bounce_slice_equal_nocase(BounceSlice s, const char *text)
{
	size_t n = common_length(s, text);

	return n == s.len && text[n] == '\0';
}

size_t
bounce_slice_find_nocase(BounceSlice s, const char *text)
{
	const int first = bounce_lower((unsigned char)*text);

	if (first == '\0')
		return 0;
	for (size_t i = 0; i < s.len; i++)
		if (bounce_lower((unsigned char)s.ptr[i]) == first &&
		    bounce_slice_starts_nocase(bounce_slice_skip(s, i), text))
			return i;
	return s.len;
}
