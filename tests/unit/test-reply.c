/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "reply.h"

static void
test_find(void **state)
{
	static const struct {
		const char *text;
		unsigned code;
		BounceStatus status;
	} cases[] = {
		{"550 5.1.1 <a@example.org>: User unknown", 550, {5, 1, 1}},
		{"550-5.1.1 no\n550 5.1.1 such user", 550, {5, 1, 1}},
		{"550-5.1.1 no such user\n550 try again", 550, {5, 1, 1}},
		{"550", 550, {0}},
		{"550 #5.1.1 no", 550, {5, 1, 1}},
		{"550 [5.7.1] no", 550, {5, 7, 1}},
		{"host mx.example.org[192.0.2.1] said: 452 4.2.2 full (in reply to RCPT)",
	         452,
	         {4, 2, 2}},
		{"SMTP error after RCPT TO:<a@example.org>: 550 5.7.1 no", 550, {5, 7, 1}},
		{"421 4.7.0 later\n550 5.1.1 no", 550, {5, 1, 1}}, /* the last word */
		{"Sorry, no mailbox here by that name. (#5.1.1)", 0, {5, 1, 1}},

		/* what only looks like a code */
		{"connect to 192.0.2.550", 0, {0}},
		{"message of 552 KB is too large", 0, {0}},
		{"timed out after 450 seconds", 0, {0}},
		{"(state 13)", 0, {0}},
		{"see http://example.org/?no=550", 0, {0}},
		{"552@example.org is full", 0, {0}},
		{"550.1 x", 0, {0}},
		{"5501 x", 0, {0}},
		{"Exim 4.94.2", 0, {0}},          /* no such subject */
		{"from 5.6.7.8 refused", 0, {0}}, /* an IP address */
		{"version v5.1.1", 0, {0}},
		{"354 go on", 0, {0}},
		{"", 0, {0}},
	};

	for_each_case(c, cases) {
		BounceReply got = bounce_reply_find(bounce_slice(c->text));

		check(got.code == c->code && bounce_status_equal(got.status, c->status),
		      "\"%s\": %u %u.%u.%u", c->text, got.code, got.status.class,
		      got.status.subject, got.status.detail);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests_name("reply", tests, NULL, NULL);
}
