/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model-row.h"

#include <string.h>

#include "core/guard-row.h"
#include "core/identity.h"
#include "core/policy.h"

/* What the keys of rows with an address begin with; their identity follows. */
#define ADDRESS_KEY "address:"

#define DAY ((gint64)24 * 60 * 60)

static const Mark unmarked = {MARK_NONE, "", 0, "", ""};

/* They are the row's own. */
static Event *
nth_event(const ModelRow *row, guint i)
{
	return (Event *)row->row.events.at[i];
}

static void
free_event(Event *event)
{
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
compare_events(const void *a, const void *b, void *user)
{
	(void)user;

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

guint
model_count_days(const Events *events, gint64 *first, gint64 *last)
{
	guint n = 0;

	*first = 0;
	*last = events->n > 0 ? events->at[0]->date : 0;
	for (guint i = 0; i < events->n; i++) {
		const Event *event = events->at[i];

		if (event->date == 0 || event->is_ignored)
			break;
		if (i == 0 || day_of(event->date) != day_of(*first))
			n++;
		*first = event->date;
	}
	return n;
}

static guint
count_events(const Events *events)
{
	guint n = 0;

	while (n < events->n && !events->at[n]->is_ignored)
		n++;
	return n;
}

ModelRow *
model_row_new(const char *key)
{
	ModelRow *row = g_new0(ModelRow, 1);

	row->row.key = key;
	row->row.standing.list = "";
	row->row.mark = &unmarked;
	row->line = G_MAXUINT;
	row->is_settled = true;
	return row;
}

/* Most rows have one event, and no array of them, but latest is it. */
static bool
has_array(const ModelRow *row)
{
	return row->row.events.at && row->row.events.at != &row->row.latest;
}

static void
free_array(ModelRow *row)
{
	if (has_array(row))
		g_free((void *)row->row.events.at);
}

/* For twice as many events as there are. */
static void
make_room(ModelRow *row)
{
	Events *events = &row->row.events;
	const Event **array = events->n > 0 ? g_new(const Event *, 2 * events->n) : NULL;

	if (array)
		memcpy(array, events->at, events->n * sizeof *array);
	free_array(row);
	events->at = array ? array : &row->row.latest;
}

static void
clear_mark(ModelRow *row)
{
	if (row->row.mark != &unmarked)
		g_free((Mark *)row->row.mark);
	row->row.mark = &unmarked;
}

void
model_row_free(ModelRow *row)
{
	if (!row)
		return;
	for (guint i = 0; i < row->row.events.n; i++)
		free_event(nth_event(row, i));
	free_array(row);
	clear_mark(row);
	g_free((Incident *)row->row.incident);
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
note_saying(Event *event)
{
	event->is_failure = event->to && !model_is_delay(event);
	if (!event->is_failure)
		return;
	event->saying = event->to->saying;
	event->host = event->to->host;
}

void
model_row_add(ModelRow *row, const Event *event)
{
	Event *kept = g_memdup2(event, sizeof *event);
	Events *events = &row->row.events;

	note_saying(kept);
	if (event->report)
		bounce_report_ref(event->report);
	/* There is for as many as the next power of two. */
	if ((events->n & (events->n - 1)) == 0)
		make_room(row);
	((const Event **)events->at)[events->n++] = kept;
	forget(row);
}

size_t
model_row_remove(ModelRow *row, GHashTable *message_ids)
{
	size_t n = 0;

	for (guint i = 0; i < row->row.events.n; i++) {
		Event *event = nth_event(row, i);

		if (event->is_gone || !g_hash_table_contains(message_ids, event->message_id))
			continue;
		event->is_gone = true;
		row->n_gone++;
		n += *model_event_address(event) != '\0';
		forget(row);
	}
	return n;
}

bool
model_row_is_over(const ModelRow *row)
{
	return row->n_gone == row->row.events.n;
}

static void
drop_gone(ModelRow *row)
{
	Events *events = &row->row.events;
	const Event **array = (const Event **)events->at;
	guint n = 0;

	if (row->n_gone == 0)
		return;
	for (guint i = 0; i < events->n; i++) {
		if (array[i]->is_gone)
			free_event(nth_event(row, i));
		else
			array[n++] = array[i];
	}
	events->n = n;
	row->n_gone = 0;
}

bool
model_row_settle(ModelRow *row)
{
	Events *events = &row->row.events;

	if (model_row_is_over(row))
		return false;
	if (row->is_settled)
		return true;
	drop_gone(row);
	if (events->n > 1)
		g_qsort_with_data(events->at, (gint)events->n, sizeof *events->at, compare_events,
		                  NULL);

	const Event *latest = events->at[0];

	row->row.latest = latest;
	row->row.n_events = count_events(events);
	row->row.address = model_event_address(latest);
	row->row.title = title_of(latest);
	row->row.verdict = BOUNCE_VERDICT_NONE;
	row->has_address = *row->row.address != '\0';
	row->has_recipient = latest->to != NULL;
	if (latest->to) {
		row->row.verdict = model_judge(&row->row, latest->to).verdict;
		row->class = latest->to->class;
		row->fault = latest->to->fault;
	}
	row->row.n_days = model_count_days(events, &row->row.first, &row->row.last);
	row->is_settled = true;
	row->is_grouped = false;
	row->is_marked = false;
	row->alone = guard_row(&row->row);
	row->is_ruled = false;
	row->row.rule = NULL;
	return true;
}

void
model_row_set_incident(ModelRow *row, Incident *incident)
{
	g_free((Incident *)row->row.incident);
	row->row.incident = incident;
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

	for (guint i = 0; i < row->row.events.n; i++) {
		Event *event = nth_event(row, i);
		bool is_ignored = lookup->is_ignored &&
		                  lookup->is_ignored(event->message_id, identity, lookup->user);

		is_other = is_other || is_ignored != event->is_ignored;
		event->is_ignored = is_ignored;
	}
	return is_other;
}

/* Few are marked. */
static void
set_mark(ModelRow *row, const Mark *mark, GStringChunk *strings)
{
	clear_mark(row);
	if (mark->state == MARK_NONE)
		return;

	Mark *kept = g_memdup2(mark, sizeof *mark);

	kept->by = model_row_text(mark->by, strings);
	kept->reason = model_row_text(mark->reason, strings);
	kept->note = model_row_text(mark->note, strings);
	row->row.mark = kept;
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
	row->is_ruled = row->is_ruled && mark.state == row->row.mark->state;
	set_mark(row, &mark, strings);
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
	return mark_state_letter(row->mark->state);
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
