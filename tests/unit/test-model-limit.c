/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-model-limit.c - limits and sorting: which rows the list shows, in which order
 */
#include "core/filter.h"
#include "core/model.h"

#include <string.h>

#include "report-build.h"

#include "kb.h"

#define DAY ((gint64)24 * 60 * 60)
#define NOW (20643 * DAY)
#define MANY 100000

/* With the sanitizers it takes some times as long. */
#define SLOW_S 3.0

typedef struct {
	const char *address, *code, *reason;
	BounceClass class;
	int days_ago; /* -1: no date */
} Bounce;

static const Bounce bounces[] = {
	{"dan@b.example", "5.1.1", "user-unknown", BOUNCE_CLASS_HARD, 9},
	{"dan@b.example", "5.1.1", "user-unknown", BOUNCE_CLASS_HARD, 4},
	{"amy@c.example", "5.1.2", "domain-unknown", BOUNCE_CLASS_HARD, 4},
	{"amy@c.example", "5.1.2", "domain-unknown", BOUNCE_CLASS_HARD, 4},
	{"amy@c.example", "5.1.2", "domain-unknown", BOUNCE_CLASS_HARD, 4},
	{"bea@a.example", "4.1.8", "unknown", BOUNCE_CLASS_UNKNOWN, -1},
	{"cat@a.example", "4.1.1", "mailbox-full", BOUNCE_CLASS_SOFT, 1},
	{"eve@a.example", "4.2.2", "mailbox-full", BOUNCE_CLASS_SOFT, 1},
};

static void
add_bounce(Model *model, const Bounce *bounce, unsigned n)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	BounceEnvelope *envelope = bounce_report_builder_envelope(builder);
	BounceRecipient *to;
	g_autofree char *name = g_strdup_printf("/mail/%06u", n);

	envelope->kind = BOUNCE_KIND_FAILURE;
	envelope->date = BOUNCE_DATE_NONE;
	to = bounce_report_builder_add(builder);
	to->address = bounce_report_builder_keep(builder, bounce_slice(bounce->address), G_MAXSIZE);
	to->reason = bounce->reason;
	to->class = bounce->class;
	to->diagnostic = "smtp; 550 the server said something of the usual length about this "
			 "address, and where to read more of it https://mx.example/help";
	bounce_status_parse(bounce->code, strlen(bounce->code), &to->status);

	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	gint64 date = bounce->days_ago < 0 ? 0 : NOW - bounce->days_ago * DAY;
	model_add(model, &(Origin){name, name, 0, date, false}, report);
}

static Model *
model_of_bounces(const BounceKb *kb)
{
	Model *model = model_new();

	for (unsigned i = 0; i < G_N_ELEMENTS(bounces); i++)
		add_bounce(model, &bounces[i], i);
	model_add_unreadable(model, &(Origin){"lost", "/mail/lost", 0, NOW, false}, "file gone");
	model_refresh(model);
	model_group_by(model, GROUPING_SUBJECT, kb);
	return model;
}

/* "X.1: dan amy; X.2: eve" */
static void
check_list(const Model *model, const char *name, const char *want)
{
	g_autoptr(GString) got = g_string_new(NULL);

	for (size_t i = 0; i < model_n_lines(model); i++) {
		ModelLine line = model_line(model, i);

		if (line.row)
			g_string_append_printf(got, " %.3s",
			                       line.row->title + (*line.row->title == '/'));
		else
			g_string_append_printf(got, "%s%.3s:", i > 0 ? "; " : "",
			                       line.group->title);
	}
	check(g_str_equal(got->str, want), "%s: %s\n  not %s", name, got->str, want);
}

static void
limit(Model *model, const BounceKb *kb, const char *text)
{
	const FilterContext context = {kb, NOW};
	g_autoptr(GError) error = NULL;
	g_autoptr(Filter) filter = text ? filter_parse(text, NULL, &error) : NULL;

	check(!error, "%s: %s", text, error->message);
	model_limit(model, filter, &context);
}

static void
check_counts(const Model *model, size_t n_shown, size_t n_soft)
{
	assert_int_equal(model_counts(model)->n_rows, 5);
	assert_int_equal(model_counts(model)->n_shown, n_shown);
	assert_int_equal(model_counts(model)->n_by_class[BOUNCE_CLASS_SOFT], n_soft);
}

static void
test_limit_hides(void **state)
{
	static const struct {
		const char *text, *want;
		size_t n_shown, n_soft;
	} cases[] = {
		{NULL, "X.1: amy dan cat bea; X.2: eve; Mai: mai", 5, 2},
		{"class:soft", "X.1: cat; X.2: eve", 2, 2},
		{"class:hard", "X.1: amy dan", 2, 0},
		{"-class:hard", "X.1: cat bea; X.2: eve", 3, 2},
		{"last:<2d", "X.1: cat; X.2: eve", 2, 2},
		{"gone", "Mai: mai", 0, 0},
		{"gone or eve", "X.2: eve; Mai: mai", 1, 1},
		{"nobody", "", 0, 0},
	};
	g_autoptr(Model) model = model_of_bounces(*state);

	for_each_case(c, cases) {
		limit(model, *state, c->text);
		check_list(model, c->text ? c->text : "all", c->want);
		check_counts(model, c->n_shown, c->n_soft);
		assert_string_equal(model_filter(model) ? filter_text(model_filter(model)) : "all",
		                    c->text ? c->text : "all");
	}
	limit(model, *state, NULL);
	check_list(model, "all again", cases[0].want);
}

static void
test_groups_count_what_they_show(void **state)
{
	g_autoptr(Model) model = model_of_bounces(*state);

	limit(model, *state, "dan");
	assert_int_equal(model_n_groups(model), 1);
	assert_int_equal(model_group(model, 0)->rows->len, 1);
	assert_int_equal(model_group(model, 0)->n_events, 2);
}

static void
test_limit_is_kept(void **state)
{
	static const Bounce more[] = {
		{"fay@a.example", "4.1.1", "mailbox-full", BOUNCE_CLASS_SOFT, 0},
		{"gus@a.example", "5.1.1", "user-unknown", BOUNCE_CLASS_HARD, 0},
		{"dan@b.example", "4.2.2", "mailbox-full", BOUNCE_CLASS_SOFT, 0},
		{"cat@a.example", "5.1.1", "user-unknown", BOUNCE_CLASS_HARD, 0},
	};
	g_autoptr(Model) model = model_of_bounces(*state);
	g_autoptr(Model) other = model_new();

	limit(model, *state, "class:soft");
	for (unsigned i = 0; i < G_N_ELEMENTS(more); i++)
		add_bounce(model, &more[i], 100 + i);
	check_list(model, "before the refresh", "X.1: cat; X.2: eve");
	assert_int_equal(model_find(model, "address:fay@a.example"), model_n_lines(model));
	model_refresh(model);
	check_list(model, "refreshed", "X.1: fay; X.2: dan eve");
	model_group_by(model, GROUPING_DOMAIN, *state);
	check_list(model, "grouped anew", "a.e: fay eve; b.e: dan");
	model_sort(model, SORT_ADDRESS, false);
	check_list(model, "sorted", "a.e: eve fay; b.e: dan");
	model_fold_all(model, true);
	check_list(model, "folded", "a.e:; b.e:");

	model_fold_all(model, false);
	model_look_like(other, model);
	add_bounce(other, &more[0], 0);
	add_bounce(other, &more[1], 1);
	add_bounce(other, &bounces[7], 2);
	model_refresh(other);
	check_list(other, "of another model", "a.e: eve fay");
}

/* A group's name is another one in another grouping. */
static void
test_limit_by_group(void **state)
{
	g_autoptr(Model) model = model_of_bounces(*state);

	limit(model, *state, "group:a.ex");
	check_list(model, "by subject", "");
	model_group_by(model, GROUPING_DOMAIN, *state);
	check_list(model, "by domain", "a.e: cat eve bea");
	model_group_by(model, GROUPING_SUBJECT, *state);
	check_list(model, "by subject again", "");
}

/* A standing that comes later may let a row be seen. */
static void
test_limit_by_standing(void **state)
{
	g_autoptr(Model) model = model_of_bounces(*state);

	limit(model, *state, "is:alive");
	check_list(model, "none", "");
	model_set_standing(model, "address:eve@a.example", &(Standing){PROOF_VERP, "", NOW});
	model_refresh(model);
	check_list(model, "one", "X.2: eve");
}

static void
test_finding_what_is_hidden(void **state)
{
	static const struct {
		const char *text, *key, *near;
	} cases[] = {
		{"-dan", "dan@b.example", "cat@a.example"},
		{"dan", "dan@b.example", "dan@b.example"},
		{"-cat -bea", "cat@a.example", "dan@b.example"},
		{"-cat -bea", "bea@a.example", "dan@b.example"},
		{"dan", "eve@a.example", NULL},
		{"dan", "zoe@a.example", NULL},
	};
	g_autoptr(Model) model = model_of_bounces(*state);

	for_each_case(c, cases) {
		g_autofree char *key = g_strconcat("address:", c->key, NULL);
		g_autofree char *near = g_strconcat("address:", c->near, NULL);
		size_t n, at;

		limit(model, *state, c->text);
		n = model_n_lines(model);
		at = model_find_near(model, key);
		check(c->near ? at < n && g_str_equal(model_line_key(model, at), near) : at == n,
		      "%s, %s: %zu", c->text, c->key, at);
		check((model_find(model, key) == n) == !(c->near && g_str_equal(c->key, c->near)),
		      "%s, %s: found", c->text, c->key);
	}
	limit(model, *state, "class:soft");
	assert_non_null(model_row(model, "address:dan@b.example")->group);
	model_fold_all(model, true);
	assert_int_equal(model_find_near(model, "address:dan@b.example"), 0);
	assert_int_equal(model_find(model, "group:unreadable"), model_n_lines(model));
}

static void
test_sort(void **state)
{
	static const struct {
		SortKey by;
		const char *want, *reversed;
	} cases[] = {
		{SORT_COUNT, "amy dan cat eve bea", "cat eve bea dan amy"},
		{SORT_DAYS, "dan amy cat eve bea", "bea amy cat eve dan"},
		{SORT_LAST, "cat eve amy dan bea", "amy dan cat eve bea"},
		{SORT_FIRST, "dan amy cat eve bea", "cat eve amy dan bea"},
		{SORT_ADDRESS, "amy bea cat dan eve", "eve dan cat bea amy"},
		{SORT_DOMAIN, "cat eve bea dan amy", "amy dan cat eve bea"},
		{SORT_CODE, "cat bea eve dan amy", "amy dan eve bea cat"},
		{SORT_REASON, "amy cat eve dan bea", "dan cat eve amy bea"},
	};
	g_autoptr(Model) model = model_of_bounces(*state);
	bool reversed = true;

	assert_int_equal(model_sorting(model, &reversed), SORT_COUNT);
	assert_false(reversed);
	assert_int_equal(G_N_ELEMENTS(cases), N_SORT_KEYS);
	model_group_by(model, GROUPING_NONE, *state);
	for_each_case(c, cases) {
		const char *name = model_sort_names()[c->by];
		g_autofree char *want = g_strdup_printf("All: %s; Mai: mai", c->want);
		g_autofree char *back = g_strdup_printf("All: %s; Mai: mai", c->reversed);

		model_sort(model, c->by, false);
		check_list(model, name, want);
		model_sort(model, c->by, true);
		check_list(model, name, back);
		assert_int_equal(model_sorting(model, &reversed), c->by);
		assert_true(reversed);
	}
}

static double
since(gint64 begin)
{
	return (double)(g_get_monotonic_time() - begin) / G_USEC_PER_SEC;
}

/* The list answers at once; the bound is wide, for a machine that has other things to do. */
static void
test_many(void **state)
{
	static const char *const texts[] = {"class:hard days:>=2", "quota", "diag:/block(ed|list)/",
	                                    "domain:*.edu or domain:a.example", "reason:full"};
	g_autoptr(Model) model = model_new();
	gint64 begin;

	for (unsigned i = 0; i < MANY; i++) {
		Bounce bounce = bounces[i % G_N_ELEMENTS(bounces)];
		g_autofree char *address =
			g_strdup_printf("user%u@d%u.example", i * 7919 % MANY, i % 977);

		bounce.address = address;
		bounce.days_ago = (int)(i % 400);
		add_bounce(model, &bounce, i);
	}
	model_refresh(model);
	model_group_by(model, GROUPING_SUBJECT, *state);

	for_each_case(text, texts) {
		begin = g_get_monotonic_time();
		limit(model, *state, *text);
		print_message("# %s: %.3f s\n", *text, since(begin));
		check(since(begin) < SLOW_S, "%s: %.3f s", *text, since(begin));
	}
	limit(model, *state, NULL);
	for (SortKey by = 0; by < N_SORT_KEYS; by++) {
		begin = g_get_monotonic_time();
		model_sort(model, by, false);
		print_message("# by %s: %.3f s\n", model_sort_names()[by], since(begin));
		check(since(begin) < SLOW_S, "by %s: %.3f s", model_sort_names()[by], since(begin));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_limit_hides),
		cmocka_unit_test(test_groups_count_what_they_show),
		cmocka_unit_test(test_limit_is_kept),
		cmocka_unit_test(test_limit_by_group),
		cmocka_unit_test(test_limit_by_standing),
		cmocka_unit_test(test_finding_what_is_hidden),
		cmocka_unit_test(test_sort),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
