/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/proof.h"

#include <string.h>

#include "report-build.h"

#include "unit.h"

static const char *
keep(BounceReportBuilder *builder, const char *text)
{
	return bounce_report_builder_keep(builder, bounce_slice(text), G_MAXSIZE);
}

static void
test_proof(void **state)
{
	static const struct {
		BounceAddressSource source;
		const char *list_id, *envelope_id;
		Proof want;
		const char *list;
	} cases[] = {
		{BOUNCE_ADDRESS_SOURCE_VERP, "", "", PROOF_VERP, NULL},
		{BOUNCE_ADDRESS_SOURCE_VERP, "<news.example.org>", "", PROOF_VERP, NULL},
		{BOUNCE_ADDRESS_SOURCE_TEXT, "", "", PROOF_UNPROVEN, NULL},
		{BOUNCE_ADDRESS_SOURCE_TEXT, "News <news.example.org>", "", PROOF_LIST,
	         "news.example.org"},
		{BOUNCE_ADDRESS_SOURCE_TEXT, "\"a <b\" <NEWS.Example.org> ", "", PROOF_LIST,
	         "news.example.org"},
		{BOUNCE_ADDRESS_SOURCE_TEXT, "news.example.org", "", PROOF_LIST,
	         "news.example.org"},
		{BOUNCE_ADDRESS_SOURCE_TEXT, "<a.lists.example.net>", "", PROOF_LIST,
	         "a.lists.example.net"},
		{BOUNCE_ADDRESS_SOURCE_TEXT, "<lists.example.net>", "", PROOF_UNPROVEN, NULL},
		{BOUNCE_ADDRESS_SOURCE_TEXT, "<a.lists.example.net.evil.example>", "",
	         PROOF_UNPROVEN, NULL},
		{BOUNCE_ADDRESS_SOURCE_TEXT, "<news.example.org> <other.example>", "",
	         PROOF_UNPROVEN, NULL},
		{BOUNCE_ADDRESS_SOURCE_TEXT, "<other.example>", "<33.news@lists.example.com>",
	         PROOF_LIST, "33.news@lists.example.com"},
		{BOUNCE_ADDRESS_SOURCE_TEXT, "<>", "<>", PROOF_UNPROVEN, NULL},
	};
	static const char *const lists[] = {"news.example.org", "*.LISTS.example.net",
	                                    "*@lists.example.com", NULL};

	for_each_case(c, cases) {
		BounceReportBuilder *builder = bounce_report_builder_new();
		BounceOriginal *original = bounce_report_builder_original(builder);

		original->list_id = keep(builder, c->list_id);
		original->envelope_id = keep(builder, c->envelope_id);
		bounce_report_builder_add(builder)->address_source = c->source;

		g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
		const BounceRecipient *to = bounce_report_recipient(report, 0);
		g_autofree char *list = NULL, *none = NULL;
		Proof got = proof_of(report, to, lists, &list);

		check(got == c->want && g_strcmp0(list, c->list) == 0, "%s, %s: %s, %s", c->list_id,
		      c->envelope_id, proof_name(got), list ? list : "none");
		got = proof_of(report, to, NULL, &none);
		check(got == (c->want == PROOF_VERP ? PROOF_VERP : PROOF_UNPROVEN) && !none,
		      "%s: proven without a list", c->list_id);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_proof),
	};

	return cmocka_run_group_tests_name("proof", tests, NULL, NULL);
}
