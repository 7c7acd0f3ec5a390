/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cursor.h"

#include "unit.h"

static void
test_move(void **state)
{
	static const struct {
		Cursor from;
		ptrdiff_t by;
		size_t n_lines, height;
		Cursor want;
	} cases[] = {
		{{0, 0}, 1, 10, 4, {1, 0}},
		{{3, 0}, 1, 10, 4, {4, 1}},
		{{4, 1}, -1, 10, 4, {3, 1}},
		{{1, 1}, -1, 10, 4, {0, 0}},
		{{5, 4}, PTRDIFF_MAX, 10, 4, {9, 6}},
		{{5, 4}, PTRDIFF_MIN, 10, 4, {0, 0}},
		{{9, 6}, 0, 10, 20, {9, 0}}, /* the screen grew */
		{{9, 0}, 0, 10, 4, {9, 6}},  /* and shrank */
		{{9, 6}, 0, 3, 4, {2, 0}},   /* the list did */
		{{9, 6}, 1, 0, 4, {0, 0}},
		{{2, 2}, 1, 10, 0, {3, 3}}, /* no room counts as one line */
	};

	for_each_case(c, cases) {
		Cursor got = cursor_move(c->from, c->by, c->n_lines, c->height);

		check(got.at == c->want.at && got.top == c->want.top,
		      "{%zu, %zu} by %td of %zu in %zu: {%zu, %zu}", c->from.at, c->from.top, c->by,
		      c->n_lines, c->height, got.at, got.top);
	}
	(void)state;
}

static void
test_to_scrolls_no_more_than_needed(void **state)
{
	static const struct {
		size_t line, top;
	} cases[] = {
		{20, 20}, {25, 20}, {29, 20}, {30, 21}, {19, 19}, {0, 0}, {99, 90}, {500, 90},
	};

	for_each_case(c, cases) {
		Cursor got = cursor_to((Cursor){22, 20}, c->line, 100, 10);

		check(got.top == c->top, "to %zu: top %zu", c->line, got.top);
	}
	(void)state;
}

static void
check_on_screen(Cursor from, ptrdiff_t by, size_t n_lines, size_t height)
{
	Cursor got = cursor_move(from, by, n_lines, height);
	size_t shown = MAX(height, 1);

	check(n_lines == 0 ? got.at == 0 : got.at < n_lines, "at %zu of %zu", got.at, n_lines);
	check(got.top <= got.at && got.at < got.top + shown, "line %zu is off a screen at %zu",
	      got.at, got.top);
	check(got.top == 0 || got.top + shown <= n_lines, "%zu of %zu lines from %zu leave a gap",
	      shown, n_lines, got.top);
}

/* The space is small enough to try all of it. */
static void
test_is_always_on_the_screen(void **state)
{
	for (size_t i = 0; i < 6 * 5 * 7 * 7; i++) {
		Cursor from = {i % 7, i / 7 % 7};

		for (ptrdiff_t by = -7; by <= 7; by++)
			check_on_screen(from, by, i / 49 % 6, i / 294);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_move),
		cmocka_unit_test(test_to_scrolls_no_more_than_needed),
		cmocka_unit_test(test_is_always_on_the_screen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
