/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "recipient.h"

/* One recipient, and what else the message names. */
typedef struct {
	const char *what;
	const char *final, *original, *failed, *returned_to, *returned_from, *report_to;
	const char *address;
	BounceAddressSource source;
} Case;

static const Case cases[] = {
	{"Original-Recipient is best", "f@forward.example", "sub@example.org", "f@forward.example",
         "x@example.org", "", "", "sub@example.org",
         BOUNCE_ADDRESS_SOURCE_ORIGINAL_RECIPIENT},
	{"then X-Failed-Recipients", "f@forward.example", "", "sub@example.org",
         "x@example.org", "", "", "sub@example.org",
         BOUNCE_ADDRESS_SOURCE_X_FAILED_RECIPIENTS},
	{"then the returned To", "f@forward.example", "", "",
         "Sub <sub@example.org>", "news@lists.example", "", "sub@example.org",
         BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"but not the list itself", "f@forward.example", "", "",
         "news@lists.example", "owner@lists.example", "", "f@forward.example",
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"nor who gets the reports (a bounce of a bounce)", "f@example.org", "", "",
         "news-bounces@lists.example", "", "news-bounces@lists.example", "f@example.org",
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"unless it is who failed", "a@lists.example", "", "",
         "a@lists.example", "owner@lists.example", "", "a@lists.example",
         BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"nor one of several", "f@forward.example", "", "",
         "a@example.org, b@example.org", "", "", "f@forward.example",
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"several X-Failed-Recipients tell nothing", "f@forward.example", "", "a@example.org, b@example.org",
         "", "", "", "f@forward.example",
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"an Original-Recipient that is no address", "f@example.org", "news", "",
         "", "", "", "f@example.org",
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"a local Final-Recipient is shown as it is", "root", "", "",
         "", "", "", "root",
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
	{"nothing", "", "", "",
         "", "", "", "",
         BOUNCE_ADDRESS_SOURCE_NONE},

	{"xtext that the returned To shows (Courier)", "a+2Bb@example.org", "", "",
         "a+b@example.org", "", "", "a+b@example.org",
         BOUNCE_ADDRESS_SOURCE_RETURNED_TO},
	{"xtext that Final-Recipient shows (Exim)", "a+b@example.org", "a+2Bb@example.org", "",
         "", "", "", "a+b@example.org",
         BOUNCE_ADDRESS_SOURCE_ORIGINAL_RECIPIENT},
	{"what only looks like xtext", "a+20@example.org", "a+20@example.org", "",
         "a+20@example.org", "", "", "a+20@example.org",
         BOUNCE_ADDRESS_SOURCE_ORIGINAL_RECIPIENT},
	{"xtext that nothing shows stays", "a+2Bb@example.org", "", "",
         "", "", "", "a+2Bb@example.org",
         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT},
};

static void
test_settle(void **state)
{
	for_each_case(c, cases) {
		BounceReportBuilder *builder = bounce_report_builder_new();
		BounceRecipient *to = bounce_report_builder_add(builder);
		BounceWitnesses witnesses = {bounce_slice(c->failed), bounce_slice(c->returned_to),
		                             bounce_slice(c->returned_from),
		                             bounce_slice(c->report_to)};

		to->final_recipient = c->final;
		to->original_recipient = c->original;
		bounce_recipients_settle(builder, &witnesses);
		check(g_str_equal(to->address, c->address) && to->address_source == c->source,
		      "%s: \"%s\" from %s", c->what, to->address,
		      bounce_address_source_name(to->address_source));
		bounce_report_builder_free(builder);
	}
	(void)state;
}

/* What is said of the whole message may be about any of several. */
static void
test_several_recipients_keep_their_own(void **state)
{
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();
	BounceWitnesses witnesses = {bounce_slice("x@example.org"), bounce_slice("y@example.org"),
	                             bounce_slice(""), bounce_slice("")};

	bounce_report_builder_add(builder)->final_recipient = "a@example.org";
	bounce_report_builder_add(builder)->final_recipient = "b@example.org";
	bounce_recipients_settle(builder, &witnesses);
	assert_string_equal(bounce_report_builder_recipient(builder, 0)->address, "a@example.org");
	assert_string_equal(bounce_report_builder_recipient(builder, 1)->address, "b@example.org");
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_settle),
		cmocka_unit_test(test_several_recipients_keep_their_own),
	};

	return cmocka_run_group_tests_name("recipient", tests, NULL, NULL);
}
