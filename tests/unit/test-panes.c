/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/panes.h"

#include "unit.h"

static void
test_run(void **state)
{
	static const struct {
		Panes before;
		Command command;
		Panes after;
	} cases[] = {
		{{PANE_LIST, false}, COMMAND_OPEN, {PANE_DETAIL, false}},
		{{PANE_DETAIL, false}, COMMAND_OPEN, {PANE_DETAIL, true}},
		{{PANE_DETAIL, true}, COMMAND_OPEN, {PANE_DETAIL, false}},
		{{PANE_LIST, true}, COMMAND_OTHER_PANE, {PANE_DETAIL, true}},
		{{PANE_DETAIL, false}, COMMAND_OTHER_PANE, {PANE_LIST, false}},
		{{PANE_LIST, false}, COMMAND_ZOOM, {PANE_LIST, true}},
		{{PANE_LIST, true}, COMMAND_DETAIL_MORE, {PANE_LIST, false}},
		{{PANE_LIST, false}, COMMAND_DETAIL_MORE, {PANE_DETAIL, true}},
		{{PANE_DETAIL, true}, COMMAND_DETAIL_MORE, {PANE_DETAIL, true}},
		{{PANE_DETAIL, true}, COMMAND_DETAIL_LESS, {PANE_DETAIL, false}},
		{{PANE_DETAIL, false}, COMMAND_DETAIL_LESS, {PANE_LIST, true}},
	};

	for_each_case(c, cases) {
		Panes panes = c->before;

		check(panes_run(&panes, c->command) && panes.focus == c->after.focus &&
		              panes.alone == c->after.alone,
		      "row %td: %d, %d", c - cases, (int)panes.focus, panes.alone);
	}
	(void)state;
}

static void
test_leave(void **state)
{
	Panes panes = {PANE_DETAIL, true};

	assert_false(panes_run(&panes, COMMAND_SEARCH));
	assert_true(panes_leave(&panes));
	assert_int_equal(panes.focus, PANE_LIST);
	assert_false(panes.alone);
	assert_false(panes_leave(&panes));
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_run),
		cmocka_unit_test(test_leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
