/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/incident.h"

#include "core/text-hash.h"

#include <string.h>

/* One bounce at one place where many may fail together: the domain of the address, or the
 * host that refused it.  (The one that reports has a part in all bounces.) */
typedef struct {
	guint64 place; /* see place_of() */
	guint64 saying;
	gint64 date;
	guint row;
	bool is_latest; /* of its address */
} Told;

/* How often something came, by hashes: never less than it did.  So few are left of many
 * that these may be sorted. */
typedef struct {
	guint8 *n; /* no more than G_MAXUINT8, which is enough */
	guint64 mask;
} Counts;

static guint64
mix(guint64 a, guint64 b)
{
	guint64 mixed = (a ^ (b * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15))) *
	                G_GUINT64_CONSTANT(0xff51afd7ed558ccd);

	return mixed ^ mixed >> 32;
}

static void
counts_clear(Counts *counts)
{
	g_free(counts->n);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Counts, counts_clear)

static Counts
counts_new(size_t n)
{
	size_t size = 1024;

	while (size < 2 * n)
		size *= 2;
	return (Counts){g_new0(guint8, size), size - 1};
}

static guint
count_of(const Counts *counts, guint64 key)
{
	return counts->n[key & counts->mask];
}

static void
count(const Counts *counts, guint64 key)
{
	guint8 *n = &counts->n[key & counts->mask];

	*n = (guint8)(*n + (*n < G_MAXUINT8));
}

/* The days of the same words at one place stand side by side: what is looked at next is at
 * hand. */
static guint64
key_of(const Told *told, gint64 day)
{
	return mix(told->place, told->saying) + (guint64)day;
}

static gint64
day_of(gint64 date)
{
	return date / INCIDENT_SPAN - (date % INCIDENT_SPAN < 0);
}

static int
compare_dates(const void *a, const void *b)
{
	const Told *x = a, *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return (x->date > y->date) - (x->date < y->date);
}

static int
compare_sayings(const void *a, const void *b)
{
	const Told *x = a, *y = b;

	if (x->place == y->place && x->saying != y->saying)
		return x->saying < y->saying ? -1 : 1;
	return compare_dates(a, b);
}

/* Any span of a day lies within two days of the calendar. */
static bool
may_be_in_one(const Counts *counts, const Told *told)
{
	gint64 day = day_of(told->date);
	guint n = count_of(counts, key_of(told, day));

	return told->saying != 0 &&
	       (n + count_of(counts, key_of(told, day - 1)) >= INCIDENT_ADDRESSES ||
	        n + count_of(counts, key_of(told, day + 1)) >= INCIDENT_ADDRESSES);
}

/* The highest bit tells hosts from domains, which come first.  0 is none. */
#define AT_HOST (G_GUINT64_CONSTANT(1) << 63)

static guint64
place_of(guint64 name, guint64 kind)
{
	return name != 0 ? name >> 1 | kind : 0;
}

/* All bounces that have a date, one after the other, at each of their places.  They are looked
 * at more than once where they lie, which takes as long as to copy what they say, and no
 * memory. */
typedef struct {
	const Row *const *rows;
	size_t n_rows;
	const guint64 *domains; /* of the rows */
	size_t row, event;      /* where it is */
	bool is_at_host;        /* of this one, its host is next */
} Walk;

static bool
walk_on(Walk *walk, Told *told)
{
	while (walk->row < walk->n_rows) {
		const Row *row = walk->rows[walk->row];

		if (walk->event == row->n_events) {
			walk->event = 0;
			walk->row++;
			continue;
		}

		const Event *event = row->events.at[walk->event];
		guint64 domain = event->is_failure ? walk->domains[walk->row] : 0;

		*told = (Told){walk->is_at_host ? place_of(event->host, AT_HOST) : domain,
		               event->saying, event->date, (guint)walk->row, walk->event == 0};
		walk->event += walk->is_at_host;
		walk->is_at_host = !walk->is_at_host;
		if (told->place != 0 && told->date != 0)
			return true;
	}
	return false;
}

/* Those that may be in an incident, by place, words and date. */
static GArray *
choose(const Walk *all, Counts *sayings, Counts *places)
{
	GArray *chosen = g_array_new(FALSE, FALSE, sizeof(Told));
	Told told;

	for (Walk walk = *all; walk_on(&walk, &told);)
		count(sayings, key_of(&told, day_of(told.date)));
	for (Walk walk = *all; walk_on(&walk, &told);) {
		if (!may_be_in_one(sayings, &told))
			continue;
		g_array_append_val(chosen, told);
		count(places, told.place);
	}
	g_array_sort(chosen, compare_sayings);
	return chosen;
}

/* All that happened at the places of those, by place and date. */
static GArray *
choose_places(const Walk *all, const Counts *places)
{
	GArray *chosen = g_array_new(FALSE, FALSE, sizeof(Told));
	Told told;

	for (Walk walk = *all; walk_on(&walk, &told);)
		if (count_of(places, told.place) > 0)
			g_array_append_val(chosen, told);
	g_array_sort(chosen, compare_dates);
	return chosen;
}

/* The first that does not come before place and date. */
static guint
lower_bound(const GArray *sorted, guint64 place, gint64 date)
{
	const Told sought = {.place = place, .date = date};
	guint low = 0, high = sorted->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (compare_dates(&g_array_index(sorted, Told, middle), &sought) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static guint
count_between(const GArray *sorted, const Told *first, const Told *last)
{
	return lower_bound(sorted, last->place, last->date + 1) -
	       lower_bound(sorted, first->place, first->date);
}

/* One place and the same words, by date. */
typedef struct {
	const Told *told;
	guint n;
	const GArray *at_places;
	/* By row; what is counted is all 0 before and after. */
	guint *n_of;
	Incident **incidents;
} Run;

/* The last span of a day that had enough of them, up to this one; n_same is 0 before. */
typedef struct {
	guint last;
	Incident incident;
} Span;

/* Leaves the span of a day: no later one has it.  Returns whether its address has left. */
static bool
leave(const Run *run, guint i, const Span *span)
{
	const Told *told = &run->told[i];
	Incident **incident = &run->incidents[told->row];
	size_t n_before = *incident ? (*incident)->n_same : 0;

	if (told->is_latest && i <= span->last && span->incident.n_same > n_before) {
		g_free(*incident);
		*incident = g_memdup2(&span->incident, sizeof span->incident);
	}
	return --run->n_of[told->row] == 0;
}

static void
find_in_run(const Run *run)
{
	const Told *told = run->told;
	guint n_addresses = 0, first = 0;
	Span span = {0};

	for (guint last = 0; last < run->n; last++) {
		n_addresses += run->n_of[told[last].row]++ == 0;
		for (; told[last].date - told[first].date >= INCIDENT_SPAN; first++)
			n_addresses -= leave(run, first, &span);
		if (n_addresses < INCIDENT_ADDRESSES)
			continue;

		guint n_same = last - first + 1;
		guint n_all = count_between(run->at_places, &told[first], &told[last]);

		if (n_same * INCIDENT_SHARE >= n_all)
			span = (Span){last,
			              {n_same, n_all, told[first].date,
			               (told[first].place & AT_HOST) != 0}};
	}
	for (; first < run->n; first++)
		leave(run, first, &span);
}

static size_t
count_events(const Row *const *rows, size_t n_rows)
{
	size_t n = 0;

	for (size_t i = 0; i < n_rows; i++)
		n += rows[i]->n_events;
	return n;
}

/* As the key has it, in which equal ones are. */
static guint64
domain_of(const Row *row)
{
	const char *at = strrchr(row->key, '@');

	return at && at[1] ? place_of(text_hash_wide(at + 1), 0) : 0;
}

void
incident_find(const Row *const *rows, size_t n_rows, Incident **incidents)
{
	g_autofree guint64 *domains = g_new(guint64, n_rows + 1);
	g_autofree guint *n_of = g_new0(guint, n_rows + 1);
	const Walk all = {.rows = rows, .n_rows = n_rows, .domains = domains};
	const size_t n = 2 * count_events(rows, n_rows);
	g_auto(Counts) sayings = counts_new(n), places = counts_new(n);

	for (size_t i = 0; i < n_rows; i++)
		domains[i] = domain_of(rows[i]);

	g_autoptr(GArray) chosen = choose(&all, &sayings, &places);
	g_autoptr(GArray) at_places = choose_places(&all, &places);
	const Told *told = (const Told *)(const void *)chosen->data;

	for (guint begin = 0, end; begin < chosen->len; begin = end) {
		for (end = begin + 1; end < chosen->len && told[end].place == told[begin].place &&
		                      told[end].saying == told[begin].saying;)
			end++;
		find_in_run(&(Run){told + begin, end - begin, at_places, n_of, incidents});
	}
}
