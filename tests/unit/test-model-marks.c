/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-model-marks.c - marks in the list, and bounces that do not count
 */
#include "core/model.h"

#include <string.h>

#include "report-build.h"

#include "unit.h"

/* A report whose Message-ID is its path. */
static void
add_bounce(Model *model, const char *path, const char *address, BounceClass class, gint64 date)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	BounceRecipient *to = bounce_report_builder_add(builder);

	bounce_report_builder_envelope(builder)->kind = BOUNCE_KIND_FAILURE;
	to->address = bounce_report_builder_keep(builder, bounce_slice(address), G_MAXSIZE);
	to->class = class;

	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	model_add(model, &(Origin){path, path, 0, date, false}, report);
}

/* What is marked, and which bounce of which address is ignored. */
typedef struct {
	const char *identity;
	Mark mark;
	const char *ignored;
} Decision;

static Mark
mark_of(const char *identity, void *user)
{
	const Decision *decision = user;

	return g_str_equal(identity, decision->identity) ? decision->mark : MARK_UNMARKED;
}

static bool
is_ignored(const char *message_id, const char *identity, void *user)
{
	const Decision *decision = user;

	return g_str_equal(identity, decision->identity) &&
	       g_str_equal(message_id, decision->ignored);
}

static void
decide(Model *model, const Decision *decision)
{
	const MarkLookup lookup = {
		.of = mark_of,
		.is_ignored = *decision->ignored ? is_ignored : NULL,
		.user = (void *)decision,
	};

	model_set_marks(model, &lookup);
}

static void
test_marks_follow_their_address(void **state)
{
	g_autoptr(Model) model = model_new();
	Decision decision = {"a@x", {MARK_KEEP, "user", 5, "", "a friend"}, ""};

	add_bounce(model, "1", "A@X", BOUNCE_CLASS_SOFT, 1);
	add_bounce(model, "2", "b@x", BOUNCE_CLASS_SOFT, 1);
	model_refresh(model);
	decide(model, &decision);

	const Row *row = model_row(model, "address:a@x");
	assert_int_equal(row->mark->state, MARK_KEEP);
	assert_string_equal(row->mark->note, "a friend");
	assert_int_equal(model_row_letter(row), 'K');
	assert_int_equal(model_row(model, "address:b@x")->mark->state, MARK_NONE);

	decision.mark = MARK_UNMARKED;
	decide(model, &decision);
	assert_int_equal(row->mark->state, MARK_NONE);
	(void)state;
}

/* The marks of one revision are looked up once for each row, and again for a row that has
 * changed; those of another, for all. */
static void
test_revisions(void **state)
{
	g_autoptr(Model) model = model_new();
	Decision decision = {"a@x", {MARK_KEEP, "user", 5, "", ""}, ""};
	MarkLookup lookup = {.of = mark_of, .user = &decision, .revision = 1};

	add_bounce(model, "1", "a@x", BOUNCE_CLASS_SOFT, 1);
	model_refresh(model);
	model_set_marks(model, &lookup);

	const Row *row = model_row(model, "address:a@x");
	assert_int_equal(row->mark->state, MARK_KEEP);

	decision.mark.state = MARK_REMOVE;
	add_bounce(model, "2", "b@x", BOUNCE_CLASS_SOFT, 1);
	model_refresh(model);
	model_set_marks(model, &lookup);
	assert_int_equal(row->mark->state, MARK_KEEP);

	add_bounce(model, "3", "a@x", BOUNCE_CLASS_SOFT, 2);
	model_refresh(model);
	model_set_marks(model, &lookup);
	assert_int_equal(row->mark->state, MARK_REMOVE);

	decision.mark.state = MARK_KEEP;
	lookup.revision = 2;
	model_set_marks(model, &lookup);
	assert_int_equal(row->mark->state, MARK_KEEP);
	(void)state;
}

static void
test_what_is_kept_and_fails_again_is_new(void **state)
{
	static const struct {
		const char *name;
		MarkState mark;
		BounceClass class;
		gint64 bounced;
		bool want;
	} cases[] = {
		{"kept after it", MARK_KEEP, BOUNCE_CLASS_HARD, 9, false},
		{"kept when it came", MARK_KEEP, BOUNCE_CLASS_HARD, 10, false},
		{"kept before it", MARK_KEEP, BOUNCE_CLASS_HARD, 11, true},
		{"kept before a soft one", MARK_KEEP, BOUNCE_CLASS_SOFT, 11, false},
		{"to be removed", MARK_REMOVE, BOUNCE_CLASS_HARD, 11, false},
		{"not marked", MARK_NONE, BOUNCE_CLASS_HARD, 11, false},
	};

	for_each_case(c, cases) {
		g_autoptr(Model) model = model_new();
		const Decision decision = {"a@x", {c->mark, "user", 10, "", ""}, ""};

		add_bounce(model, "1", "a@x", c->class, c->bounced);
		model_refresh(model);
		decide(model, &decision);

		const Row *row = model_row(model, "address:a@x");
		check(row->is_new == c->want, "%s", c->name);
		check((model_row_letter(row) == MARK_LETTER_NEW) == c->want, "%s: letter", c->name);
	}
	(void)state;
}

static void
check_row(const Row *row, size_t n, size_t n_days, const char *latest, const char *when)
{
	check(row->n_events == n && row->n_days == n_days, "%s: %u/%ud", when, row->n_events,
	      row->n_days);
	check(g_str_equal(row->latest->message_id, latest), "%s: the latest is %s", when,
	      row->latest->message_id);
}

static void
test_ignored_bounces_do_not_count(void **state)
{
	g_autoptr(Model) model = model_new();
	Decision decision = {"a@x", MARK_UNMARKED, "3"};

	add_bounce(model, "1", "a@x", BOUNCE_CLASS_HARD, 86400);
	add_bounce(model, "2", "a@x", BOUNCE_CLASS_SOFT, 86401);
	add_bounce(model, "3", "a@x", BOUNCE_CLASS_POLICY, 5 * 86400);
	add_bounce(model, "4", "b@x", BOUNCE_CLASS_POLICY, 9);
	add_bounce(model, "5", "b@x", BOUNCE_CLASS_POLICY, 8);
	add_bounce(model, "6", "b@x", BOUNCE_CLASS_POLICY, 7);
	model_refresh(model);

	const Row *row = model_row(model, "address:a@x");
	check_row(row, 3, 2, "3", "before");
	assert_int_equal(model_line(model, 1).row == row, true);

	decide(model, &decision);
	check_row(row, 2, 1, "2", "ignored");
	assert_int_equal(row->events.n, 3);
	assert_int_equal(model_counts(model)->n_events, 5);
	assert_int_equal(model_counts(model)->n_by_class[BOUNCE_CLASS_SOFT], 1);
	/* the other one has more now */
	assert_int_equal(model_line(model, 2).row == row, true);

	/* and stays so when more comes */
	add_bounce(model, "7", "a@x", BOUNCE_CLASS_HARD, 2);
	model_refresh(model);
	decide(model, &decision);
	check_row(row, 3, 2, "2", "after another one");

	decision.ignored = "";
	decide(model, &decision);
	check_row(row, 4, 3, "3", "counted again");
	(void)state;
}

static void
test_a_row_of_ignored_bounces_stays(void **state)
{
	g_autoptr(Model) model = model_new();
	const Decision decision = {"a@x", {MARK_KEEP, "user", 1, "", ""}, "1"};

	add_bounce(model, "1", "a@x", BOUNCE_CLASS_HARD, 86400);
	model_refresh(model);
	decide(model, &decision);

	const Row *row = model_row(model, "address:a@x");
	check_row(row, 0, 0, "1", "all ignored");
	assert_false(row->is_new);
	assert_int_equal(model_n_lines(model), 2);
	(void)state;
}

static void
test_what_has_no_address_has_no_mark(void **state)
{
	g_autoptr(Model) model = model_new();
	const Decision decision = {"", {MARK_KEEP, "user", 1, "", ""}, "1"};

	model_add_unreadable(model, &(Origin){"1", "/mail/1", 0, 5, false}, "file gone");
	model_refresh(model);
	decide(model, &decision);

	const Row *row = model_line(model, 1).row;
	assert_int_equal(row->mark->state, MARK_NONE);
	assert_int_equal(row->n_events, 1);
	assert_string_equal(model_row_identity(row), "");
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks_follow_their_address),
		cmocka_unit_test(test_revisions),
		cmocka_unit_test(test_what_is_kept_and_fails_again_is_new),
		cmocka_unit_test(test_ignored_bounces_do_not_count),
		cmocka_unit_test(test_a_row_of_ignored_bounces_stays),
		cmocka_unit_test(test_what_has_no_address_has_no_mark),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
