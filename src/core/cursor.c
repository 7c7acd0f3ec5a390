/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cursor.h"

#include <glib.h>

Cursor
cursor_to(Cursor cursor, size_t line, size_t n_lines, size_t height)
{
	if (n_lines == 0)
		return (Cursor){0, 0};

	height = CLAMP(height, 1, n_lines);

	size_t at = MIN(line, n_lines - 1);
	size_t lowest = at < height ? 0 : at - height + 1;
	size_t highest = MIN(at, n_lines - height); /* no blank lines after the last */

	return (Cursor){at, CLAMP(cursor.top, lowest, highest)};
}

Cursor
cursor_move(Cursor cursor, ptrdiff_t by, size_t n_lines, size_t height)
{
	size_t at = MIN(cursor.at, n_lines);
	size_t line;

	/* 0 - (size_t)by is the distance even for PTRDIFF_MIN. */
	if (by < 0)
		line = at - MIN(at, 0 - (size_t)by);
	else
		line = at + (size_t)by;
	return cursor_to(cursor, line, n_lines, height);
}
