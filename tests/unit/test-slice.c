/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <string.h>

#include "slice.h"

static void
test_lines(void **state)
{
	/* each line in brackets */
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"a\nb\n", "[a][b]"},     {"a\r\nb", "[a][b]"}, {"a\rb\r", "[a][b]"},
		{"a\n\r\nb", "[a][][b]"}, {"\n", "[]"},         {"", ""},
		{"a\r", "[a]"},
	};

	for_each_case(c, cases) {
		BounceSlice rest = bounce_slice(c->text), line;
		g_autoptr(GString) got = g_string_new(NULL);

		while (bounce_slice_next_line(&rest, &line))
			g_string_append_printf(got, "[%.*s]", (int)line.len, line.ptr);
		check(g_str_equal(got->str, c->want), "\"%s\": %s", c->text, got->str);
	}
	(void)state;
}

static void
test_bounds(void **state)
{
	BounceSlice s = bounce_slice("abc");

	assert_int_equal(bounce_slice_at(s, 2), 'c');
	assert_int_equal(bounce_slice_at(s, 3), -1);
	assert_int_equal(bounce_slice_at(s, (size_t)-1), -1);
	assert_int_equal(bounce_slice_skip(s, 9).len, 0);
	assert_int_equal(bounce_slice_take(s, 9).len, 3);
	assert_int_equal(bounce_slice_trim(bounce_slice(" \t\r\n ")).len, 0);
	assert_int_equal(bounce_slice_trim(bounce_slice(" a b\n")).len, 3);
	(void)state;
}

static void
test_without_case(void **state)
{
	BounceSlice s = bounce_slice("Final-Recipient");

	assert_true(bounce_slice_equal_nocase(s, "final-recipient"));
	assert_false(bounce_slice_equal_nocase(s, "final"));
	assert_true(bounce_slice_starts_nocase(s, "FINAL"));
	assert_false(bounce_slice_starts_nocase(bounce_slice("fin"), "final"));
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_without_case),
	};

	return cmocka_run_group_tests_name("slice", tests, NULL, NULL);
}
