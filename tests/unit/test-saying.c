/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-saying.c - which diagnostics say the same
 */
#include "unit.h"

#include "saying.h"

static guint64
say(const char *address, unsigned detail, const char *diagnostic)
{
	return bounce_saying_of(&(BounceRecipient){
		.address = address,
		.final_recipient = "",
		.status = {5, 1, (guint16)detail},
		.diagnostic = diagnostic,
	});
}

static void
test_same(void **state)
{
	static const struct {
		const char *a, *b;
		bool want;
	} cases[] = {
		{"smtp; 550 5.1.1 <ann@x.example>: User unknown",
	         "SMTP;  550 5.1.1 <bob@y.example>:\n\tuser unknown", true},
		{"550 No such user ann", "550 No such user 'BOB'", true},
		{"550 no user here (x.example)", "550 no user here (y.example)", true},
		{"550 no user. gsmtp a1-20020b", "550 no user. gsmtp 77k33", true},
		{"550 no user", "550 no mailbox", false},
		{"550 no user", "550 no user here", false},
		{"550 no user ann", "550 no user carl", false},
		{"550 ab c", "550 a bc", false},
	};

	for_each_case(c, cases) {
		bool is_same = say("ann@x.example", 1, c->a) == say("bob@y.example", 1, c->b);

		check(is_same == c->want, "%s | %s", c->a, c->b);
	}
	(void)state;
}

static void
test_another_code_is_another_saying(void **state)
{
	assert_true(say("a@x", 1, "550") != say("a@x", 2, "550"));
	assert_true(say("a@x", 1, "550") != 0);
	assert_true(say("a@x", 1, "") == 0);
	(void)state;
}

static void
test_only_the_beginning_counts(void **state)
{
	g_autofree char *same = g_strnfill(600, 'x');
	g_autofree char *longer = g_strconcat(same, " y", NULL);

	assert_true(say("a@x", 1, same) == say("a@x", 1, longer));
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_another_code_is_another_saying),
		cmocka_unit_test(test_only_the_beginning_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
