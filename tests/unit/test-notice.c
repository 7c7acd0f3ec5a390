/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kb.h"

#include "notice.h"

#define NULL_PATH "Return-Path: <>\n"
#define SOME_PATH "Return-Path: <user@example.org>\n"

static void
test_kind(void **state)
{
	static const struct {
		const char *header, *from, *subject;
		BounceKind want;
	} cases[] = {
		{NULL_PATH, "MAILER-DAEMON@example.org", "failure notice", BOUNCE_KIND_FAILURE},
		{"", "Mail Delivery Subsystem <x@example.org>", "Returned mail: see transcript",
	         BOUNCE_KIND_FAILURE},
		{NULL_PATH, "x@example.org", "Undeliverable: News", BOUNCE_KIND_FAILURE},
		{NULL_PATH, "Postmaster@example.org", "Hinweis", BOUNCE_KIND_FAILURE},
		{"X-Failed-Recipients: a@example.org\n", "x@example.org", "hello", BOUNCE_KIND_FAILURE},
		{NULL_PATH, "MAILER-DAEMON@example.org", "Warning: could not send message for 4 hours",
	         BOUNCE_KIND_DELAY},
		{NULL_PATH "Auto-Submitted: auto-replied\n", "Mailer-Daemon@example.org",
	         "Mail delivery failed: returning message to sender", BOUNCE_KIND_FAILURE},

		/* people write about bounces too */
		{SOME_PATH, "user@example.org", "Re: failure notice", BOUNCE_KIND_OTHER},
		{SOME_PATH, "user@example.org", "Fwd: Undelivered Mail Returned to Sender",
	         BOUNCE_KIND_OTHER},
		{SOME_PATH, "postmaster@example.org", "maintenance tonight", BOUNCE_KIND_OTHER},

		{NULL_PATH "Auto-Submitted: auto-replied\n", "user@example.org", "Re: News",
	         BOUNCE_KIND_AUTO_REPLY},
		{NULL_PATH, "user@example.org", "Out of Office: News", BOUNCE_KIND_AUTO_REPLY},
		{"Precedence: auto_reply\n", "user@example.org", "gone", BOUNCE_KIND_AUTO_REPLY},
		{NULL_PATH "X-Autoreply: yes\n", "user@example.org", "Out of office: user unknown",
	         BOUNCE_KIND_AUTO_REPLY},
		{NULL_PATH "Auto-Submitted: auto-replied\n", "user@example.org",
	         "Re: delivery failed", BOUNCE_KIND_AUTO_REPLY},
		{NULL_PATH, "user@example.org", "FWD: Undelivered Mail", BOUNCE_KIND_OTHER},
		{NULL_PATH "Auto-Submitted: auto-generated\n", "x@example.org", "your invoice",
	         BOUNCE_KIND_OTHER},
		{"", "user@example.org", "", BOUNCE_KIND_OTHER},
	};

	for_each_case(c, cases) {
		BounceKind got = bounce_notice_kind(bounce_kb_notice(*state),
		                                    bounce_slice(c->header), c->subject, c->from);

		check(got == c->want, "%s \"%s\": %s", c->from, c->subject, bounce_kind_name(got));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kind),
	};

	return cmocka_run_group_tests_name("notice", tests, load_kb, unload_kb);
}
