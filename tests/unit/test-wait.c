/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "core/wait.h"

static void
test_wait(void **state)
{
	static const struct {
		const char *words;
		unsigned seconds;
	} cases[] = {
		{"451 4.7.1 Greylisting in action, please come back in 00:02:00 [minutes]", 120},
		{"Greylisted, please try again in 300 seconds", 300},
		{"retry after 5 minutes", 300},
		{"Deferred for 1 hour", 3600},
		{"please wait 60sec", 60},
		{"try again in 05:00", 300},
		{"listed in 192.0.2.1; try again in 10 min", 600},
		{"try again later", 0},
		{"in 5 messages", 0},
		{"in 99999999999 seconds", 0},
		{"in 999999 days", 0},
		{"in 00:00:00", 0},
		{"in ", 0},
		{"in 1:", 0},
		{"", 0},
	};

	(void)state;
	for_each_case(c, cases)
		check(wait_find(c->words) == c->seconds, "%s: %u", c->words, wait_find(c->words));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_wait)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
