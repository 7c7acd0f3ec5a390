/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * strip.c - a line of text, parts of which have a style of their own
 */
#include "ui/strip.h"

#include <string.h>

static size_t
width_of(const char *text, size_t len, CellsFlags flags)
{
	g_autoptr(GString) scratch = g_string_new(NULL);

	return cells_append(scratch, text, (gssize)len, CELLS_ALL, flags);
}

/* How many bytes of text take up the first n cells, with all of a wide character that
 * reaches beyond them. */
static size_t
skip_cells(const char *text, size_t len, size_t n, CellsFlags flags)
{
	g_autoptr(GString) fit = g_string_new(NULL);
	size_t taken = cells_append(fit, text, (gssize)len, n, flags);
	const char *p = text + fit->len;

	if (taken == n || fit->len >= len)
		return MIN(fit->len, len);
	do {
		p = g_utf8_next_char(p);
	} while (p < text + len && g_unichar_iszerowidth(g_utf8_get_char(p)));
	return MIN((size_t)(p - text), len);
}

void
strip_paint_part(const Strip *strip, size_t begin, size_t end, Style style)
{
	CellsFlags flags = strip->canvas->flags;
	size_t first = width_of(strip->text, begin, flags);
	Place place = strip->place;

	if (first < strip->left) {
		begin += skip_cells(strip->text + begin, end - begin, strip->left - first, flags);
		first = width_of(strip->text, begin, flags);
	}
	if (begin >= end || first - strip->left >= (size_t)MAX(place.width, 0))
		return;

	g_autofree char *part = g_strndup(strip->text + begin, end - begin);
	int x = (int)(first - strip->left);

	place.x += x;
	place.width = MIN(place.width - x, (int)cells_width(part, flags));
	paint(strip->canvas, place, style, part);
}

void
strip_paint(const Strip *strip, Style style)
{
	paint(strip->canvas, strip->place, style, "");
	strip_paint_part(strip, 0, strlen(strip->text), style);
}

void
strip_paint_matches(const Strip *strip, const Search *search, Style style)
{
	g_autofree char *text = g_strchomp(g_strdup(strip->text));
	size_t begin, end = 0;

	while (search && search_next(search, text, end, &begin, &end))
		strip_paint_part(strip, begin, end, style);
}
