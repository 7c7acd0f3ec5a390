/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-layout.c - all sizes of a screen: nothing overlaps, nothing sticks out
 */
#include "ui/layout.h"

#include "unit.h"

#define ROWS_MAX 60
#define COLS_MAX 200

static bool
is_inside(Area area, int rows, int cols)
{
	return area.rows == 0 || (area.y >= 0 && area.x >= 0 && area.rows > 0 && area.cols > 0 &&
	                          area.y + area.rows <= rows && area.x + area.cols <= cols);
}

static bool
overlap(Area a, Area b)
{
	return a.rows > 0 && b.rows > 0 && a.y < b.y + b.rows && b.y < a.y + a.rows &&
	       a.x < b.x + b.cols && b.x < a.x + a.cols;
}

static void
check_size(int rows, int cols, Pane focus, bool alone)
{
	const Layout layout = layout_fit(rows, cols, focus, alone);
	const Area areas[] = {layout.title,   layout.heading, layout.list,    layout.rule,
	                      layout.caption, layout.detail,  layout.summary, layout.bar};
	const Area shown = focus == PANE_LIST ? layout.list : layout.detail;

	for (size_t i = 0; i < G_N_ELEMENTS(areas); i++) {
		check(is_inside(areas[i], rows, cols), "area %zu at %dx%d", i, cols, rows);
		for (size_t j = 0; j < i; j++)
			check(!overlap(areas[i], areas[j]), "areas %zu and %zu at %dx%d", i, j,
			      cols, rows);
	}
	check(shown.rows > 0, "nothing to see at %dx%d", cols, rows);
	check(is_inside(layout.body, rows, cols) && layout.body.rows > 0, "body at %dx%d", cols,
	      rows);
	check(!overlap(layout.body, layout.bar) && !overlap(layout.body, layout.title),
	      "body at %dx%d", cols, rows);
}

static void
test_all_sizes(void **state)
{
	for (int rows = 1; rows <= ROWS_MAX; rows++)
		for (int cols = 1; cols <= COLS_MAX; cols++)
			for (int way = 0; way < 4; way++)
				check_size(rows, cols, way & 1 ? PANE_DETAIL : PANE_LIST, way & 2);
	(void)state;
}

static void
test_kinds(void **state)
{
	static const struct {
		int rows, cols;
		bool alone;
		bool title, heading, detail, rule, summary;
	} cases[] = {
		{40, 120, false, true, true, true, true, false},
		{24, 80, false, true, true, true, false, false},
		{24, 80, true, true, true, false, false, true},
		{10, 40, false, true, false, false, false, true},
		{24, 59, false, true, false, false, false, true},
		{19, 120, false, true, false, false, false, true},
		{4, 20, false, true, false, false, false, true},
		{4, 19, false, false, false, false, false, false},
		{3, 80, false, false, false, false, false, false},
		{1, 1, false, false, false, false, false, false},
	};

	for_each_case(c, cases) {
		Layout layout = layout_fit(c->rows, c->cols, PANE_LIST, c->alone);

		check((layout.title.rows > 0) == c->title, "title at %dx%d", c->cols, c->rows);
		check((layout.heading.rows > 0) == c->heading, "heading at %dx%d", c->cols,
		      c->rows);
		check((layout.detail.rows > 0) == c->detail, "detail at %dx%d", c->cols, c->rows);
		check((layout.rule.rows > 0) == c->rule, "rule at %dx%d", c->cols, c->rows);
		check((layout.summary.rows > 0) == c->summary, "summary at %dx%d", c->cols,
		      c->rows);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_sizes),
		cmocka_unit_test(test_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
