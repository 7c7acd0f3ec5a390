/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-columns.c - the columns of the list at any width
 */
#include "ui/columns.h"

#include "unit.h"

static void
test_columns_follow_each_other_to_the_edge(void **state)
{
	for (int width = 1; width <= 300; width++) {
		Columns columns = columns_fit(width);
		int end = 0;

		check(columns.at[COLUMN_ADDRESS].width > 0, "no address at %d", width);
		for (int i = 0; i < N_COLUMNS; i++) {
			if (columns.at[i].width == 0)
				continue;
			check(columns.at[i].x >= end, "column %d at %d", i, width);
			end = columns.at[i].x + columns.at[i].width;
		}
		check(end == width, "ends at %d of %d", end, width);
	}
	(void)state;
}

/* What is shown in a narrow list is shown in a wider one. */
static void
test_columns_go_one_by_one(void **state)
{
	static const Column order[] = {COLUMN_REASON, COLUMN_LAST,  COLUMN_DAYS,
	                               COLUMN_COUNT,  COLUMN_CLASS, COLUMN_CODE};

	for (int width = 1; width <= 300; width++) {
		Columns columns = columns_fit(width);

		for (size_t i = 1; i < G_N_ELEMENTS(order); i++)
			check(columns.at[order[i]].width > 0 || columns.at[order[i - 1]].width == 0,
			      "column %u without %u at %d", order[i - 1], order[i], width);
	}
	(void)state;
}

static void
test_addresses_keep_their_room(void **state)
{
	for (int width = 22; width <= 300; width++) {
		int room = columns_fit(width).at[COLUMN_ADDRESS].width;

		check(room >= MIN(16, width - 2), "%d cells at %d", room, width);
	}
	assert_true(columns_fit(80).at[COLUMN_ADDRESS].width >= 30);
	assert_true(columns_fit(80).at[COLUMN_REASON].width > 0);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns_follow_each_other_to_the_edge),
		cmocka_unit_test(test_columns_go_one_by_one),
		cmocka_unit_test(test_addresses_keep_their_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
