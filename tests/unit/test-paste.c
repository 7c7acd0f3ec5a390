/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person pastes: whom it names, and what is known of it.
 */
#include "kb.h"

#include <string.h>

#define FIELDS                                                                                     \
	"Reporting-MTA: dns; mta.example\nX-Postfix-Queue-ID: AAEEFF1234\n"                        \
	"Arrival-Date: Sun, 1 Nov 2026 10:00:00 +0000\n\n"                                         \
	"Final-Recipient: rfc822; a@example.org\nOriginal-Recipient: rfc822;a@example.org\n"       \
	"Action: failed\nStatus: 5.1.1\nremote-MTA: dns; mx.example.org\n"                         \
	"Diagnostic Code: smtp; 550 5.1.1. No such user\n"
#define HEADER                                                                                     \
	"Return-Path: <>\nFrom: MAILER-DAEMON@mta.example\nTo: news@lists.example\n"               \
	"Subject: Undelivered Mail\nMessage-ID: <b1@mta.example>\nMIME-Version: 1.0\n"

static BounceReport *
read_text(void *kb, const char *text, size_t len)
{
	static const char *const dirs[] = {"share/formats", NULL};
	g_autoptr(BounceFormats) formats = bounce_formats_load(dirs, NULL, NULL);
	g_autoptr(BounceParser) parser = bounce_parser_new(kb, formats, NULL, NULL);

	return bounce_parser_read_text(parser, text, len);
}

/* "kind address reply status reason remote" of all recipients */
static char *
tell(const BounceReport *report)
{
	g_autoptr(GString) all =
		g_string_new(bounce_kind_name(bounce_report_envelope(report)->kind));

	for (size_t i = 0; i < bounce_report_n_recipients(report); i++) {
		const BounceRecipient *to = bounce_report_recipient(report, i);
		char code[BOUNCE_STATUS_TEXT_MAX];

		g_string_append_printf(all, " %s/%u/%s/%s/%s", to->address, to->reply,
		                       bounce_status_format(to->status, code), to->reason,
		                       to->remote_mta);
	}
	return g_string_free(g_steal_pointer(&all), false);
}

static void
test_texts(void **state)
{
	static const struct {
		const char *what, *text, *wanted;
	} cases[] = {
		{"words alone", "No such user", "failure /0//user-unknown/"},
		{"a reply", "550 User unknown", "failure /550//user-unknown/"},
		{"a reply with its code", "SMTP Error (state 8 ): 554 5.1.0 Sender Denied",
	         "failure /554/5.1.0/sender-rejected/"},
		{"codes alone", "550 5.1.1", "failure /550/5.1.1/user-unknown/"},
		{"a code that is quoted", "> 550 5.1.1 no such user\n",
	         "failure /550/5.1.1/user-unknown/"},
		{"no error", "221 Goodbye", "success /221///"},
		{"a server is named", "connect to mx.example.org[192.0.2.1]:25: Connection refused",
	         "failure /0//network/mx.example.org"},
		{"a domain is no server", "Host unknown: nowhere.example",
	         "failure /0//domain-unknown/"},
		{"a delay", "Your mail is delayed: 450 Host down (mx.example.org)",
	         "delay /450//network/mx.example.org"},
		{"an address", "550 5.1.1 <a@example.org>: user unknown",
	         "failure a@example.org/550/5.1.1/user-unknown/"},
		{"fields", FIELDS, "failure a@example.org/550/5.1.1/user-unknown/mx.example.org"},
		{"fields behind an introduction", "Hello,\n\nsorry.\n\n" FIELDS,
	         "failure a@example.org/550/5.1.1/user-unknown/mx.example.org"},
		{"some fields", "Status: 5.2.2\nAction: failed\n",
	         "failure /0/5.2.2/mailbox-full/"},
		{"one field", "Diagnostic-Code: smtp; 552 5.2.2 Mailbox full",
	         "failure /552/5.2.2/mailbox-full/"},
		{"a mail",
	         HEADER "\nHi. This is the qmail-send program at mta.example.\n\n"
	                "<a@example.org>:\nSorry, no mailbox here by that name. "
	                "(#5.1.1)\n",
	         "failure a@example.org/0/5.1.1/user-unknown/"},
		{"a notice without its header",
	         "Hi. This is the qmail-send program at mta.example.\n\n"
	         "<a@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n",
	         "failure a@example.org/0/5.1.1/user-unknown/"},
		{"a mail that is no bounce but tells of one",
	         "From: a@example.org\nSubject: what is this\n\nIt says 550 5.7.1 Relaying "
	         "denied.\n",
	         "failure /550/5.7.1/relay-denied/"},
		{"nothing known", "Dear friend, how are you?", "other"},
		{"an address alone", "a@example.org", "other"},
		{"a mail about nothing", "From: a@example.org\nSubject: hello\n\nHow are you?\n",
	         "other"},
		{"nothing", "", "other"},
	};

	for_each_case(c, cases) {
		g_autoptr(BounceReport) report = read_text(*state, c->text, strlen(c->text));
		g_autofree char *got = tell(report);

		check(g_str_equal(got, c->wanted), "%s: \"%s\", not \"%s\"", c->what, got,
		      c->wanted);
	}
}

/* Indented or quoted, it is the same report. */
static void
test_margin(void **state)
{
	static const char *const margins[] = {"> ", ">> ", "    ", "\t", "> > "};

	for_each_case(c, margins) {
		g_auto(GStrv) lines = g_strsplit(FIELDS, "\n", -1);
		g_autofree char *separator = g_strconcat("\n", *c, NULL);
		g_autofree char *joined = g_strjoinv(separator, lines);
		g_autofree char *text = g_strconcat(*c, joined, NULL);
		g_autoptr(BounceReport) report = read_text(*state, text, strlen(text));
		g_autofree char *got = tell(report);

		check(g_str_equal(got, "failure a@example.org/550/5.1.1/user-unknown/"
		                       "mx.example.org"),
		      "margin \"%s\": %s", *c, got);
	}
}

/* Whom a mail or several paragraphs are about is a guess. */
static void
test_guesses(void **state)
{
	static const struct {
		const char *what, *text;
		BounceVerdict verdict;
	} cases[] = {
		{"one line", "550 5.1.1 <a@example.org>: user unknown", BOUNCE_VERDICT_REMOVE},
		{"nobody named", "550 5.1.1 user unknown", BOUNCE_VERDICT_REMOVE},
		{"paragraphs",
	         "Hello.\n\na@example.org is not here: 550 5.1.1 user unknown\n\nBye.",
	         BOUNCE_VERDICT_LATER},
		{"two", "a@example.org: user unknown\nb@example.org: user unknown\n",
	         BOUNCE_VERDICT_LATER},
		{"any mail",
	         "From: b@example.org\nSubject: see\n\n550 5.1.1 <a@example.org>: user unknown\n",
	         BOUNCE_VERDICT_LATER},
		{"no address at all",
	         "Final-Recipient: rfc822; nobody\nAction: failed\n"
	         "Status: 5.1.1\n",
	         BOUNCE_VERDICT_LATER},
	};

	for_each_case(c, cases) {
		g_autoptr(BounceReport) report = read_text(*state, c->text, strlen(c->text));
		size_t n = bounce_report_n_recipients(report);

		check(n > 0, "%s: nobody", c->what);
		for (size_t i = 0; i < n; i++)
			check(bounce_report_recipient(report, i)->verdict == c->verdict, "%s: %s",
			      c->what,
			      bounce_verdict_name(bounce_report_recipient(report, i)->verdict));
	}
}

static void
test_long(void **state)
{
	size_t len = BOUNCE_MESSAGE_MAX + 1000;
	g_autofree char *text = g_malloc(len);

	memset(text, 'a', len);
	memcpy(text, "550 5.1.1 no such user\n\0", 24);
	g_autoptr(BounceReport) report = read_text(*state, text, len);
	assert_int_equal(bounce_report_n_recipients(report), 1);
	assert_string_equal(bounce_report_recipient(report, 0)->reason, "user-unknown");
	assert_string_equal(bounce_report_note(report, 0), "a long text; its end was not read");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_margin),
		cmocka_unit_test(test_guesses),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
