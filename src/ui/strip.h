/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * strip.h - a line of text, parts of which have a style of their own
 */
#pragma once

#include "core/search.h"
#include "ui/paint.h"

typedef struct {
	const Canvas *canvas;
	Place place;      /* what there is for it */
	const char *text; /* displayable as it is */
	size_t left;      /* cells of it that are scrolled away */
} Strip;

/* All of it, then blanks to the end of its place. */
void strip_paint(const Strip *strip, Style style);

/* Bytes of it once more, in another style. */
void strip_paint_part(const Strip *strip, size_t begin, size_t end, Style style);

/* Whatever search, which may be NULL, finds in it.  Blanks at its end are not its text. */
void strip_paint_matches(const Strip *strip, const Search *search, Style style);
