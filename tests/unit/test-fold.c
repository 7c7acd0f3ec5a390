/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fold.h"

#include "unit.h"

static void
test_fold(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"Mailbox FULL @[`{", "mailbox full @[`{"},
		{"GRÜSSE", "grüsse"},
		{"", ""},
		{"caf\351 A", "caf\357\277\275 a"}, /* not UTF-8 */
	};

	for_each_case(c, cases) {
		g_autofree char *got = fold_new(c->text);

		check(g_str_equal(got, c->want), "\"%s\": \"%s\"", c->text, got);
	}
	(void)state;
}

static void
test_holds(void **state)
{
	static const struct {
		const char *text, *folded;
		bool want;
	} cases[] = {
		{"Mailbox FULL", "box full", true},
		{"Mailbox FULL", "fool", false},
		{"aab", "ab", true},
		{"aAbaAbc", "aabc", true},
		{"ab", "abc", false},
		{"@[`{", "`[", false},
		{"a", "", true},
		{"", "", true},
		{"", "a", false},
	};

	for_each_case(c, cases)
		check(fold_ascii_holds(c->text, c->folded) == c->want, "\"%s\" in \"%s\"",
		      c->folded, c->text);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
