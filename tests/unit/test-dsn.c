/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <string.h>

#include "bounds.h"
#include "dsn.h"

/* "final|original|action|status|diagnostic|remote" of each recipient, then a
 * line end. */
static char *
describe(const BounceReport *report)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < bounce_report_n_recipients(report); i++) {
		const BounceRecipient *to = bounce_report_recipient(report, i);
		char code[BOUNCE_STATUS_TEXT_MAX];

		g_string_append_printf(text, "%s|%s|%s|%s|%s|%s\n", to->final_recipient,
		                       to->original_recipient, bounce_action_name(to->action),
		                       bounce_status_format(to->status_field, code), to->diagnostic,
		                       to->remote_mta);
	}
	return g_string_free(text, false);
}

static BounceReport *
parse(const char *text)
{
	BounceReportBuilder *builder = bounce_report_builder_new();

	bounce_dsn_parse(bounce_slice(text), builder);
	return bounce_report_builder_end(builder);
}

static void
test_recipients(void **state)
{
	static const struct {
		const char *what, *text, *want;
	} cases[] = {
		{"as it should be",
	         "Reporting-MTA: dns; mta.example.org\n\n"
	         "Original-Recipient: rfc822;list@example.org\n"
	         "Final-Recipient: rfc822; user@example.net\nAction: failed\nStatus: 5.1.1\n"
	         "Remote-MTA: dns; mx.example.net\nDiagnostic-Code: smtp; 550 no\n",
	         "user@example.net|list@example.org|failed|5.1.1|smtp; 550 no|mx.example.net\n"},
		{"two groups",
	         "Reporting-MTA: dns; m\n\nFinal-Recipient: rfc822;a@example.org\nStatus: 5.1.1\n\n"
	         "Final-Recipient: rfc822;b@example.org\nStatus: 4.2.2\n",
	         "a@example.org|||5.1.1||\nb@example.org|||4.2.2||\n"},
		{"Exim: Action comes first, in every group",
	         "Reporting-MTA: dns; m\n\nAction: failed\nFinal-Recipient: "
	         "rfc822;a@example.org\n\n"
	         "Action: delayed\nFinal-Recipient: rfc822;b@example.org\n",
	         "a@example.org||failed|||\nb@example.org||delayed|||\n"},
		{"Dovecot: no blank line after the message's fields",
	         "Reporting-MTA: dns; m\nFinal-Recipient: rfc822;a@example.org\nAction: failed\n",
	         "a@example.org||failed|||\n"},
		{"Exchange 2003: no blank line between recipients",
	         "Reporting-MTA: dns; m\n\nFinal-Recipient: rfc822;a@example.org\nStatus: 5.1.1\n"
	         "Final-Recipient: rfc822;b@example.org\nStatus: 5.7.1\n",
	         "a@example.org|||5.1.1||\nb@example.org|||5.7.1||\n"},
		{"a surplus blank line within a recipient",
	         "Final-Recipient: rfc822;a@example.org\n\nAction: failed\nStatus: 5.1.1\n",
	         "a@example.org||failed|5.1.1||\n"},
		{"a line of blanks is a blank line",
	         "Final-Recipient: rfc822;a@example.org\n \t\nFinal-Recipient: "
	         "rfc822;b@example.org\n",
	         "a@example.org|||||\nb@example.org|||||\n"},
		{"the first of a field given twice counts",
	         "Final-Recipient: rfc822;a@example.org\nStatus: 5.1.1\nStatus: 2.0.0\n",
	         "a@example.org|||5.1.1||\n"},
		{"folds, no hyphen, lower case, trailing dots",
	         "final-recipient : RFC822;\n <a@example.org>\nDiagnostic Code: smtp;\n\t550 no\n"
	         "remote-MTA: dns; mx.example.org.\nACTION: Failed (really)\nstatus: 5.1.1. (x)\n",
	         "a@example.org||failed|5.1.1|smtp; 550 no|mx.example.org\n"},
		{"Gmail: a comment behind the host",
	         "Final-Recipient: rfc822;a@example.org\n"
	         "Remote-MTA: dns; mx.example.org. (192.0.2.1, the server for it.)\n",
	         "a@example.org|||||mx.example.org\n"},
		{"CRLF",
	         "Final-Recipient: rfc822;a@example.org\r\n\r\nFinal-Recipient: "
	         "rfc822;b@example.org\r\n",
	         "a@example.org|||||\nb@example.org|||||\n"},
		{"bare CR",
	         "Final-Recipient: rfc822;a@example.org\r\rFinal-Recipient: rfc822;b@example.org\r",
	         "a@example.org|||||\nb@example.org|||||\n"},
		{"RFC 6533", "Final-Recipient: utf-8;\\x{43F}@example.org\nStatus: 5.1.1\n",
	         "\xD0\xBF@example.org|||5.1.1||\n"},
		{"no type", "Final-Recipient: <a@example.org>\n", "a@example.org|||||\n"},
		{"a comment behind the address", "Final-Recipient: rfc822; a@example.org (A)\n",
	         "a@example.org|||||\n"},
		{"bad codes",
	         "Final-Recipient: rfc822;a@example.org\nStatus: 5.1\nAction: bounced\n",
	         "a@example.org|||||\n"},
		{"other words for actions",
	         "Final-Recipient: rfc822;a@example.org\nAction: error\n\n"
	         "Final-Recipient: rfc822;b@example.org\nAction: failure (x)\n\n"
	         "Final-Recipient: rfc822;c@example.org\nAction: deliverable\n\n"
	         "Final-Recipient: rfc822;d@example.org\nAction: errors\n",
	         "a@example.org||failed|||\nb@example.org||failed|||\n"
	         "c@example.org||delivered|||\nd@example.org|||||\n"},
		{"no Action, but the server tries again",
	         "Final-Recipient: rfc822;a@example.org\nWill-Retry-Until: x\n\n"
	         "Final-Recipient: rfc822;b@example.org\nWill-Retry-Until:\n\n"
	         "Final-Recipient: rfc822;c@example.org\nWill-Retry-Until: x\nAction: failed\n",
	         "a@example.org||delayed|||\nb@example.org|||||\nc@example.org||failed|||\n"},
		{"that it tries again makes no recipient", "Will-Retry-Until: x\n", ""},
		{"unknown fields",
	         "X-Foo: 1\n\nFinal-Recipient: rfc822;a@example.org\nX-Actual-Recipient: x\n",
	         "a@example.org|||||\n"},
		{"without its hyphen it names nobody",
	         "Final-Recipient: rfc822;a@example.org\nFinal Recipient: rfc822;b@example.org\n",
	         "a@example.org|||||\n"},
		{"nothing of a recipient", "Reporting-MTA: dns; m\n", ""},
		{"nothing", "", ""},
		{"no fields", "this is\nno status part\n", ""},
	};

	for_each_case(c, cases) {
		g_autoptr(BounceReport) report = parse(c->text);
		g_autofree char *got = describe(report);

		check(g_str_equal(got, c->want), "%s: got\n%s", c->what, got);
	}
	(void)state;
}

static void
test_message_fields(void **state)
{
	g_autoptr(BounceReport) report =
		parse("Reporting-MTA: dns; mta.example.org.\nOriginal-Envelope-Id: abc\n\n"
	              "Final-Recipient: rfc822;a@example.org\n");

	assert_string_equal(bounce_report_envelope(report)->reporting_mta, "mta.example.org");
	assert_string_equal(bounce_report_original(report)->envelope_id, "abc");
	assert_int_equal(bounce_report_n_notes(report), 0);
	(void)state;
}

static void
test_oddities_are_noted(void **state)
{
	static const struct {
		const char *text, *note;
	} cases[] = {
		{"Final-Recipient: rfc822;a@b.example\nStatus: 5\n",
	         "a Status field with no status code"},
		{"Final-Recipient: rfc822;a@b.example\nAction: eaten\n",
	         "an Action field with no known action"},
		{"Final-Recipient: rfc822;a@b.example\nStatus: 5.1.1\nStatus: 5.1.1\n",
	         "a field given twice; the first counts"},
		{"Final-Recipient: rfc822;a@b.example\nFinal-Recipient: rfc822;c@b.example\n",
	         "two recipients in one group of fields"},
	};

	for_each_case(c, cases) {
		g_autoptr(BounceReport) report = parse(c->text);

		check(bounce_report_n_notes(report) == 1 &&
		              g_str_equal(bounce_report_note(report, 0), c->note),
		      "%s: %zu notes", c->text, bounce_report_n_notes(report));
	}
	(void)state;
}

static void
test_recipients_are_bounded(void **state)
{
	g_autoptr(GString) text = g_string_new("Reporting-MTA: dns; m\n\n");

	for (int i = 0; i < BOUNCE_RECIPIENTS_MAX + 10; i++)
		g_string_append_printf(text, "Final-Recipient: rfc822;%d@example.org\n\n", i);
	g_autoptr(BounceReport) report = parse(text->str);
	assert_int_equal(bounce_report_n_recipients(report), BOUNCE_RECIPIENTS_MAX);
	assert_string_equal(bounce_report_note(report, 0), "more recipients than are read");
	(void)state;
}

static void
test_looks_like(void **state)
{
	static const struct {
		const char *text;
		bool want;
	} cases[] = {
		{"Reporting-MTA: dns; m\n\nFinal-Recipient: rfc822;a@b.example\nAction: failed\n",
	         true},
		{"\n\nFinal-Recipient: rfc822;a@b.example\nStatus: 5.1.1\n", true},
		{"Final-Recipient: rfc822;a@b.example\n", false}, /* says not what */
		{"Action: failed\nStatus: 5.1.1\n", false},       /* nor whom */
		{"You wrote:\nFinal-Recipient: rfc822;a@b.example\nStatus: 5.1.1\n", false},
		{"Dear all: hello\n\nFinal-Recipient: rfc822;a@b.example\nStatus: 5.1.1\n", false},
		{"", false},
	};

	for_each_case(c, cases)
		check(bounce_dsn_looks_like(bounce_slice(c->text)) == c->want, "\"%s\"", c->text);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_recipients),
		cmocka_unit_test(test_message_fields),
		cmocka_unit_test(test_oddities_are_noted),
		cmocka_unit_test(test_recipients_are_bounded),
		cmocka_unit_test(test_looks_like),
	};

	return cmocka_run_group_tests_name("dsn", tests, NULL, NULL);
}
