/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recipient.h"
#include "unit.h"

/* One recipient, and what else the message names. */
typedef struct {
	const char *what;
	const char *final, *original;
	const char *header, *returned, *text; /* NULL for none */
	const char *address;
	BounceAddressSource source;
} Case;

#define FROM_LIST "From: owner@lists.example\n"
#define FAILED "X-Failed-Recipients: sub@example.org\n"
#define TO_SUB FROM_LIST "To: Sub <sub@example.org>\n"
#define TO_LIST FROM_LIST "To: news@lists.example\n"
#define FOR_SUB                                                                                    \
	"Received: from a by b (c)\n\twith ESMTP id d\n\tfor <sub@example.org>;\n\tMon, 1 Jun\n"
#define FOR_FINAL "Received: from a by b with ESMTP id d for f@forward.example; Mon, 1 Jun\n"
#define FINAL "f@forward.example"
#define SUB "sub@example.org"

static const Case cases[] = {
	{"Original-Recipient is best", FINAL, SUB, "X-Failed-Recipients: f@forward.example\n",
         FROM_LIST "To: x@example.org\n", NULL, SUB, BOUNCE_ADDRESS_SOURCE_ORIGINAL_RECIPIENT},
	{"unless the mail was written to who failed", FINAL, SUB, "", FROM_LIST "To: " FINAL "\n",
         NULL, FINAL, BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"then X-Failed-Recipients", FINAL, "", FAILED, FROM_LIST "To: x@example.org\n", NULL, SUB,
         BOUNCE_ADDRESS_SOURCE_X_FAILED_RECIPIENTS},
	{"but for where an alias led to (Exim)", "sub@example.org", "",
         "X-Failed-Recipients: f@forward.example\n", TO_LIST FOR_SUB, NULL, SUB,
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"which To: may tell", "sub@example.org", "", "X-Failed-Recipients: f@forward.example\n",
         TO_SUB, NULL, SUB, BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"or the text", "sub@example.org", "", "X-Failed-Recipients: f@forward.example\n", TO_LIST,
         "f@forward.example\n  (generated from sub@example.org)\n", SUB,
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"which is all that old ones have", "", "", "X-Failed-Recipients: f@forward.example\n",
         TO_LIST, "pipe to |x\n  (ultimately generated from sub@example.org)\n", SUB,
         BOUNCE_ADDRESS_SOURCE_TEXT},
	{"the returned To", SUB, "", NULL, TO_SUB, NULL, SUB, BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"as it is spelt there", "f@b\u00FCcher.example", "", NULL,
         FROM_LIST "To: F@xn--bcher-kva.example\n", NULL, "F@xn--bcher-kva.example",
         BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"with the quotes that others leave out", "a b@example.org", "", NULL,
         FROM_LIST "To: \"a b\"@example.org\n", NULL, "\"a b\"@example.org",
         BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"another one that the mail was for", FINAL, "", NULL, FOR_SUB TO_SUB, NULL, SUB,
         BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"or was delivered to", FINAL, "", NULL, "Delivered-To: sub@example.org\n" TO_SUB, NULL,
         SUB, BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"but not just any (it may have had more recipients)", FINAL, "", NULL, TO_SUB, NULL, FINAL,
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"nor the list itself", FINAL, "", NULL, "Delivered-To: news@lists.example\n" TO_LIST, NULL,
         FINAL, BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"nor who gets the reports (a bounce of a bounce)", "f@example.org", "",
         "To: news-bounces@lists.example\n",
         "Delivered-To: news-bounces@lists.example\nTo: news-bounces@lists.example\n", NULL,
         "f@example.org", BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"by whatever name", "f@example.org", "",
         "Received: from a by b for <sub@example.org>; Mon\nTo: x@internal.example\n",
         FOR_SUB TO_SUB, NULL, "f@example.org", BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"unless it is who failed", "a@lists.example", "", NULL, FROM_LIST "To: a@lists.example\n",
         NULL, "a@lists.example", BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"nor one of several", FINAL, "", NULL,
         FOR_SUB FROM_LIST "To: sub@example.org, b@example.org\n", NULL, FINAL,
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"several X-Failed-Recipients tell nothing", FINAL, "",
         "X-Failed-Recipients: a@example.org, b@example.org\n", NULL, NULL, FINAL,
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"nothing", "", "", NULL, NULL, NULL, "", BOUNCE_ADDRESS_SOURCE_NONE},

	{"an Original-Recipient that is no address", "f@example.org", "news", NULL, NULL, NULL,
         "f@example.org", BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"nor any better", "root", "a@@b.example", NULL, NULL, NULL, "root",
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"it alone", "", "a@@b.example", NULL, NULL, NULL, "a@@b.example",
         BOUNCE_ADDRESS_SOURCE_ORIGINAL_RECIPIENT},
	{"a pipe (chasquid)", "/bin/false", SUB, NULL, NULL, NULL, SUB,
         BOUNCE_ADDRESS_SOURCE_ORIGINAL_RECIPIENT},
	{"a pipe that the text names the alias of", "/bin/false", "", NULL, TO_SUB,
         "<sub@example.org>: no", SUB, BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"a local name", "root", "", NULL, TO_SUB, NULL, "root",
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"something else that is no address", "a@@b.example", "", NULL, TO_SUB,
         "<sub@example.org>: no", "a@@b.example", BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},

	{"xtext that the returned To shows (Courier)", "a+2Bb@example.org", "", NULL,
         FROM_LIST "To: a+b@example.org\n", NULL, "a+b@example.org",
         BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"xtext that the text shows", "a+2Bb@example.org", "", NULL, NULL,
         ">>> RCPT TO:<a+b@example.org>", "a+b@example.org", BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"xtext that wants quotes", "a+20b@example.org", "", NULL,
         FROM_LIST "To: \"a b\"@example.org\n", NULL, "\"a b\"@example.org",
         BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"xtext that Final-Recipient shows (Exim)", "a+b@example.org", "a+2Bb@example.org", NULL,
         NULL, NULL, "a+b@example.org", BOUNCE_ADDRESS_SOURCE_ORIGINAL_RECIPIENT},
	{"xtext of the sender alone (Exim)", FINAL, "a+2Bb@example.org", NULL, NULL, NULL,
         "a+b@example.org", BOUNCE_ADDRESS_SOURCE_ORIGINAL_RECIPIENT},
	{"what only looks like xtext", "a+20@example.org", "a+20@example.org", NULL,
         FROM_LIST "To: a+20@example.org\n", NULL, "a+20@example.org",
         BOUNCE_ADDRESS_SOURCE_ORIGINAL_RECIPIENT},
	{"xtext that nothing shows stays", "a+2Bb@example.org", "", NULL, NULL, NULL,
         "a+2Bb@example.org", BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},

	{"VERP before all", FINAL, "x@example.org", "To: l+sub=example.org@lists.example\n",
         TO_LIST, NULL, SUB, BOUNCE_ADDRESS_SOURCE_VERP},
	{"VERP of the envelope", SUB, "",
         "To: l-bounces@lists.example\nX-Original-To: l+sub=example.org@lists.example\n"
         "Delivered-To: l@lists.example\nDelivered-To: bounces@lists.example\n",
         NULL, NULL, SUB, BOUNCE_ADDRESS_SOURCE_VERP},
	{"VERP that nothing bears out", FINAL, "", "To: l+sub=example.org@lists.example\n", NULL,
         NULL, FINAL, BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"VERP where nobody else is named", "root", "", "To: l+sub=example.org@lists.example\n",
         NULL, NULL, SUB, BOUNCE_ADDRESS_SOURCE_VERP},
};

static BounceSlice
slice_of(const char *text)
{
	return bounce_slice(text ? text : "");
}

static BounceHeader *
header_of(const char *text)
{
	return bounce_header_read(slice_of(text));
}

static void
test_settle(void **state)
{
	g_autoptr(BounceVerp) verp = bounce_verp_new(NULL, NULL);

	for_each_case(c, cases) {
		g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();
		BounceRecipient *to = bounce_report_builder_add(builder);
		g_autoptr(BounceHeader) header = header_of(c->header);
		g_autoptr(BounceHeader) returned = header_of(c->returned);
		BounceWitnesses witnesses =
			bounce_witnesses_read(header, returned, slice_of(c->text));

		to->final_recipient = c->final;
		to->original_recipient = c->original;
		bounce_recipients_settle(builder, verp, &witnesses);
		check(g_str_equal(to->address, c->address) && to->address_source == c->source,
		      "%s: \"%s\" from %s", c->what, to->address,
		      bounce_address_source_name(to->address_source));
	}
	(void)state;
}

/* An alias of the reporting server needs no further proof. */
static void
test_reporter(void **state)
{
	static const struct {
		const char *reporting_mta;
		bool is_its_alias;
	} cases_of_mta[] = {
		{"mx.example.org", true},       {"example.org", true},
		{"MX1.EXAMPLE.ORG", true},      {"mx.forward.example", false},
		{"notexample.org", false},      {"org", false},
		{"example.org.example", false}, {"", false},
	};
	g_autoptr(BounceVerp) verp = bounce_verp_new(NULL, NULL);
	g_autoptr(BounceHeader) returned = header_of(TO_SUB);
	BounceWitnesses witnesses = bounce_witnesses_read(NULL, returned, BOUNCE_SLICE_EMPTY);

	for_each_case(c, cases_of_mta) {
		g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();
		BounceRecipient *to = bounce_report_builder_add(builder);

		to->final_recipient = FINAL;
		bounce_report_builder_envelope(builder)->reporting_mta = c->reporting_mta;
		bounce_recipients_settle(builder, verp, &witnesses);
		check(g_str_equal(to->address, c->is_its_alias ? SUB : FINAL), "%s: %s",
		      c->reporting_mta, to->address);
	}
	(void)state;
}

/* What is said of the whole message may be about any of several. */
static void
test_several_recipients_keep_their_own(void **state)
{
	g_autoptr(BounceVerp) verp = bounce_verp_new(NULL, NULL);
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();
	g_autoptr(BounceHeader) header =
		header_of("X-Failed-Recipients: x@example.org\nTo: l+a=example.org@l.example\n");
	g_autoptr(BounceHeader) returned = header_of("To: y@example.org\n");
	BounceWitnesses witnesses =
		bounce_witnesses_read(header, returned, bounce_slice("<c+d@example.org>"));

	bounce_report_builder_add(builder)->final_recipient = "a@example.org";
	bounce_report_builder_add(builder)->final_recipient = "c+2Bd@example.org";
	bounce_recipients_settle(builder, verp, &witnesses);
	assert_string_equal(bounce_report_builder_recipient(builder, 0)->address, "a@example.org");
	assert_int_equal(bounce_report_builder_recipient(builder, 0)->address_source,
	                 BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT);
	assert_string_equal(bounce_report_builder_recipient(builder, 1)->address,
	                    "c+d@example.org");
	(void)state;
}

static void
test_verp_alone_names_somebody(void **state)
{
	g_autoptr(BounceVerp) verp = bounce_verp_new(NULL, NULL);
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();
	g_autoptr(BounceHeader) header = header_of("To: l+sub=example.org@lists.example\n");
	BounceWitnesses witnesses = bounce_witnesses_read(header, NULL, BOUNCE_SLICE_EMPTY);

	bounce_recipients_settle(builder, verp, &witnesses);
	assert_int_equal(bounce_report_builder_n_recipients(builder), 1);
	assert_string_equal(bounce_report_builder_recipient(builder, 0)->address, SUB);
	assert_true(bounce_report_builder_recipient(builder, 0)->valid);
	(void)state;
}

/* What is shown and noted, and never to be removed. */
static void
test_guard(void **state)
{
	static const struct {
		const char *address;
		bool is_valid, is_held;
		const char *note; /* NULL for none */
	} cases_of_guard[] = {
		{"a@example.org", true, false, NULL},
		{"a@@example.org", false, true, "an address that is none: a@@example.org"},
		{"a\u202Eb@example.org", false, true,
	         "an address that is none: a<U+202E>b@example.org"},
		{"a\x1B[31mb@example.org", false, true,
	         "an address that is none: a<U+001B>[31mb@example.org"},
		{"a+2Bb@example.org", true, true, "an address that may be xtext, left as it is"},
		{"l-bounces@lists.example", true, true, "the sender's own address has failed"},
		{"owner@lists.example", true, true, "the sender's own address has failed"},
	};
	g_autoptr(BounceVerp) verp = bounce_verp_new(NULL, NULL);
	g_autoptr(BounceHeader) header = header_of("To: l-bounces@lists.example\n");
	g_autoptr(BounceHeader) returned = header_of(FROM_LIST);
	BounceWitnesses witnesses = bounce_witnesses_read(header, returned, BOUNCE_SLICE_EMPTY);

	for_each_case(c, cases_of_guard) {
		g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();
		BounceRecipient *to = bounce_report_builder_add(builder);

		to->final_recipient = c->address;
		bounce_recipients_settle(builder, verp, &witnesses);
		to->verdict = BOUNCE_VERDICT_REMOVE;
		bounce_recipients_guard(builder, &witnesses);
		check(to->valid == c->is_valid, "\"%s\"", c->address);
		check((to->verdict != BOUNCE_VERDICT_REMOVE) == c->is_held, "\"%s\": %s",
		      c->address, bounce_verdict_name(to->verdict));

		g_autoptr(BounceReport) report =
			bounce_report_builder_end(g_steal_pointer(&builder));
		const char *note =
			bounce_report_n_notes(report) > 0 ? bounce_report_note(report, 0) : NULL;
		check(g_strcmp0(note, c->note) == 0, "\"%s\": %s", c->address, note ? note : "");
	}
	(void)state;
}

/* A reply that names others, and not the one it is held against, removes nobody. */
static void
test_diagnostic_about_another(void **state)
{
	static const struct {
		const char *final, *original, *diagnostic;
		bool is_held;
	} rows[] = {
		{"a@example.org", "", "smtp; 550 5.1.1 <a@example.org> unknown", false},
		{"a@example.org", "", "smtp; 550 5.1.1 <b@example.org> unknown", true},
		{"a@example.org", "", "smtp; 550 5.1.1 <A@EXAMPLE.org> unknown", false},
		{"a@example.org", "b@example.org", "smtp; 550 5.1.1 <a@example.org> unknown",
	         false},
		{"a@example.org", "", "smtp; 550 5.1.1 <b@example.org> not <a@example.org>", false},
		{"a@example.org", "", "smtp; 550 5.1.1 unknown", false},
		{"a@example.org", "", "smtp; 550 5.1.1 unknown; ask postmaster@example.org", false},
		{"a@example.org", "", "", false},
	};
	g_autoptr(BounceVerp) verp = bounce_verp_new(NULL, NULL);
	BounceWitnesses witnesses = bounce_witnesses_read(NULL, NULL, BOUNCE_SLICE_EMPTY);

	for_each_case(c, rows) {
		g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();
		BounceRecipient *to = bounce_report_builder_add(builder);

		to->final_recipient = c->final;
		to->original_recipient = c->original;
		to->diagnostic = c->diagnostic;
		bounce_recipients_settle(builder, verp, &witnesses);
		to->verdict = BOUNCE_VERDICT_REMOVE;
		bounce_recipients_guard(builder, &witnesses);
		check((to->verdict != BOUNCE_VERDICT_REMOVE) == c->is_held, "\"%s\" of %s",
		      c->diagnostic, c->final);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_settle),
		cmocka_unit_test(test_reporter),
		cmocka_unit_test(test_several_recipients_keep_their_own),
		cmocka_unit_test(test_verp_alone_names_somebody),
		cmocka_unit_test(test_guard),
		cmocka_unit_test(test_diagnostic_about_another),
	};

	return cmocka_run_group_tests_name("recipient", tests, NULL, NULL);
}
