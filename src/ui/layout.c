/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout.c - where everything stands on a screen of any size
 */
#include "ui/layout.h"

/* Below either, the title and the summary would leave nothing for the list. */
#define TINY_ROWS 4
#define TINY_COLS 20
/* Below either, two panes are too small to be of use. */
#define SPLIT_ROWS 20
#define SPLIT_COLS 60
/* From here on a detail of 45 columns fits beside the list. */
#define BESIDE_COLS 110

#define BESIDE_LIST_PERCENT 57
#define ABOVE_LIST_PERCENT 45

static Area
take_top(Area *from, int rows)
{
	Area top = {from->y, from->x, rows, from->cols};

	from->y += rows;
	from->rows -= rows;
	return top;
}

static Area
take_bottom(Area *from, int rows)
{
	from->rows -= rows;
	return (Area){from->y + from->rows, from->x, rows, from->cols};
}

static void
place_detail(Layout *layout, Area area)
{
	layout->caption = take_top(&area, 1);
	layout->detail = area;
}

static void
place_one(Layout *layout, Area area, Pane pane, bool heading)
{
	if (pane == PANE_DETAIL) {
		place_detail(layout, area);
		return;
	}
	layout->summary = take_bottom(&area, 1);
	if (heading)
		layout->heading = take_top(&area, 1);
	layout->list = area;
}

static void
place_beside(Layout *layout, Area area)
{
	Area list = area;
	Area detail = area;

	list.cols = area.cols * BESIDE_LIST_PERCENT / 100;
	layout->rule = (Area){area.y, list.cols, area.rows, 1};
	/* A blank column after the rule. */
	detail.x = list.cols + 2;
	detail.cols = area.cols - detail.x;

	layout->heading = take_top(&list, 1);
	layout->list = list;
	place_detail(layout, detail);
}

static void
place_above(Layout *layout, Area area)
{
	Area list = take_top(&area, (area.rows * ABOVE_LIST_PERCENT + 99) / 100);

	layout->heading = take_top(&list, 1);
	layout->list = list;
	place_detail(layout, area);
}

Layout
layout_fit(int rows, int cols, Pane focus, bool alone)
{
	Layout layout = {0};
	Area area = {0, 0, rows, cols};
	bool split = rows >= SPLIT_ROWS && cols >= SPLIT_COLS;

	if (rows > 1)
		layout.bar = take_bottom(&area, 1);
	if (rows < TINY_ROWS || cols < TINY_COLS) {
		layout.body = area;
		*(focus == PANE_LIST ? &layout.list : &layout.detail) = area;
		return layout;
	}
	layout.title = take_top(&area, 1);
	layout.body = area;

	if (!split || alone)
		place_one(&layout, area, focus, split);
	else if (cols >= BESIDE_COLS)
		place_beside(&layout, area);
	else
		place_above(&layout, area);
	return layout;
}
