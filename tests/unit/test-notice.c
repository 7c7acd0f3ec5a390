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
		const char *text;
	} cases[] = {
		{NULL_PATH, "MAILER-DAEMON@example.org", "failure notice", BOUNCE_KIND_FAILURE, ""},
		{"", "Mail Delivery Subsystem <x@example.org>", "Returned mail: see transcript",
	         BOUNCE_KIND_FAILURE, ""},
		{NULL_PATH, "x@example.org", "Undeliverable: News", BOUNCE_KIND_FAILURE, ""},
		{NULL_PATH, "Postmaster@example.org", "Hinweis", BOUNCE_KIND_FAILURE, ""},
		{"X-Failed-Recipients: a@example.org\n", "x@example.org", "hello",
	         BOUNCE_KIND_FAILURE, ""},
		{NULL_PATH, "MAILER-DAEMON@example.org",
	         "Warning: could not send message for 4 hours", BOUNCE_KIND_DELAY, ""},
		{NULL_PATH "Auto-Submitted: auto-replied\n", "Mailer-Daemon@example.org",
	         "Mail delivery failed: returning message to sender", BOUNCE_KIND_FAILURE, ""},

		{"", "MAILER-DAEMON@example.org", "Processing Error", BOUNCE_KIND_FAILURE,
	         "Your mail could not be delivered to the following address:\na@example.net\n"},
		{"", "robot@example.org", "Mail delivery failed", BOUNCE_KIND_FAILURE,
	         "This message was created\nautomatically by mail delivery software.\n"},
		{"", "MAILER-DAEMON@example.org", "Delayed Mail", BOUNCE_KIND_DELAY, "It waits.\n"},
		{NULL_PATH, "postmaster@example.cn", "\u9000\u4fe1", BOUNCE_KIND_FAILURE, "-"},
		{NULL_PATH, "x@example.org", "Undeliverable: Out of Office", BOUNCE_KIND_FAILURE,
	         ""},
		{NULL_PATH "Auto-Submitted: auto-replied\n", "x@example.org",
	         "Undeliverable: Automatic reply: News", BOUNCE_KIND_FAILURE, ""},
		{NULL_PATH, "MAILER-DAEMON@example.org", "Successful Mail Delivery Report",
	         BOUNCE_KIND_SUCCESS, ""},
		{NULL_PATH, "Mail Delivery Subsystem <x@example.org>", "Return receipt",
	         BOUNCE_KIND_SUCCESS, ""},
		{NULL_PATH, "MAILER-DAEMON@example.org", "Delivery status notification: relayed",
	         BOUNCE_KIND_SUCCESS, ""},
		{NULL_PATH, "postmaster@example.org", "NOTICE: mail delivery status.",
	         BOUNCE_KIND_FAILURE, ""},
		{NULL_PATH, "postmaster@example.org", "Delivery Status Notification (Success)",
	         BOUNCE_KIND_SUCCESS, ""},

		/* people write about bounces too */
		{SOME_PATH, "user@example.org", "Delivery failed?", BOUNCE_KIND_OTHER,
	         "Hi, why do I get this?\n\nYour message could not be delivered to "
	         "a@example.net\n"},
		{SOME_PATH, "user@example.org", "Undeliverable mail", BOUNCE_KIND_OTHER,
	         "> Your message could not be delivered to the following:\n> a@example.net\n"},
		{SOME_PATH, "user@example.org", "Re: [Ticket 7] failure notice", BOUNCE_KIND_OTHER,
	         "Your message could not be delivered to the following recipient: a@example.net\n"},
		{SOME_PATH, "user@example.org", "AW: Unzustellbar: News", BOUNCE_KIND_OTHER,
	         "Die Nachricht konnte nicht zugestellt werden\n"},
		{SOME_PATH, "news@example.org", "Delivery failed: 7 tips for better delivery",
	         BOUNCE_KIND_OTHER, "Your campaign bounced? User unknown? Read on.\n"},
		{SOME_PATH, "parcels@example.org", "Delivery failed", BOUNCE_KIND_OTHER,
	         "Your parcel could not be delivered. Click here.\n"},
		{SOME_PATH, "Postmaster <postmaster@example.org>", "Re: failure notice",
	         BOUNCE_KIND_OTHER, "Hello,\n\nwe have looked at it.\n\nThe postmaster\n"},
		{SOME_PATH, "post@example.de", "Zustellung fehlgeschlagen", BOUNCE_KIND_OTHER,
	         "Ihr Paket konnte nicht zugestellt werden.\n"},
		{SOME_PATH, "robot@example.de", "Zustellung fehlgeschlagen", BOUNCE_KIND_FAILURE,
	         "Ihre Nachricht konnte nicht zugestellt werden an:\na@example.net\n"},
		{NULL_PATH, "user@example.org", "Please confirm your mail", BOUNCE_KIND_OTHER,
	         "Your message could not be delivered to the following user until you confirm "
	         "it.\n"},
		{"", "robot@example.org", "Mail delivery failed", BOUNCE_KIND_OTHER,
	         "Your message could not be delivered to one or more: it is being held.\n"},
		{NULL_PATH, "postmaster@example.org", "Report domain: example.org",
	         BOUNCE_KIND_OTHER, "This is an aggregate report.\n"},
		{NULL_PATH, "postmaster@example.org", "Welcome", BOUNCE_KIND_OTHER, "Welcome.\n"},
		{NULL_PATH, "user@example.org", "Automatic reply: Undelivered Mail",
	         BOUNCE_KIND_AUTO_REPLY, ""},
		{NULL_PATH, "user@example.org", "Abwesenheit: Unzustellbar: News",
	         BOUNCE_KIND_AUTO_REPLY, ""},
		{SOME_PATH, "user@example.org", "Re: failure notice", BOUNCE_KIND_OTHER, ""},
		{SOME_PATH, "user@example.org", "Fwd: Undelivered Mail Returned to Sender",
	         BOUNCE_KIND_OTHER, ""},
		{SOME_PATH, "postmaster@example.org", "maintenance tonight", BOUNCE_KIND_OTHER, ""},

		{NULL_PATH "Auto-Submitted: auto-replied\n", "user@example.org", "Re: News",
	         BOUNCE_KIND_AUTO_REPLY, ""},
		{NULL_PATH, "user@example.org", "Out of Office: News", BOUNCE_KIND_AUTO_REPLY, ""},
		{"Precedence: auto_reply\n", "user@example.org", "gone", BOUNCE_KIND_AUTO_REPLY,
	         ""},
		{NULL_PATH "X-Autoreply: yes\n", "user@example.org", "Out of office: user unknown",
	         BOUNCE_KIND_AUTO_REPLY, ""},
		{NULL_PATH "Auto-Submitted: auto-replied\n", "user@example.org",
	         "Re: delivery failed", BOUNCE_KIND_AUTO_REPLY, ""},
		{NULL_PATH, "user@example.org", "FWD: Undelivered Mail", BOUNCE_KIND_OTHER, ""},
		{NULL_PATH "Auto-Submitted: auto-generated\n", "x@example.org", "your invoice",
	         BOUNCE_KIND_OTHER, ""},
		{"", "user@example.org", "", BOUNCE_KIND_OTHER, ""},
	};

	for_each_case(c, cases) {
		BounceNoticeWords words = {c->subject, c->from, bounce_slice(c->text)};
		g_autoptr(BounceHeader) header = bounce_header_read(bounce_slice(c->header));
		BounceKind got = bounce_notice_kind(bounce_kb_notice(*state), header, &words);

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
