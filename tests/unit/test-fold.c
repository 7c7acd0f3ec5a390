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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
