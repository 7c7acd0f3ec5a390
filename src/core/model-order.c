/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model-order.h"

#include <string.h>

/* What a row is sorted by, looked up once and not at each comparison. */
typedef struct {
	gint64 number;
	const char *text; /* decides where numbers are equal */
	bool is_absent;
	ModelRow *row;
} Place;

typedef void (*FindPlace)(const Row *row, Place *place);

#define X(value, name, is_descending) name,
static const char *const sort_names[] = {SORT_KEYS(X) NULL};
#undef X

#define X(value, name, is_descending) is_descending,
static const bool descends[] = {SORT_KEYS(X)};
#undef X

const char *const *
model_sort_names(void)
{
	return sort_names;
}

bool
model_sort_descends(SortKey by)
{
	g_return_val_if_fail(by < N_SORT_KEYS, false);

	return descends[by];
}

static void
find_count(const Row *row, Place *place)
{
	place->number = (gint64)row->n_events;
}

static void
find_days(const Row *row, Place *place)
{
	place->number = (gint64)row->n_days;
}

static void
find_last(const Row *row, Place *place)
{
	place->number = row->last;
	place->is_absent = row->last == 0;
}

static void
find_first(const Row *row, Place *place)
{
	place->number = row->first;
	place->is_absent = row->first == 0;
}

/* The key holds the address as addresses compare. */
static void
find_address(const Row *row, Place *place)
{
	place->text = row->key;
}

static void
find_domain(const Row *row, Place *place)
{
	const char *at = strrchr(row->key, '@');

	place->is_absent = !*row->address || !at;
	if (!place->is_absent)
		place->text = at + 1;
}

static void
find_code(const Row *row, Place *place)
{
	BounceStatus status = row->latest->to ? row->latest->to->status : BOUNCE_STATUS_NONE;

	place->number = (gint64)status.class << 32 | (gint64)status.subject << 16 | status.detail;
	place->is_absent = !bounce_status_is_set(status);
}

static void
find_reason(const Row *row, Place *place)
{
	place->is_absent = !row->latest->to || g_str_equal(row->latest->to->reason, "unknown");
	if (!place->is_absent)
		place->text = row->latest->to->reason;
}

static const FindPlace finders[N_SORT_KEYS] = {
	[SORT_COUNT] = find_count, [SORT_DAYS] = find_days,       [SORT_LAST] = find_last,
	[SORT_FIRST] = find_first, [SORT_ADDRESS] = find_address, [SORT_DOMAIN] = find_domain,
	[SORT_CODE] = find_code,   [SORT_REASON] = find_reason,
};

static int
compare_places(const void *a, const void *b, void *user)
{
	const Place *x = a, *y = b;
	const bool *is_descending = user;
	int order = x->is_absent - y->is_absent;

	if (order != 0)
		return order;
	order = (x->number > y->number) - (x->number < y->number);
	if (order == 0)
		order = strcmp(x->text, y->text);
	return *is_descending ? -order : order;
}

GPtrArray *
model_order(const GPtrArray *rows, SortKey by, bool reversed)
{
	bool is_descending = descends[by] != reversed;

	/* So they come. */
	if (by == SORT_COUNT && is_descending)
		return g_ptr_array_copy((GPtrArray *)rows, NULL, NULL);

	g_autoptr(GArray) places = g_array_sized_new(FALSE, FALSE, sizeof(Place), rows->len);
	GPtrArray *ordered = g_ptr_array_sized_new(rows->len);

	for (guint i = 0; i < rows->len; i++) {
		Place place = {.text = "", .row = rows->pdata[i]};

		finders[by](&place.row->row, &place);
		g_array_append_val(places, place);
	}
	/* Stable, as GLib promises. */
	g_array_sort_with_data(places, compare_places, &is_descending);
	for (guint i = 0; i < places->len; i++)
		g_ptr_array_add(ordered, g_array_index(places, Place, i).row);
	return ordered;
}

/* The usual order, but for its ties. */
typedef struct {
	guint n_events;
	gint64 last;
	ModelRow *row;
} UsualPlace;

static int
compare_usual_places(const void *a, const void *b)
{
	const UsualPlace *x = a, *y = b;

	if (x->n_events != y->n_events)
		return x->n_events > y->n_events ? -1 : 1;
	if (x->last != y->last)
		return x->last > y->last ? -1 : 1;
	return model_row_compare(&x->row, &y->row);
}

void
model_order_usually(GPtrArray *rows)
{
	g_autoptr(GArray) ordered = g_array_sized_new(FALSE, FALSE, sizeof(UsualPlace), rows->len);
	g_autoptr(GArray) loose = g_array_new(FALSE, FALSE, sizeof(UsualPlace));
	guint n = 0, o = 0, l = 0;

	for (guint i = 0; i < rows->len; i++) {
		const Row *row = &((ModelRow *)rows->pdata[i])->row;
		const UsualPlace place = {row->n_events, row->last, rows->pdata[i]};
		const UsualPlace *before = (const UsualPlace *)(void *)ordered->data + ordered->len;
		bool follows = ordered->len == 0 || compare_usual_places(before - 1, &place) <= 0;

		g_array_append_val(follows ? ordered : loose, place);
	}
	g_array_sort(loose, compare_usual_places);
	while (o < ordered->len || l < loose->len) {
		const UsualPlace *x = &g_array_index(ordered, UsualPlace, o);
		const UsualPlace *y = &g_array_index(loose, UsualPlace, l);
		bool is_first =
			l == loose->len || (o < ordered->len && compare_usual_places(x, y) <= 0);

		rows->pdata[n++] = is_first ? x->row : y->row;
		o += is_first;
		l += !is_first;
	}
}
