/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout.h - where everything stands on a screen of any size
 *
 * Pure arithmetic: knows neither windows nor what is shown in them.  No size is
 * too small; what does not fit has no rows.
 */
#pragma once

#include <stdbool.h>

typedef struct {
	int y, x;
	int rows, cols; /* 0 rows: it is not shown */
} Area;

typedef enum { PANE_LIST, PANE_DETAIL } Pane;

typedef struct {
	Area title;
	Area heading; /* over the list */
	Area list;
	Area rule;    /* between list and detail when they stand side by side */
	Area caption; /* over the detail */
	Area detail;
	Area summary; /* one line on the selected row, where the detail is not shown */
	Area bar;
	Area body; /* all between title and bar, for what fills the screen */
} Layout;

/* Where there is room for one pane only, or it shall stand alone, that is the
 * one with the focus. */
Layout layout_fit(int rows, int cols, Pane focus, bool alone);
