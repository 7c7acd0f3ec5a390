/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-pace.c - when the list takes in what has come
 */
#include "ui/pace.h"

#include "unit.h"

#define MS G_TIME_SPAN_MILLISECOND

/* The list was brought up to date at second 10, which took some time. */
static Pace
updated(ListStage stage, size_t n_bounces, gint64 took_ms)
{
	Pace pace = {0};

	pace_note_update(&pace, stage, n_bounces, 10000 * MS, (10000 + took_ms) * MS);
	pace.drawn = pace.updated;
	return pace;
}

static void
test_update(void **state)
{
	static const struct {
		const char *what;
		ListStage shown;
		size_t n_shown;
		gint64 took_ms;
		ListStage stage;
		size_t n;
		gint64 after_ms; /* the last update */
		gint64 want_ms;
	} cases[] = {
		{"nothing yet", STAGE_EMPTY, 0, 0, STAGE_EMPTY, 30, 0, 0},
		{"the first rows", STAGE_EMPTY, 0, 1, STAGE_ROWS, 30, 0, 0},
		{"a few more", STAGE_ROWS, 30, 1, STAGE_ROWS, 60, 50, 150},
		{"a few more, later", STAGE_ROWS, 30, 1, STAGE_ROWS, 60, 200, 0},
		{"a long list", STAGE_ROWS, 100000, 100, STAGE_ROWS, 100001, 1000, 9000},
		{"a long list, later", STAGE_ROWS, 100000, 100, STAGE_ROWS, 100001, 10001, 0},
		{"a long list to come", STAGE_ROWS, 100, 1, STAGE_ROWS, 100100, 200, 9900},
		{"all of it", STAGE_ROWS, 100, 1, STAGE_WHOLE, 100100, 200, 0},
		{"asked about", STAGE_WHOLE, 100000, 100, STAGE_WHOLE, 100000, 200, 9800},
		{"nothing more", STAGE_WHOLE, 100000, 100, STAGE_SETTLED, 100000, 0, 0},
		{"mail comes", STAGE_SETTLED, 100000, 100, STAGE_SETTLED, 100001, 150, 50},
		{"mail has gone", STAGE_ROWS, 100, 1, STAGE_ROWS, 50, 200, 0},
	};

	for_each_case(c, cases) {
		Pace pace = updated(c->shown, c->n_shown, c->took_ms);
		gint64 now = pace.updated + c->after_ms * MS;
		gint64 got = pace_update_in(&pace, c->stage, c->n, now);

		check(got == c->want_ms, "%s: %" G_GINT64_FORMAT, c->what, got);
	}
	(void)state;
}

/* Under the hands of who types the list stays as it is, but not for ever. */
static void
test_typing(void **state)
{
	static const struct {
		gint64 after_ms, key_ms; /* the last update */
		gint64 want_ms;
	} cases[] = {
		{190, 189, 10},  {250, 249, 299}, {250, 0, 50},    {300, 0, 0},
		{599, 598, 299}, {600, 599, 0},   {2000, 1999, 0},
	};

	for_each_case(c, cases) {
		Pace pace = updated(STAGE_ROWS, 30, 1);

		pace.typed = pace.updated + c->key_ms * MS;
		gint64 got = pace_update_in(&pace, STAGE_ROWS, 60, pace.updated + c->after_ms * MS);
		check(got == c->want_ms, "%td: %" G_GINT64_FORMAT, c - cases, got);
	}
	(void)state;
}

static void
test_draw(void **state)
{
	static const struct {
		ListStage shown, stage;
		gint64 after_ms; /* it was drawn last */
		gint64 want_ms;
	} cases[] = {
		/* most of a page comes with the first line */
		{STAGE_EMPTY, STAGE_EMPTY, 0, 10}, {STAGE_EMPTY, STAGE_EMPTY, 500, 10},
		{STAGE_EMPTY, STAGE_ROWS, 0, 1},   {STAGE_ROWS, STAGE_ROWS, 0, 200},
		{STAGE_ROWS, STAGE_ROWS, 150, 50}, {STAGE_ROWS, STAGE_ROWS, 500, 1},
		{STAGE_ROWS, STAGE_WHOLE, 0, 1},   {STAGE_SETTLED, STAGE_SETTLED, 50, 150},
	};

	for_each_case(c, cases) {
		Pace pace = updated(c->shown, 30, 1);
		gint64 got = pace_draw_in(&pace, c->stage, 30, pace.drawn + c->after_ms * MS);

		check(got == c->want_ms, "%td: %" G_GINT64_FORMAT, c - cases, got);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_update),
		cmocka_unit_test(test_typing),
		cmocka_unit_test(test_draw),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
