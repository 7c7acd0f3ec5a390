/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stats.h - how many bounces there are: when, and of what
 *
 * Counts what the groups of the model show.  Each bounce counts by what it says itself
 * and on its own day (UTC), where the list has all bounces of an address in the group of
 * the latest one.  Reports that name no address are left out.
 */
#pragma once

#include "core/model.h"
#include "core/tally.h"

#include <bounce/kb.h>

#include <glib.h>

/* Seconds. */
#define STATS_DAY ((gint64)24 * 60 * 60)

typedef struct {
	gint64 day; /* since 1970 */
	BounceClass class;
} StatsBounce;

typedef struct {
	size_t n_bounces;
	size_t n_addresses;
	size_t n_undated; /* bounces without a date, or with one that no calendar has */
	size_t n_by_class[BOUNCE_N_CLASSES];
	GArray *dated; /* of StatsBounce, oldest first */
} Stats;

Stats *stats_new(const Model *model);
/* Of one address. */
Stats *stats_new_row(const Row *row);
void stats_free(Stats *stats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stats, stats_free)

/*      value, name, format of a date in it */
#define STATS_UNITS(X)                                                                             \
	X(DAY, "day", "%Y-%m-%d")                                                                  \
	X(WEEK, "week", "%G-W%V")                                                                  \
	X(MONTH, "month", "%Y-%m")                                                                 \
	X(YEAR, "year", "%Y")

#define X(value, name, format) STATS_UNIT_##value,
typedef enum { STATS_UNITS(X) STATS_N_UNITS } StatsUnit;
#undef X

const char *stats_unit_name(StatsUnit unit);

/* A unit of time, or several on end in which nothing bounced. */
typedef struct {
	gint64 index;   /* of the unit, or of the first */
	gint64 n_units; /* 1, or how many */
	size_t n;       /* bounces */
	size_t n_by_class[BOUNCE_N_CLASSES];
} StatsPeriod;

/* Of StatsPeriod, all from the first dated bounce to the last, in the smallest unit in
 * which that makes n_max at most; else in years.  More than seven empty ones on end are
 * one.  The caller unrefs. */
GArray *stats_periods(const Stats *stats, size_t n_max, StatsUnit *unit);

/* "2026-07-05", "2026-W27", "2026-07", "2026"; "12 days".  The caller frees. */
char *stats_period_title(const StatsPeriod *period, StatsUnit unit);

/* The dated bounces in columns of *n_days each, as few as make n_max columns at most: of
 * size_t.  The caller unrefs. */
GArray *stats_columns(const Stats *stats, size_t n_max, gint64 *n_days);

/* How many bounces would stand in each group, by its title. */
Tally *stats_tally(const Model *model, const BounceKb *kb, Grouping by);
