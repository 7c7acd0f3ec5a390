/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/inquiry.h"

#include <string.h>

#include "report-build.h"

#include "unit.h"

/* More than a batch takes. */
#define MANY 1000

typedef struct {
	const char *address, *original_id;
	gint64 date;
	BounceVerdict verdict;
	BounceAddressSource source;
} Mail;

static void
add(Model *model, const Mail *mail, unsigned n)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	BounceRecipient *to = bounce_report_builder_add(builder);
	g_autofree char *name = g_strdup_printf("/mail/%u", n);

	bounce_report_builder_envelope(builder)->kind = BOUNCE_KIND_FAILURE;
	bounce_report_builder_original(builder)->message_id =
		bounce_report_builder_keep(builder, bounce_slice(mail->original_id), G_MAXSIZE);
	to->address = bounce_report_builder_keep(builder, bounce_slice(mail->address), G_MAXSIZE);
	to->address_source = mail->source;
	to->verdict = mail->verdict;

	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	model_add(model, &(Origin){name, name, 0, mail->date, false}, report);
}

/* "address or -, date, ids": newest first, and only what is to be asked. */
static void
test_questions(void **state)
{
	static const Mail mails[] = {
		{"old@example.org", "1", 10, BOUNCE_VERDICT_REMOVE, 0},
		{"new@example.org", "2", 30, BOUNCE_VERDICT_LATER, 0},
		{"twice@example.org", "3", 15, BOUNCE_VERDICT_KEEP, 0},
		{"TWICE@example.org", "4", 20, BOUNCE_VERDICT_REMOVE, 0},
		/* it matters neither whether it lives nor what came back */
		{"kept@example.org", "5", 40, BOUNCE_VERDICT_KEEP, BOUNCE_ADDRESS_SOURCE_VERP},
		{"verp@example.org", "6", 5, BOUNCE_VERDICT_REMOVE, BOUNCE_ADDRESS_SOURCE_VERP},
		{"keep@example.org", "7", 4, BOUNCE_VERDICT_KEEP, 0},
		{"nothing@example.org", "", 3, BOUNCE_VERDICT_NONE, 0},
		{"", "8", 2, BOUNCE_VERDICT_NONE, 0},
	};
	g_autoptr(Model) model = model_new();
	g_autoptr(Stock) stock = stock_new(model);
	g_autoptr(GString) text = g_string_new(NULL);
	size_t n;

	for_each_case(mail, mails)
		add(model, mail, (unsigned)(mail - mails));
	g_autoptr(Inquiry) inquiry = inquiry_new(stock, NULL);
	assert_int_equal(inquiry_n_all(inquiry), 7);
	const StoreQuestion *questions = inquiry_next(inquiry, &n);
	assert_int_equal(inquiry_n_done(inquiry), 2);
	for (size_t i = 0; i < n; i++) {
		g_autofree char *ids = g_strjoinv(" ", (char **)questions[i].message_ids);

		g_string_append_printf(text, "%s %d: %s\n", questions[i].address,
		                       (int)questions[i].after, ids);
	}
	assert_string_equal(text->str, "new@example.org 30: 2\n"
	                               "TWICE@example.org 20: 4 3\n"
	                               "old@example.org 10: 1\n"
	                               "verp@example.org 5: \n"
	                               " 4: 7\n");
	(void)state;
}

static void
check_row(Model *model, const char *key, Standing want, BounceVerdict verdict)
{
	const Row *row = model_row(model, key);

	assert_non_null(row);
	check(row->standing.proof == want.proof && row->standing.alive == want.alive &&
	              row->verdict == verdict,
	      "%s: %s, %d, %s", key, proof_name(row->standing.proof), (int)row->standing.alive,
	      bounce_verdict_name(row->verdict));
}

static void
test_answers(void **state)
{
	static const Mail mails[] = {
		{"a@example.org", "1", 30, BOUNCE_VERDICT_REMOVE, 0},
		{"b@example.org", "2", 20, BOUNCE_VERDICT_REMOVE, 0},
		/* any of its bounces is enough */
		{"c@example.org", "", 15, BOUNCE_VERDICT_REMOVE, 0},
		{"c@example.org", "3", 10, BOUNCE_VERDICT_REMOVE, BOUNCE_ADDRESS_SOURCE_VERP},
	};
	static const StoreFinding findings[] = {{true, 0}, {false, 25}, {false, 0}};
	g_autoptr(Model) model = model_new();
	g_autoptr(Stock) stock = stock_new(model);
	size_t n;

	for_each_case(mail, mails)
		add(model, mail, (unsigned)(mail - mails));
	g_autoptr(Inquiry) inquiry = inquiry_new(stock, NULL);
	inquiry_next(inquiry, &n);
	assert_int_equal(n, G_N_ELEMENTS(findings));
	check_row(model, "address:a@example.org", (Standing){0}, BOUNCE_VERDICT_REMOVE);
	inquiry_answer(inquiry, findings, n);
	assert_null(inquiry_next(inquiry, &n));
	assert_int_equal(inquiry_n_done(inquiry), 3);

	assert_true(model_refresh(model));
	check_row(model, "address:a@example.org", (Standing){.proof = PROOF_STORE},
	          BOUNCE_VERDICT_REMOVE);
	check_row(model, "address:b@example.org", (Standing){PROOF_UNPROVEN, "", 25},
	          BOUNCE_VERDICT_LATER);
	check_row(model, "address:c@example.org", (Standing){.proof = PROOF_VERP},
	          BOUNCE_VERDICT_REMOVE);
	assert_null(model_row(model, "address:d@example.org"));
	(void)state;
}

/* Every row is asked about once, and no batch is large. */
static void
test_batches(void **state)
{
	g_autoptr(Model) model = model_new();
	g_autoptr(Stock) stock = stock_new(model);
	g_autofree char *long_id = g_strnfill(300, 'x');
	size_t n, n_batches = 0, n_questions = 0;

	for (unsigned i = 0; i < MANY; i++) {
		g_autofree char *address = g_strdup_printf("a%u@example.org", i);
		const Mail mail = {address, i % 2 ? long_id : address, i, BOUNCE_VERDICT_LATER, 0};

		add(model, &mail, i);
	}
	g_autoptr(Inquiry) inquiry = inquiry_new(stock, NULL);
	for (const StoreQuestion *questions; (questions = inquiry_next(inquiry, &n));) {
		g_autofree StoreFinding *findings = g_new0(StoreFinding, n);

		for (size_t i = 0; i < n; i++)
			check(!questions[i].message_ids[0] ||
			              strlen(questions[i].message_ids[0]) < 300,
			      "a Message-ID that no index has");
		check(n < MANY / 2, "%zu at once", n);
		inquiry_answer(inquiry, findings, n);
		n_batches++;
		n_questions += n;
	}
	assert_true(n_batches > 2);
	assert_int_equal(n_questions, MANY);
	assert_int_equal(inquiry_n_done(inquiry), MANY);
	(void)state;
}

/* What is known is asked about again when another report of it came or one went. */
static void
test_only_what_changed(void **state)
{
	static const Mail mails[] = {
		{"a@example.org", "1", 30, BOUNCE_VERDICT_REMOVE, 0},
		{"b@example.org", "2", 20, BOUNCE_VERDICT_REMOVE, 0},
		{"b@example.org", "3", 10, BOUNCE_VERDICT_REMOVE, 0},
		{"c@example.org", "4", 5, BOUNCE_VERDICT_REMOVE, 0},
	};
	static const StoreFinding findings[] = {{true, 0}, {true, 0}, {true, 0}};
	g_autoptr(Model) model = model_new();
	g_autoptr(Stock) stock = stock_new(model);
	g_autoptr(GHashTable) gone = g_hash_table_new(g_str_hash, g_str_equal);
	size_t n;

	for_each_case(mail, mails)
		add(model, mail, (unsigned)(mail - mails));
	g_autoptr(Inquiry) inquiry = inquiry_new(stock, NULL);
	inquiry_next(inquiry, &n);
	inquiry_answer(inquiry, findings, n);
	model_refresh(model);
	g_autoptr(Inquiry) none = inquiry_new(stock, NULL);
	assert_int_equal(inquiry_n_all(none), 0);

	g_hash_table_add(gone, (char *)"/mail/1");
	model_remove(model, gone);
	add(model, &(Mail){"c@example.org", "5", 40, BOUNCE_VERDICT_REMOVE, 0}, 9);
	g_autoptr(Inquiry) some = inquiry_new(stock, NULL);
	const StoreQuestion *questions = inquiry_next(some, &n);
	assert_int_equal(n, 2);
	assert_string_equal(questions[0].address, "c@example.org");
	assert_int_equal(questions[0].after, 40);
	assert_string_equal(questions[1].address, "b@example.org");
	assert_int_equal(questions[1].after, 10);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_questions),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_batches),
		cmocka_unit_test(test_only_what_changed),
	};

	return cmocka_run_group_tests_name("inquiry", tests, NULL, NULL);
}
