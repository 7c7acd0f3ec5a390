/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mouse.c - what the mouse does in a view
 */
#include "ui/mouse.h"

/* As in most programs that scroll. */
#define WHEEL_LINES 3

bool
mouse_is_in(MouseEvent event, Area area)
{
	return event.y >= area.y && event.y < area.y + area.rows && event.x >= area.x &&
	       event.x < area.x + area.cols;
}

bool
mouse_run(MouseEvent event, View *view, Area area)
{
	const ViewClass *class = view->class;
	Cursor place = class->place(view);
	size_t line = place.top + (size_t)(event.y - area.y);

	if (event.kind != MOUSE_CLICK) {
		class->run(view, event.kind == MOUSE_UP ? COMMAND_CURSOR_UP : COMMAND_CURSOR_DOWN,
		           WHEEL_LINES);
		return false;
	}
	if (class->where != WHERE_LIST || line >= class->n_lines(view))
		return false;
	class->go(view, line);
	return line == place.at;
}
