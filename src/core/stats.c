/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/stats.h"

#include "core/model-value.h"

/* 9999-12-31, the last day of which GLib's calendar knows. */
#define LAST_DAY 2932896

/* Empty units on end that are shown one by one. */
#define EMPTY_MAX 7

/* The calendar date of the first day of a unit's index, in that unit; what is before
 * 1970 is no date of mail. */
static GDateTime *
date_of(gint64 index, StatsUnit unit)
{
	switch (unit) {
	case STATS_UNIT_WEEK:
		/* Day 0 was a Thursday. */
		return g_date_time_new_from_unix_utc((index * 7 - 3) * STATS_DAY);
	case STATS_UNIT_MONTH:
		return g_date_time_new_utc((int)(index / 12), (int)(index % 12) + 1, 1, 0, 0, 0);
	case STATS_UNIT_YEAR:
		return g_date_time_new_utc((int)index, 1, 1, 0, 0, 0);
	default:
		return g_date_time_new_from_unix_utc(index * STATS_DAY);
	}
}

/* Numbers that follow on each other as the units do. */
static gint64
index_of(gint64 day, StatsUnit unit)
{
	g_autoptr(GDateTime) date = NULL;

	if (unit == STATS_UNIT_DAY)
		return day;
	if (unit == STATS_UNIT_WEEK)
		return (day + 3) / 7;

	date = g_date_time_new_from_unix_utc(day * STATS_DAY);
	if (unit == STATS_UNIT_YEAR)
		return g_date_time_get_year(date);
	return g_date_time_get_year(date) * 12 + g_date_time_get_month(date) - 1;
}

const char *
stats_unit_name(StatsUnit unit)
{
	static const char *const names[] = {
#define X(value, name, format) name,
		STATS_UNITS(X)
#undef X
	};

	g_return_val_if_fail(unit < STATS_N_UNITS, "");
	return names[unit];
}

char *
stats_period_title(const StatsPeriod *period, StatsUnit unit)
{
	static const char *const formats[] = {
#define X(value, name, format) format,
		STATS_UNITS(X)
#undef X
	};
	g_autoptr(GDateTime) date = NULL;

	if (period->n_units > 1)
		return g_strdup_printf("%" G_GINT64_FORMAT " %ss", period->n_units,
		                       stats_unit_name(unit));
	date = date_of(period->index, unit);
	return g_date_time_format(date, formats[unit]);
}

/* ---- bounces */

static Stats *
stats_empty(void)
{
	Stats *stats = g_new0(Stats, 1);

	stats->dated = g_array_new(FALSE, FALSE, sizeof(StatsBounce));
	return stats;
}

static void
count_bounce(Stats *stats, const Event *event)
{
	const StatsBounce bounce = {event->date / STATS_DAY, event->to->class};

	stats->n_bounces++;
	stats->n_by_class[bounce.class]++;
	if (event->date > 0 && bounce.day <= LAST_DAY)
		g_array_append_val(stats->dated, bounce);
	else
		stats->n_undated++;
}

static void
count_row(Stats *stats, const Row *row)
{
	stats->n_addresses++;
	for (size_t i = 0; i < row->n_events; i++)
		count_bounce(stats, row->events.at[i]);
}

static int
compare_days(const void *a, const void *b)
{
	const StatsBounce *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

static const GPtrArray *
rows_of(const Model *model, size_t group)
{
	return model_group(model, group)->rows;
}

static bool
has_addresses(const Model *model, size_t group)
{
	return model_group(model, group)->kind == GROUP_ADDRESSES;
}

Stats *
stats_new(const Model *model)
{
	Stats *stats = stats_empty();

	for (size_t g = 0; g < model_n_groups(model); g++)
		for (guint i = 0; has_addresses(model, g) && i < rows_of(model, g)->len; i++)
			count_row(stats, rows_of(model, g)->pdata[i]);
	g_array_sort(stats->dated, compare_days);
	return stats;
}

Stats *
stats_new_row(const Row *row)
{
	Stats *stats = stats_empty();

	count_row(stats, row);
	g_array_sort(stats->dated, compare_days);
	return stats;
}

void
stats_free(Stats *stats)
{
	if (!stats)
		return;
	g_array_unref(stats->dated);
	g_free(stats);
}

static const StatsBounce *
nth(const Stats *stats, guint i)
{
	return &g_array_index(stats->dated, StatsBounce, i);
}

/* ---- periods */

static StatsPeriod *
add_period(GArray *periods, gint64 index, gint64 n_units)
{
	const StatsPeriod period = {.index = index, .n_units = n_units};

	g_array_append_val(periods, period);
	return &g_array_index(periods, StatsPeriod, periods->len - 1);
}

/* Those from index on, in which nothing bounced. */
static void
add_empty(GArray *periods, gint64 index, gint64 n_units)
{
	if (n_units > EMPTY_MAX)
		add_period(periods, index, n_units);
	for (gint64 i = 0; i < n_units && n_units <= EMPTY_MAX; i++)
		add_period(periods, index + i, 1);
}

static GArray *
periods_in(const Stats *stats, StatsUnit unit)
{
	GArray *periods = g_array_new(FALSE, FALSE, sizeof(StatsPeriod));
	StatsPeriod *period = NULL;
	gint64 last = 0;

	for (guint i = 0; i < stats->dated->len; i++) {
		gint64 index = index_of(nth(stats, i)->day, unit);

		if (period && last < index)
			add_empty(periods, last + 1, index - last - 1);
		if (!period || last < index)
			period = add_period(periods, index, 1);
		period->n++;
		period->n_by_class[nth(stats, i)->class]++;
		last = index;
	}
	return periods;
}

GArray *
stats_periods(const Stats *stats, size_t n_max, StatsUnit *unit)
{
	for (StatsUnit i = 0; i < STATS_UNIT_YEAR; i++) {
		g_autoptr(GArray) periods = periods_in(stats, i);

		*unit = i;
		if (periods->len <= n_max)
			return g_steal_pointer(&periods);
	}
	*unit = STATS_UNIT_YEAR;
	return periods_in(stats, STATS_UNIT_YEAR);
}

/* ---- columns */

GArray *
stats_columns(const Stats *stats, size_t n_max, gint64 *n_days)
{
	GArray *columns = g_array_new(FALSE, TRUE, sizeof(size_t));
	guint n = stats->dated->len;
	gint64 n_columns = (gint64)MAX(n_max, 1);

	*n_days = 1;
	if (n == 0)
		return columns;

	gint64 first = nth(stats, 0)->day;
	gint64 last = nth(stats, n - 1)->day;

	*n_days = (last - first) / n_columns + 1;
	g_array_set_size(columns, (guint)((last - first) / *n_days) + 1);
	for (guint i = 0; i < n; i++)
		g_array_index(columns, size_t, (nth(stats, i)->day - first) / *n_days)++;
	return columns;
}

/* ---- what they have in common */

/* A row is in the group of its latest bounce; so each bounce is asked as if it were
 * that. */
static void
tally_row(Tally *tally, const BounceKb *kb, Grouping by, const Row *row)
{
	g_autoptr(GString) value = g_string_new(NULL);
	Row one = *row;

	for (size_t i = 0; i < row->n_events; i++) {
		one.latest = row->events.at[i];
		one.last = one.latest->date;
		g_string_truncate(value, 0);
		model_value_append(value, by, &one);

		g_autofree char *title = model_value_title(by, kb, &one, value->str);

		tally_add(tally, title);
	}
}

Tally *
stats_tally(const Model *model, const BounceKb *kb, Grouping by)
{
	Tally *tally = tally_new();

	for (size_t g = 0; g < model_n_groups(model); g++)
		for (guint i = 0; has_addresses(model, g) && i < rows_of(model, g)->len; i++)
			tally_row(tally, kb, by, rows_of(model, g)->pdata[i]);
	return tally;
}
