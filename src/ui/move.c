/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/move.h"

#include <glib.h>

/* 0 is no such command. */
static ptrdiff_t
lines_of(Command command, size_t rows)
{
	ptrdiff_t page = (ptrdiff_t)rows, half = MAX(page / 2, 1);

	switch (command) {
	case COMMAND_CURSOR_DOWN:
		return 1;
	case COMMAND_CURSOR_UP:
		return -1;
	case COMMAND_HALF_DOWN:
		return half;
	case COMMAND_HALF_UP:
		return -half;
	case COMMAND_PAGE_DOWN:
		return page;
	case COMMAND_PAGE_UP:
		return -page;
	default:
		return 0;
	}
}

bool
move_run(Cursor *cursor, Command command, size_t count, size_t n_lines, size_t rows)
{
	ptrdiff_t by = lines_of(command, rows) * (ptrdiff_t)MAX(count, 1);

	if (command == COMMAND_FIRST)
		*cursor = cursor_to(*cursor, 0, n_lines, rows);
	else if (command == COMMAND_LAST)
		*cursor = cursor_to(*cursor, count > 0 ? count - 1 : n_lines, n_lines, rows);
	else if (by != 0)
		*cursor = cursor_move(*cursor, by, n_lines, rows);
	else
		return false;
	return true;
}
