/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-model-groups.c - the same addresses, by everything they can be grouped by
 */
#include "core/filter.h"
#include "core/model.h"

#include <string.h>

#include "report-build.h"

#include "kb.h"

#define DAY ((gint64)24 * 60 * 60)
/* A Wednesday, in the 28th week of 2026. */
#define WEDNESDAY (20642 * DAY)

/* What one report says. */
typedef struct {
	gint64 date;
	const char *code, *reason;
	BounceFault fault;
	BounceClass class;
	const char *remote, *reporting, *list;
} Said;

static const Said dead = {
	WEDNESDAY,         "5.1.1",          "user-unknown", BOUNCE_FAULT_ADDRESS,
	BOUNCE_CLASS_HARD, "mx.one.example", "mta.example",  "News <news.example.org>"};
static const Said full = {WEDNESDAY - 3 * DAY, "4.2.2", "mailbox-full", BOUNCE_FAULT_MAILBOX,
                          BOUNCE_CLASS_SOFT,   "",      "MTA.example.", "<NEWS.example.org>"};
static const Said spam = {WEDNESDAY - 2 * DAY,
                          "5.7.999",
                          "spam-content",
                          BOUNCE_FAULT_MESSAGE,
                          BOUNCE_CLASS_POLICY,
                          "MX.one.example. (192.0.2.1)",
                          "",
                          "talk.example.org"};
static const Said mute = {0, "", "unknown", BOUNCE_FAULT_UNKNOWN, BOUNCE_CLASS_UNKNOWN, "", "", ""};

/* The file is its own Message-ID. */
static void
add(Model *model, const char *file, const char *address, const Said *said)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	BounceEnvelope *envelope = bounce_report_builder_envelope(builder);

	envelope->kind = BOUNCE_KIND_FAILURE;
	envelope->subject = "Undelivered";
	envelope->date = BOUNCE_DATE_NONE;
	envelope->reporting_mta = said->reporting;
	bounce_report_builder_original(builder)->list_id = said->list;
	if (*address) {
		BounceRecipient *to = bounce_report_builder_add(builder);

		to->address = address;
		bounce_status_parse(said->code, strlen(said->code), &to->status);
		to->reason = said->reason;
		to->fault = said->fault;
		to->class = said->class;
		to->remote_mta = said->remote;
	}

	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);

	model_add(model, &(Origin){file, file, 0, said->date, false}, report);
}

static Model *
make_model(void)
{
	Model *model = model_new();

	add(model, "1", "a@x.example", &dead);
	add(model, "2", "b@X.example", &dead);
	add(model, "3", "b@x.example", &dead);
	add(model, "4", "c@bücher.example", &full);
	add(model, "5", "d@y.example", &spam);
	add(model, "6", "e@xn--bcher-kva.example", &spam);
	add(model, "7", "f", &mute);
	add(model, "8", "", &mute);
	model_add_unreadable(model, &(Origin){"9", "/gone", 0, 0, false}, "it is gone");
	model_refresh(model);
	return model;
}

/* "title: row row | title: row", a row by its first letter, a fold by a plus. */
static char *
draw(const Model *model)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < model_n_lines(model); i++) {
		ModelLine line = model_line(model, i);

		if (line.row)
			g_string_append_printf(out, " %.1s", line.row->title);
		else
			g_string_append_printf(out, "%s%s:%s", i > 0 ? " | " : "",
			                       line.group->title, line.group->folded ? "+" : "");
	}
	return g_string_free(out, FALSE);
}

static void
check_list(const Model *model, const char *what, const char *want)
{
	g_autofree char *got = draw(model);

	check(g_str_equal(got, want), "%s: %s\n  not %s", what, got, want);
}

/* What stands at the end of every list. */
#define END " | Reports that name no address: U | Mail that could not be read: /"

/* A row is grouped at once, and listed at the next refresh; whatever it was grouped by. */
static void
test_groups_of_what_is_not_listed(void **state)
{
	g_autoptr(Model) model = model_new();

	add(model, "1", "a@x.example", &dead);
	model_refresh(model);
	add(model, "2", "b@x.example", &full);
	assert_int_equal(model_find(model, "group:subject:2"), model_n_lines(model));
	model_group_by(model, GROUPING_FAULT, *state);
	check_list(model, "not yet", "Fault of the address: a");
	add(model, "3", "c@x.example", &spam);
	model_refresh(model);
	check_list(model, "listed",
	           "Fault of the address: a | Fault of the mailbox: b | Fault of the message: c");
}

static void
test_groupings(void **state)
{
	static const struct {
		Grouping by;
		const char *want;
	} cases[] = {
		{GROUPING_CODE,
	         "4.2.2 Mailbox full: c | 5.1.1 Bad destination mailbox address: b a | "
	         "5.7.999 not a registered code: d e | No status code: f"},
		{GROUPING_REASON, "looks like spam: d e | user unknown: b a | mailbox full: c | "
	                          "Reason not stated: f"},
		{GROUPING_FAULT, "Fault of the address: b a | Fault of the mailbox: c | "
	                         "Fault of the message: d e | Fault not known: f"},
		{GROUPING_CLASS, "Hard: the address is at fault: b a | Soft: it may pass: c | "
	                         "Policy: the address is not at fault: d e | Class unknown: f"},
		{GROUPING_DOMAIN,
	         "x.example: b a | xn--bcher-kva.example: e c | y.example: d | No domain: f"},
		{GROUPING_HOST, "mx.one.example: b a d e | mta.example: c | No host named: f"},
		{GROUPING_LIST,
	         "news.example.org: b a c | talk.example.org: d e | No list named: f"},
		{GROUPING_WEEK, "2026-W28, from 2026-07-06: b a d e | "
	                        "2026-W27, from 2026-06-29: c | No date: f"},
		{GROUPING_NONE, "All addresses: b a d e c f"},
		{GROUPING_SUBJECT, "X.1 Addressing: b a | X.2 Mailbox: c | "
	                           "X.7 Security or policy: d e | No status code: f"},
	};
	g_autoptr(Model) model = make_model();

	assert_int_equal(G_N_ELEMENTS(cases), N_GROUPINGS);
	assert_int_equal(model_grouping(model), GROUPING_SUBJECT);
	for_each_case(c, cases) {
		g_autofree char *want = g_strconcat(c->want, END, NULL);

		model_group_by(model, c->by, *state);
		assert_int_equal(model_grouping(model), c->by);
		check_list(model, model_grouping_names()[c->by], want);
		for (size_t i = 0; i < model_n_lines(model); i++)
			check(model_find(model, model_line_key(model, i)) == i, "%s: line %zu",
			      c->want, i);
	}
}

/* What a group's rows are like shows without a look at each; of those that a limit hides
 * nothing does. */
static void
test_kinds(void **state)
{
	static const struct {
		const char *expression;
		unsigned classes, faults;
	} cases[] = {
		{"",
	         1U << BOUNCE_CLASS_HARD | 1U << BOUNCE_CLASS_SOFT | 1U << BOUNCE_CLASS_POLICY |
	                 1U << BOUNCE_CLASS_UNKNOWN,
	         1U << BOUNCE_FAULT_ADDRESS | 1U << BOUNCE_FAULT_MAILBOX |
	                 1U << BOUNCE_FAULT_MESSAGE | 1U << BOUNCE_FAULT_UNKNOWN},
		{"class:soft", 1U << BOUNCE_CLASS_SOFT, 1U << BOUNCE_FAULT_MAILBOX},
	};
	g_autoptr(Model) model = make_model();

	model_group_by(model, GROUPING_NONE, *state);
	for_each_case(c, cases) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Filter) filter =
			*c->expression ? filter_parse(c->expression, NULL, &error) : NULL;
		const FilterContext context = {.kb = *state};

		assert_null(error);
		model_limit(model, filter, &context);

		const Group *group = model_group(model, 0);

		check(group->classes == c->classes && group->faults == c->faults, "%s: %x, %x",
		      c->expression, group->classes, group->faults);
	}
}

/* They tell it from others, whatever the grouping. */
static void
test_rows_know_their_group(void **state)
{
	g_autoptr(Model) model = make_model();

	for (unsigned by = 0; by < N_GROUPINGS; by++) {
		size_t n_rows = 0;

		model_group_by(model, (Grouping)by, *state);
		for (size_t i = 0; i < model_n_groups(model); i++) {
			const Group *group = model_group(model, i);

			assert_int_equal(group->by, by);
			n_rows += group->rows->len;
			for (guint r = 0; r < group->rows->len; r++)
				assert_ptr_equal(((const Row *)group->rows->pdata[r])->group,
				                 group);
		}
		assert_int_equal(n_rows, 8);
	}
}

static void
test_weeks_are_those_of_iso_and_utc(void **state)
{
	static const struct {
		gint64 date;
		const char *want;
	} cases[] = {
		{1, "1970-W01, from 1969-12-29: a"},
		{-1, "1970-W01, from 1969-12-29: a"},
		{4 * DAY - 1, "1970-W01, from 1969-12-29: a"},
		{4 * DAY, "1970-W02, from 1970-01-05: a"},
		{-3 * DAY - 1, "1969-W52, from 1969-12-22: a"},
		{20822 * DAY - 1, "2026-W53, from 2026-12-28: a"}, /* 2027-01-03 */
		{G_MAXINT64, "No date: a"},
		{G_MININT64, "No date: a"},
	};

	for_each_case(c, cases) {
		g_autoptr(Model) model = model_new();
		g_autofree char *name = g_strdup_printf("row %td", c - cases);
		Said said = dead;

		said.date = c->date;
		add(model, "1", "a@x.example", &said);
		model_refresh(model);
		model_group_by(model, GROUPING_WEEK, *state);
		check_list(model, name, c->want);
	}
}

static void
test_hosts_and_lists(void **state)
{
	static const struct {
		Grouping by;
		const char *text, *want;
	} cases[] = {
		{GROUPING_HOST, "[192.0.2.1] [192.0.2.1]", "[192.0.2.1]: a"},
		{GROUPING_HOST, "mx.example...", "mx.example: a"},
		{GROUPING_HOST, " ", "No host named: a"},
		{GROUPING_LIST, "Cats <3 dogs <pets.example>", "pets.example: a"},
		{GROUPING_LIST, "cut <pets.exam", "pets.exam: a"},
		{GROUPING_LIST, "Two words", "two words: a"},
		{GROUPING_LIST, "<>", "No list named: a"},
	};

	for_each_case(c, cases) {
		g_autoptr(Model) model = model_new();
		Said said = mute;

		*(c->by == GROUPING_HOST ? &said.remote : &said.list) = c->text;
		add(model, "1", "a@x.example", &said);
		model_refresh(model);
		model_group_by(model, c->by, *state);
		check_list(model, c->text, c->want);
	}
}

static void
test_folds_belong_to_keys(void **state)
{
	g_autoptr(Model) model = make_model();
	g_autoptr(Model) other = make_model();
	static const char by_domain[] =
		"x.example: b a | xn--bcher-kva.example: e c | y.example:+ | No domain: f" END;

	model_fold(model, "group:subject:1", true);
	model_group_by(model, GROUPING_DOMAIN, *state);
	model_fold(model, "group:domain:y.example", true);
	check_list(model, "another grouping", by_domain);
	assert_int_equal(model_find(model, "address:d@y.example"),
	                 model_find(model, "group:domain:y.example"));
	assert_int_equal(model_find(model, "group:subject:1"), model_n_lines(model));

	model_look_like(other, model);
	check_list(other, "another model", by_domain);

	model_group_by(model, GROUPING_SUBJECT, *state);
	check_list(model, "back again",
	           "X.1 Addressing:+ | X.2 Mailbox: c | X.7 Security or policy: d e | "
	           "No status code: f" END);
}

/* All of one grouping, those that are yet to come among them. */
static void
test_fold_all(void **state)
{
	g_autoptr(Model) model = make_model();

	model_group_by(model, GROUPING_FAULT, *state);
	model_fold_all(model, true);
	add(model, "9", "z@x.example",
	    &(Said){.code = "",
	            .reason = "",
	            .fault = BOUNCE_FAULT_NETWORK,
	            .remote = "",
	            .reporting = "",
	            .list = ""});
	model_refresh(model);
	check_list(model, "folded",
	           "Fault of the address:+ | Fault of the mailbox:+ | Fault of the message:+ | "
	           "Fault of the network:+ | Fault not known:+ | Reports that name no address:+ | "
	           "Mail that could not be read:+");
	model_group_by(model, GROUPING_HOST, *state);
	check_list(model, "another grouping",
	           "mx.one.example: b a d e | mta.example: c | No host named: f z | "
	           "Reports that name no address:+ | Mail that could not be read:+");
	model_fold_all(model, false);
	model_group_by(model, GROUPING_FAULT, *state);
	model_fold_all(model, false);
	assert_int_equal(model_n_lines(model), 16);
}

static void
check_revision(const Model *model, guint64 *last, const char *what)
{
	check(model_revision(model) != *last, "%s", what);
	*last = model_revision(model);
}

static void
test_revision_tells_of_every_change(void **state)
{
	g_autoptr(Model) model = make_model();
	const char *key = model_line_key(model, 1);
	guint64 last = model_revision(model);

	model_group_by(model, GROUPING_DOMAIN, *state);
	check_revision(model, &last, "grouped");
	model_fold_all(model, true);
	check_revision(model, &last, "folded");
	add(model, "10", "z@x.example", &dead);
	model_refresh(model);
	check_revision(model, &last, "a row more");
	model_set_standing(model, key, &(Standing){.list = "", .alive = WEDNESDAY});
	model_refresh(model);
	check_revision(model, &last, "known to be alive");
	model_refresh(model);
	assert_int_equal(model_revision(model), last);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_groupings),
		cmocka_unit_test(test_groups_of_what_is_not_listed),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_rows_know_their_group),
		cmocka_unit_test(test_weeks_are_those_of_iso_and_utc),
		cmocka_unit_test(test_hosts_and_lists),
		cmocka_unit_test(test_folds_belong_to_keys),
		cmocka_unit_test(test_fold_all),
		cmocka_unit_test(test_revision_tells_of_every_change),
	};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
