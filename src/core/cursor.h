/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cursor.h - where we are in a list that is higher than the screen
 *
 * A value and arithmetic on it; knows neither rows nor windows.
 */
#pragma once

#include <stddef.h>

typedef struct {
	size_t at;  /* the line the cursor is on */
	size_t top; /* the first line on the screen */
} Cursor;

/* Move by so many lines, and no further than the ends; height is the number of
 * lines on the screen. */
Cursor cursor_move(Cursor cursor, ptrdiff_t by, size_t n_lines, size_t height);

/* Go to a line, scrolling no more than needed to show it. */
Cursor cursor_to(Cursor cursor, size_t line, size_t n_lines, size_t height);
