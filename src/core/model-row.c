/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model-row.h"

#include <string.h>

#include "core/guard-row.h"
#include "core/identity.h"
#include "core/policy.h"
#include "core/saying.h"

/* What the keys of rows with an address begin with; their identity follows. */
#define ADDRESS_KEY "address:"

#define DAY ((gint64)24 * 60 * 60)

/* The world sees the first member. */
typedef struct {
	Event event;
	bool is_gone;
} KeptEvent;

static void
free_event(void *data)
{
	Event *event = data;

	if (event->report)
		bounce_report_unref((BounceReport *)event->report);
	g_free(event);
}

static int
compare_numbers(gint64 a, gint64 b)
{
	return (a > b) - (a < b);
}

bool
model_is_delay(const Event *event)
{
	if (event->to && event->to->action != BOUNCE_ACTION_NONE)
		return event->to->action == BOUNCE_ACTION_DELAYED;
	return event->report && bounce_report_envelope(event->report)->kind == BOUNCE_KIND_DELAY;
}

/* An unknown date is older than all others. */
static gint64
sort_date(const Event *event)
{
	return event->date != 0 ? event->date : G_MININT64;
}

/* Total, so that the order in which reports came does not show. */
static int
compare_events(const void *a, const void *b)
{
	const Event *x = *(const Event *const *)a;
	const Event *y = *(const Event *const *)b;
	int order = x->is_ignored - y->is_ignored;

	if (order == 0)
		order = compare_numbers(sort_date(y), sort_date(x));
	if (order == 0)
		order = model_is_delay(x) - model_is_delay(y);
	if (order == 0)
		order = strcmp(x->path, y->path);
	if (order == 0)
		order = compare_numbers(x->number, y->number);
	/* Recipients of one report, in its order. */
	if (order == 0 && x->report == y->report)
		order = (x->to > y->to) - (x->to < y->to);
	return order;
}

static const char *
title_of(const Event *event)
{
	const char *address = model_event_address(event);

	if (*address)
		return address;
	if (event->report && *bounce_report_envelope(event->report)->subject)
		return bounce_report_envelope(event->report)->subject;
	return event->path;
}

/* Rounds down before 1970 too. */
static gint64
day_of(gint64 date)
{
	return date / DAY - (date % DAY < 0);
}

size_t
model_count_days(const GPtrArray *events, gint64 *first, gint64 *last)
{
	size_t n = 0;

	*first = 0;
	*last = events->len > 0 ? ((const Event *)events->pdata[0])->date : 0;
	for (guint i = 0; i < events->len; i++) {
		const Event *event = events->pdata[i];

		if (event->date == 0 || event->is_ignored)
			break;
		if (i == 0 || day_of(event->date) != day_of(*first))
			n++;
		*first = event->date;
	}
	return n;
}

static size_t
count_events(const Row *row)
{
	size_t n = 0;

	while (n < row->events->len && !((Event *)row->events->pdata[n])->is_ignored)
		n++;
	return n;
}

ModelRow *
model_row_new(const char *key)
{
	ModelRow *row = g_new0(ModelRow, 1);

	row->events = g_ptr_array_new_with_free_func(free_event);
	row->row.key = key;
	row->row.events = row->events;
	row->row.standing.list = "";
	row->row.mark = MARK_UNMARKED;
	row->line = G_MAXSIZE;
	row->is_settled = true;
	return row;
}

void
model_row_free(ModelRow *row)
{
	if (!row)
		return;
	g_ptr_array_unref(row->events);
	g_free(row);
}

/* What was known of the row, and is so no more. */
static void
forget(ModelRow *row)
{
	row->row.standing = (Standing){.list = ""};
	row->is_settled = false;
}

/* A delay says nothing yet. */
static void
note_saying(const ModelRow *row, Event *event)
{
	const char *at = strrchr(row->row.key, '@');

	if (!event->to || model_is_delay(event))
		return;
	event->saying = saying_of(event->to);
	event->domain = saying_place(at ? at + 1 : "");
	event->host = saying_place(event->to->remote_mta);
}

void
model_row_add(ModelRow *row, const Event *event)
{
	KeptEvent *kept = g_new0(KeptEvent, 1);

	kept->event = *event;
	note_saying(row, &kept->event);
	if (event->report)
		bounce_report_ref(event->report);
	g_ptr_array_add(row->events, kept);
	forget(row);
}

size_t
model_row_remove(ModelRow *row, GHashTable *message_ids)
{
	size_t n = 0;

	for (guint i = 0; i < row->events->len; i++) {
		KeptEvent *kept = row->events->pdata[i];

		if (kept->is_gone || !g_hash_table_contains(message_ids, kept->event.message_id))
			continue;
		kept->is_gone = true;
		row->n_gone++;
		n += *model_event_address(&kept->event) != '\0';
		forget(row);
	}
	return n;
}

bool
model_row_is_over(const ModelRow *row)
{
	return row->n_gone == row->events->len;
}

static void
drop_gone(ModelRow *row)
{
	for (guint i = row->events->len; i > 0 && row->n_gone > 0; i--) {
		const KeptEvent *kept = row->events->pdata[i - 1];

		if (kept->is_gone) {
			g_ptr_array_remove_index(row->events, i - 1);
			row->n_gone--;
		}
	}
}

bool
model_row_settle(ModelRow *row)
{
	if (model_row_is_over(row))
		return false;
	if (row->is_settled)
		return true;
	drop_gone(row);
	if (row->events->len > 1)
		g_ptr_array_sort(row->events, compare_events);

	const Event *latest = g_ptr_array_index(row->events, 0);

	row->row.latest = latest;
	row->row.n_events = count_events(&row->row);
	row->row.address = model_event_address(latest);
	row->row.title = title_of(latest);
	if (latest->to)
		row->row.verdict = model_judge(&row->row, latest->to).verdict;
	else
		row->row.verdict = BOUNCE_VERDICT_NONE;
	row->row.n_days = model_count_days(row->events, &row->row.first, &row->row.last);
	row->is_settled = true;
	row->is_marked = false;
	row->alone = guard_row(&row->row);
	row->is_ruled = false;
	row->row.rule = NULL;
	return true;
}

const char *
model_row_text(const char *text, GStringChunk *strings)
{
	return *text ? g_string_chunk_insert_const(strings, text) : "";
}

static bool
ignore_events(ModelRow *row, const char *identity, const MarkLookup *lookup)
{
	bool is_other = false;

	for (guint i = 0; i < row->events->len; i++) {
		Event *event = row->events->pdata[i];
		bool is_ignored = lookup->is_ignored &&
		                  lookup->is_ignored(event->message_id, identity, lookup->user);

		is_other = is_other || is_ignored != event->is_ignored;
		event->is_ignored = is_ignored;
	}
	return is_other;
}

bool
model_row_mark(ModelRow *row, const MarkLookup *lookup, GStringChunk *strings)
{
	const char *identity = model_row_identity(&row->row);
	Mark mark = *identity ? lookup->of(identity, lookup->user) : MARK_UNMARKED;
	bool is_other = *identity && ignore_events(row, identity, lookup);

	if (is_other) {
		row->is_settled = false;
		model_row_settle(row);
	}
	row->is_marked = true;

	const Event *latest = row->row.latest;
	/* A rule may ask for it. */
	row->is_ruled = row->is_ruled && mark.state == row->row.mark.state;
	row->row.mark = (Mark){
		.state = mark.state,
		.by = model_row_text(mark.by, strings),
		.time = mark.time,
		.reason = model_row_text(mark.reason, strings),
		.note = model_row_text(mark.note, strings),
	};
	row->row.is_new = mark.state == MARK_KEEP && latest->to && !latest->is_ignored &&
	                  latest->to->class == BOUNCE_CLASS_HARD && latest->date > mark.time;
	return is_other;
}

char
model_row_letter(const Row *row)
{
	if (row->is_new)
		return MARK_LETTER_NEW;
	if (*policy_proposal(row))
		return MARK_LETTER_RULE;
	return mark_state_letter(row->mark.state);
}

int
model_row_compare(const void *a, const void *b)
{
	const Row *x = &(*(const ModelRow *const *)a)->row;
	const Row *y = &(*(const ModelRow *const *)b)->row;
	int order = compare_numbers((gint64)y->n_events, (gint64)x->n_events);

	if (order == 0)
		order = compare_numbers(y->last, x->last);
	if (order == 0)
		order = strcmp(x->title, y->title);
	return order != 0 ? order : strcmp(x->key, y->key);
}

int
model_row_compare_age(const void *a, const void *b)
{
	const Row *x = &(*(const ModelRow *const *)a)->row;
	const Row *y = &(*(const ModelRow *const *)b)->row;
	int order = compare_numbers(y->last, x->last);

	return order != 0 ? order : strcmp(x->key, y->key);
}

BounceRecipient
model_judge(const Row *row, const BounceRecipient *to)
{
	BounceRecipient judged = *to;

	if (to->verdict == BOUNCE_VERDICT_REMOVE && row->standing.alive != 0) {
		judged.verdict = BOUNCE_VERDICT_LATER;
		judged.held = "there is later mail from the address";
	}
	return judged;
}

const char *
model_event_address(const Event *event)
{
	if (!event->to)
		return "";
	return *event->to->address ? event->to->address : event->to->final_recipient;
}

bool
model_did_fail(const BounceRecipient *to)
{
	switch (to->action) {
	case BOUNCE_ACTION_DELIVERED:
	case BOUNCE_ACTION_RELAYED:
	case BOUNCE_ACTION_EXPANDED:
		return false;
	default:
		return true;
	}
}

void
model_row_key(const Event *event, GString *key)
{
	const char *address = model_event_address(event);

	if (!*address) {
		g_string_printf(key, "file:%u:%s", event->number, event->path);
		return;
	}
	g_string_assign(key, ADDRESS_KEY);
	identity_append(key, address);
}

char *
model_key_of(const char *identity)
{
	return g_strconcat(ADDRESS_KEY, identity, NULL);
}

const char *
model_row_identity(const Row *row)
{
	return g_str_has_prefix(row->key, ADDRESS_KEY) ? row->key + strlen(ADDRESS_KEY) : "";
}
