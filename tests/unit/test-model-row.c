/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model-row.h"

#include <string.h>

#include "report-build.h"

#include "unit.h"

#define DAY ((gint64)24 * 60 * 60)

/* A report about one recipient. */
static BounceReport *
report_of(BounceKind kind, const char *address, const char *code)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	BounceRecipient *to = bounce_report_builder_add(builder);

	bounce_report_builder_envelope(builder)->kind = kind;
	to->address = bounce_report_builder_keep(builder, bounce_slice(address), G_MAXSIZE);
	bounce_status_parse(code, strlen(code), &to->status);
	return bounce_report_builder_end(builder);
}

/* A row is spelt as in its latest event, by which it is grouped. */
static void
test_latest_event_decides(void **state)
{
	static const struct {
		struct {
			BounceKind kind;
			const char *address, *code;
			gint64 date;
		} events[2];
		const char *code, *title;
	} cases[] = {
		{{{BOUNCE_KIND_FAILURE, "A", "5.1.1", 1}, {BOUNCE_KIND_FAILURE, "a", "5.2.2", 2}},
	         "5.2.2",
	         "a"},
		{{{BOUNCE_KIND_FAILURE, "A", "5.1.1", 3}, {BOUNCE_KIND_FAILURE, "a", "5.2.2", 2}},
	         "5.1.1",
	         "A"},
		{{{BOUNCE_KIND_FAILURE, "A", "5.1.1", 0}, {BOUNCE_KIND_FAILURE, "a", "5.2.2", -9}},
	         "5.2.2",
	         "a"},
		{{{BOUNCE_KIND_DELAY, "A", "4.4.1", 7}, {BOUNCE_KIND_FAILURE, "a", "5.1.1", 7}},
	         "5.1.1",
	         "a"},
		{{{BOUNCE_KIND_DELAY, "A", "4.4.1", 8}, {BOUNCE_KIND_FAILURE, "a", "5.1.1", 7}},
	         "4.4.1",
	         "A"},
	};

	for_each_case(c, cases) {
		g_autoptr(ModelRow) row = model_row_new("key");

		for_each_case(e, c->events) {
			g_autoptr(BounceReport) report = report_of(e->kind, e->address, e->code);

			model_row_add(row, &(Event){.report = report,
			                            .to = bounce_report_recipient(report, 0),
			                            .path = "",
			                            .date = e->date});
		}
		model_row_settle(row);

		char code[BOUNCE_STATUS_TEXT_MAX];

		bounce_status_format(row->row.latest->to->status, code);
		check(g_str_equal(code, c->code) && g_str_equal(row->row.title, c->title),
		      "row %td: %s, %s", c - cases, code, row->row.title);
	}
	(void)state;
}

static void
test_days_are_those_of_utc(void **state)
{
	static const struct {
		gint64 dates[3];
		size_t n_days;
		gint64 first, last;
	} cases[] = {
		{{DAY, DAY + 1, 2 * DAY - 1}, 1, DAY, 2 * DAY - 1},
		{{2 * DAY, DAY, 2 * DAY - 1}, 2, DAY, 2 * DAY},
		{{5 * DAY, DAY, 3 * DAY}, 3, DAY, 5 * DAY},
		{{-1, 1, 2}, 2, -1, 2},
		{{-1, -DAY, -DAY - 1}, 2, -DAY - 1, -1},
		{{0, DAY, 0}, 1, DAY, DAY},
		{{0, 0, 0}, 0, 0, 0},
		{{G_MAXINT64, G_MININT64, 1}, 3, G_MININT64, G_MAXINT64},
	};

	for_each_case(c, cases) {
		g_autoptr(ModelRow) row = model_row_new("key");

		for_each_case(date, c->dates)
			model_row_add(row,
			              &(Event){.date = *date, .path = "/mail/1", .error = "gone"});
		model_row_settle(row);
		check(row->row.n_days == c->n_days && row->row.first == c->first &&
		              row->row.last == c->last,
		      "row %td: %u days, %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, c - cases,
		      row->row.n_days, row->row.first, row->row.last);
	}
	(void)state;
}

/* Whoever wrote later is not to be removed, until the next bounce comes. */
static void
test_verdict(void **state)
{
	static const struct {
		BounceVerdict said;
		gint64 alive;
		BounceVerdict want;
	} cases[] = {
		{BOUNCE_VERDICT_REMOVE, 0, BOUNCE_VERDICT_REMOVE},
		{BOUNCE_VERDICT_REMOVE, 9, BOUNCE_VERDICT_LATER},
		{BOUNCE_VERDICT_LATER, 9, BOUNCE_VERDICT_LATER},
		{BOUNCE_VERDICT_KEEP, 9, BOUNCE_VERDICT_KEEP},
		{BOUNCE_VERDICT_NONE, 9, BOUNCE_VERDICT_NONE},
	};

	for_each_case(c, cases) {
		g_autoptr(ModelRow) row = model_row_new("key");
		BounceRecipient to = {
			.address = "a",
			.final_recipient = "",
			.diagnostic = "",
			.remote_mta = "",
			.reason = "",
			.verdict = c->said,
		};
		BounceReport *report = bounce_report_builder_end(bounce_report_builder_new());
		const Event event = {.report = report, .to = &to, .path = "", .error = ""};

		model_row_add(row, &event);
		bounce_report_unref(report);
		row->row.standing = (Standing){PROOF_STORE, "", c->alive};
		model_row_settle(row);
		check(row->row.verdict == c->want, "%s, %d: %s", bounce_verdict_name(c->said),
		      (int)c->alive, bounce_verdict_name(row->row.verdict));

		model_row_add(row, &event);
		model_row_settle(row);
		check(row->row.verdict == c->said && row->row.standing.proof == PROOF_NOT_ASKED,
		      "%s, and another: %s", bounce_verdict_name(c->said),
		      bounce_verdict_name(row->row.verdict));
	}
	(void)state;
}

#define N_COMING 21

/* The date is the number. */
static void
add_numbered(ModelRow *row, unsigned i)
{
	static const char *const ids[] = {"even", "odd"};
	const Event event = {.date = i, .message_id = ids[i % 2], .path = "/mail", .error = ""};

	model_row_add(row, &event);
}

static void
test_events_come_and_go(void **state)
{
	g_autoptr(GHashTable) odd = g_hash_table_new(g_str_hash, g_str_equal);

	g_hash_table_add(odd, (char *)"odd");
	for (unsigned n = 1; n <= N_COMING; n++) {
		g_autoptr(ModelRow) row = model_row_new("key");

		for (unsigned i = 1; i <= n; i++)
			add_numbered(row, i);
		model_row_settle(row);
		assert_int_equal(row->row.events.n, n);
		for (unsigned i = 0; i < n; i++)
			assert_int_equal(row->row.events.at[i]->date, n - i);
		assert_ptr_equal(row->row.latest, row->row.events.at[0]);

		model_row_remove(row, odd);
		assert_int_equal(model_row_settle(row), n > 1);
		for (unsigned i = 1; i <= N_COMING; i++)
			add_numbered(row, 2 * N_COMING + i);
		model_row_settle(row);
		assert_int_equal(row->row.events.n, n / 2 + N_COMING);
		assert_int_equal(row->row.latest->date, 3 * N_COMING);
		assert_int_equal(row->row.events.at[row->row.events.n - 1]->date,
		                 n > 1 ? 2 : 2 * N_COMING + 1);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_latest_event_decides),
		cmocka_unit_test(test_days_are_those_of_utc),
		cmocka_unit_test(test_verdict),
		cmocka_unit_test(test_events_come_and_go),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
