/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "ui/selection.h"

static void
add(Model *model, const char *path, const char *why)
{
	const Origin origin = {path, path, 0, 1, false};

	model_add_unreadable(model, &origin, why);
}

/* What has no address is never a target, and a key that is gone selects nothing. */
static void
test_nothing_to_mark(void **state)
{
	g_autoptr(Model) model = model_new();
	Selection selection = {0};

	add(model, "/a", "x");
	add(model, "/b", "x");
	model_refresh(model);
	for (size_t at = 0; at <= model_n_lines(model); at++) {
		g_autoptr(GPtrArray) keys = selection_targets(&selection, model, at);

		check(keys->len == 1 && !keys->pdata[0], "line %zu: %u", at, keys->len);
	}
	selection_toggle_range(&selection, "gone");
	assert_true(selection_is_on(&selection));
	assert_false(selection_holds(&selection, model, 1, 1));
	g_autoptr(GPtrArray) keys = selection_targets(&selection, model, 1);
	assert_int_equal(keys->len, 1);
	selection_toggle_range(&selection, "gone");
	assert_false(selection_is_on(&selection));
	selection_clear(&selection);
	(void)state;
}

/* A range holds the rows between its ends, whichever is above, and no group. */
static void
test_range(void **state)
{
	g_autoptr(Model) model = model_new();
	Selection selection = {0};

	add(model, "/a", "x");
	add(model, "/b", "x");
	add(model, "/c", "x");
	model_refresh(model);
	assert_int_equal(model_n_lines(model), 4);
	selection_toggle_range(&selection, model_line_key(model, 2));
	for (size_t at = 0; at < 4; at++)
		for (size_t line = 0; line < 4; line++)
			check(selection_holds(&selection, model, line, at) ==
			              (line > 0 && line >= MIN(at, 2) && line <= MAX(at, 2)),
			      "line %zu with the cursor on %zu", line, at);
	selection_clear(&selection);
	selection.is_all = true;
	assert_false(selection_holds(&selection, model, 0, 0));
	assert_true(selection_holds(&selection, model, 3, 0));
	selection_clear(&selection);
	(void)state;
}

/* Swapped twice is as it was; the last range comes back, from either end. */
static void
test_ends(void **state)
{
	Selection selection = {0};

	assert_null(selection_swap(&selection, "b"));
	assert_null(selection_again(&selection));
	selection_toggle_range(&selection, "a");

	g_autofree char *to_a = selection_swap(&selection, "b");
	g_autofree char *to_b = selection_swap(&selection, to_a);
	assert_string_equal(to_a, "a");
	assert_string_equal(to_b, "b");
	assert_string_equal(selection.anchor, "a");

	selection_end(&selection, "b");
	selection.is_all = true;
	selection_end(&selection, "c");
	assert_false(selection_is_on(&selection));

	g_autofree char *again = selection_again(&selection);
	assert_string_equal(again, "b");
	assert_string_equal(selection.anchor, "a");
	selection_clear(&selection);
	assert_null(selection_again(&selection));
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_to_mark),
		cmocka_unit_test(test_range),
		cmocka_unit_test(test_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
