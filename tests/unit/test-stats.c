/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/stats.h"

#include <string.h>

#include "report-build.h"

#include "kb.h"

/* 2026-07-06, a Monday. */
#define MONDAY 20640

typedef struct {
	const char *address;
	gint64 day; /* from MONDAY on, unless it is UNDATED or FAR */
	BounceClass class;
	const char *code, *reason, *remote;
} Bounced;

#define UNDATED G_MININT64
#define FAR G_MAXINT64

static gint64
date_of(gint64 day)
{
	if (day == UNDATED)
		return 0;
	return day == FAR ? G_MAXINT64 : (MONDAY + day) * STATS_DAY + 1;
}

static void
add(Model *model, const Bounced *bounced, size_t number)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	BounceEnvelope *envelope = bounce_report_builder_envelope(builder);
	g_autofree char *file = g_strdup_printf("%zu", number);

	envelope->kind = BOUNCE_KIND_FAILURE;
	envelope->date = BOUNCE_DATE_NONE;
	if (*bounced->address) {
		BounceRecipient *to = bounce_report_builder_add(builder);

		to->address = bounced->address;
		to->class = bounced->class;
		bounce_status_parse(bounced->code, strlen(bounced->code), &to->status);
		to->reason = bounced->reason;
		to->remote_mta = bounced->remote;
	}

	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);

	model_add(model, &(Origin){file, file, 0, date_of(bounced->day), false}, report);
}

static Model *
model_of(const Bounced *bounced, size_t n)
{
	Model *model = model_new();

	for (size_t i = 0; i < n; i++)
		add(model, &bounced[i], i);
	model_refresh(model);
	return model;
}

/* a had a full mailbox before it went away. */
static const Bounced some[] = {
	{"a@x.example", 0, BOUNCE_CLASS_SOFT, "4.2.2", "mailbox-full", "mx.x.example"},
	{"a@x.example", 2, BOUNCE_CLASS_HARD, "5.1.1", "user-unknown", "MX.x.example."},
	{"b@y.example", 2, BOUNCE_CLASS_HARD, "5.1.1", "user-unknown", "mx.y.example"},
	{"c@y.example", UNDATED, BOUNCE_CLASS_POLICY, "", "unknown", ""},
	{"d@y.example", FAR, BOUNCE_CLASS_POLICY, "", "unknown", ""},
	{"", 1, BOUNCE_CLASS_UNKNOWN, "", "", ""},
};

static void
test_totals(void **state)
{
	g_autoptr(Model) model = model_of(some, G_N_ELEMENTS(some));
	g_autoptr(Model) empty = model_new();
	g_autoptr(Stats) stats = stats_new(model);
	g_autoptr(Stats) none = stats_new(empty);

	assert_int_equal(stats->n_bounces, 5);
	assert_int_equal(stats->n_addresses, 4);
	assert_int_equal(stats->n_undated, 2);
	assert_int_equal(stats->dated->len, 3);
	assert_int_equal(stats->n_by_class[BOUNCE_CLASS_HARD], 2);
	assert_int_equal(stats->n_by_class[BOUNCE_CLASS_SOFT], 1);
	assert_int_equal(stats->n_by_class[BOUNCE_CLASS_POLICY], 2);
	assert_int_equal(none->n_bounces, 0);
	(void)state;
}

/* Each bounce by itself, where the list would have both of a under X.1. */
static void
test_tally(void **state)
{
	static const struct {
		Grouping by;
		const char *want;
	} cases[] = {
		{GROUPING_SUBJECT, "2 No status code, 2 X.1 Addressing, 1 X.2 Mailbox"},
		{GROUPING_REASON, "2 Reason not stated, 2 user unknown, 1 mailbox full"},
		{GROUPING_DOMAIN, "3 y.example, 2 x.example"},
		{GROUPING_HOST, "2 No host named, 2 mx.x.example, 1 mx.y.example"},
		{GROUPING_WEEK, "3 2026-W28, from 2026-07-06, 2 No date"},
	};
	g_autoptr(Model) model = model_of(some, G_N_ELEMENTS(some));

	for_each_case(c, cases) {
		g_autoptr(Tally) tally = stats_tally(model, *state, c->by);
		g_autofree char *got = tally_text(tally);

		check(g_str_equal(got, c->want), "%s: %s", model_grouping_names()[c->by], got);
	}
}

/* A bounce on each of the days. */
static Model *
model_of_days(const gint64 *days, size_t n)
{
	Model *model = model_new();

	for (size_t i = 0; i < n; i++) {
		const Bounced bounced = {"a@x.example", days[i], BOUNCE_CLASS_HARD,
		                         "5.1.1",       "",      ""};

		add(model, &bounced, i);
	}
	model_refresh(model);
	return model;
}

static char *
draw_periods(const Stats *stats, size_t n_max)
{
	StatsUnit unit;
	g_autoptr(GArray) periods = stats_periods(stats, n_max, &unit);
	GString *out = g_string_new(stats_unit_name(unit));

	for (guint i = 0; i < periods->len; i++) {
		const StatsPeriod *period = &g_array_index(periods, StatsPeriod, i);
		g_autofree char *title = stats_period_title(period, unit);

		g_string_append_printf(out, ", %s: %zu", title, period->n);
	}
	return g_string_free(out, FALSE);
}

static void
test_periods(void **state)
{
	static const struct {
		gint64 days[5];
		size_t n, n_max;
		const char *want;
	} cases[] = {
		{{0}, 0, 9, "day"},
		{{0}, 1, 9, "day, 2026-07-06: 1"},
		{{0, 0, 2}, 3, 9, "day, 2026-07-06: 2, 2026-07-07: 0, 2026-07-08: 1"},
		/* the order in which they come does not matter */
		{{2, 0, 0}, 3, 9, "day, 2026-07-06: 2, 2026-07-07: 0, 2026-07-08: 1"},
		{{0, 8},
	         2,
	         9,
	         "day, 2026-07-06: 1, 2026-07-07: 0, 2026-07-08: 0, 2026-07-09: 0, "
	         "2026-07-10: 0, 2026-07-11: 0, 2026-07-12: 0, 2026-07-13: 0, 2026-07-14: 1"},
		{{0, 9}, 2, 9, "day, 2026-07-06: 1, 8 days: 0, 2026-07-15: 1"},
		/* one that is far away takes nothing from the others */
		{{-9000, 0, 1},
	         3,
	         9,
	         "day, 2001-11-14: 1, 8999 days: 0, 2026-07-06: 1, 2026-07-07: 1"},
		{{0, 6, 7}, 3, 4, "week, 2026-W28: 2, 2026-W29: 1"},
		/* the first week has its days in the year before */
		{{-187, -186}, 2, 1, "week, 2026-W01: 2"},
		{{0, 7, 14, 25, 26}, 5, 3, "month, 2026-07: 4, 2026-08: 1"},
		{{0, 26, 90, 120, 200}, 5, 3, "year, 2026: 4, 2027: 1"},
		/* there is no larger unit */
		{{0, 400, 800}, 3, 1, "year, 2026: 1, 2027: 1, 2028: 1"},
		{{-MONDAY, 0}, 2, 2, "year, 1970: 1, 55 years: 0, 2026: 1"},
	};

	for_each_case(c, cases) {
		g_autoptr(Model) model = model_of_days(c->days, c->n);
		g_autoptr(Stats) stats = stats_new(model);
		g_autofree char *got = draw_periods(stats, c->n_max);

		check(g_str_equal(got, c->want), "row %td: %s", c - cases, got);
	}
	(void)state;
}

static void
test_columns(void **state)
{
	static const struct {
		gint64 days[5];
		size_t n, n_max;
		const char *want;
	} cases[] = {
		{{0}, 0, 9, "1:"},
		{{0, 0}, 2, 9, "1: 2"},
		{{0, 2}, 2, 9, "1: 1 0 1"},
		{{0, 2}, 2, 3, "1: 1 0 1"},
		{{0, 2}, 2, 2, "2: 1 1"},
		{{0, 1, 2}, 3, 2, "2: 2 1"},
		{{0, 99, 100}, 3, 10, "11: 1 0 0 0 0 0 0 0 0 2"},
		{{0, 99}, 2, 0, "100: 2"},
	};

	for_each_case(c, cases) {
		g_autoptr(Model) model = model_of_days(c->days, c->n);
		g_autoptr(Stats) stats = stats_new(model);
		gint64 n_days;
		g_autoptr(GArray) columns = stats_columns(stats, c->n_max, &n_days);
		g_autoptr(GString) got = g_string_new(NULL);

		g_string_printf(got, "%" G_GINT64_FORMAT ":", n_days);
		for (guint i = 0; i < columns->len; i++)
			g_string_append_printf(got, " %zu", g_array_index(columns, size_t, i));
		check(g_str_equal(got->str, c->want), "row %td: %s", c - cases, got->str);
	}
	(void)state;
}

/* Nothing is lost, whatever the days are. */
static void
test_periods_hold_all(void **state)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(1);

	for (int round = 0; round < 200; round++) {
		gint64 days[30];
		int reach = 1 << g_rand_int_range(rand, 1, 20);
		size_t n = (size_t)g_rand_int_range(rand, 0, G_N_ELEMENTS(days) + 1);

		for_each_case(day, days)
			*day = g_rand_int_range(rand, 0, reach);

		g_autoptr(Model) model = model_of_days(days, n);
		g_autoptr(Stats) stats = stats_new(model);
		size_t n_max = (size_t)g_rand_int_range(rand, 1, 50);
		StatsUnit unit;
		g_autoptr(GArray) periods = stats_periods(stats, n_max, &unit);
		size_t sum = 0;

		check(periods->len <= n_max || unit == STATS_UNIT_YEAR, "%u of %zu in %ss",
		      periods->len, n_max, stats_unit_name(unit));
		for (guint i = 0; i < periods->len; i++) {
			const StatsPeriod *period = &g_array_index(periods, StatsPeriod, i);

			sum += period->n;
			check(i == 0 || period->index == period[-1].index + period[-1].n_units,
			      "round %d: a hole before %u", round, i);
		}
		check(sum == n, "round %d: %zu of %zu", round, sum, n);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_totals),           cmocka_unit_test(test_tally),
		cmocka_unit_test(test_periods),          cmocka_unit_test(test_columns),
		cmocka_unit_test(test_periods_hold_all),
	};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
