/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/search.h"

#include "unit.h"

static void
test_nth(void **state)
{
	static const struct {
		size_t n, from;
		int by;
		size_t want;
	} cases[] = {
		{0, 2, 1, 2},        {2, 2, 1, 4},         {3, 2, 1, 0},  {4, 2, 1, 1},
		{0, 2, -1, 2},       {2, 2, -1, 0},        {3, 2, -1, 4}, {4, 2, -1, 3},
		{0, 5, 1, 0},        {1, 5, 1, 1},         {0, 5, -1, 4}, {1, 5, -1, 3},
		{0, SIZE_MAX, 1, 0}, {0, SIZE_MAX, -1, 4},
	};

	for_each_case(c, cases) {
		size_t got = search_nth(c->n, c->from, c->by, 5);

		check(got == c->want, "%zu after %zu by %d: %zu", c->n, c->from, c->by, got);
	}
	(void)state;
}

static void
test_holds(void **state)
{
	static const struct {
		const char *text;
		const char *needle;
		bool want;
	} cases[] = {
		{"Mailbox full", "FULL", true},
		{"Mailbox full", "fool", false},
		{"GRÜSSE", "grüsse", true},
		{"anything", "", false},
		{"", "a", false},
		{"caf\351 a", "A", true}, /* not UTF-8 */
		{"cut \303", "\303", true},
	};

	for_each_case(c, cases) {
		g_autofree char *folded = search_fold(c->needle);

		check(search_holds(c->text, folded) == c->want, "\"%s\" in \"%s\"", c->needle,
		      c->text);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nth),
		cmocka_unit_test(test_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
