/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model-row.h - the events of one row, and what they come to
 *
 * For model.c alone.  Knows neither other rows nor lines, but where the row
 * stands is kept here for the model.
 */
#pragma once

#include "core/model.h"

typedef struct {
	Row row;        /* what the world sees; its key is borrowed, its events are owned, each
	                 * with a reference to its report */
	guint n_gone;   /* of the events: they go when the row is settled */
	GuardSet alone; /* what guards it by its latest bounce */
	guint line;     /* that shows it, or its folded group; G_MAXUINT is none */
	/* Of the latest bounce when it was settled, for those who look at all rows. */
	BounceClass class;
	BounceFault fault;
	bool has_recipient : 1;
	bool has_address : 1;
	bool is_settled : 1;   /* row, alone and the order of events are up to date */
	bool is_grouped : 1;   /* its group is that of its latest bounce */
	bool is_changed : 1;   /* it is among those that are to be listed anew */
	bool is_listed : 1;    /* it was there at the last refresh */
	bool is_hidden : 1;    /* the limit does not let it be seen */
	bool is_marked : 1;    /* mark, and what is ignored, are up to date */
	bool is_asked : 1;     /* is_protected is up to date */
	bool is_protected : 1; /* see guarding.h */
	bool is_ruled : 1;     /* the rule that fits it is up to date */
} ModelRow;

ModelRow *model_row_new(const char *key);
void model_row_free(ModelRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ModelRow, model_row_free)

/* Copy an event in; its strings are borrowed. */
void model_row_add(ModelRow *row, const Event *event);

/* Have the events with these Message-IDs, a set, go.  Returns how many of them have
 * an address. */
size_t model_row_remove(ModelRow *row, GHashTable *message_ids);

/* All events are to go. */
bool model_row_is_over(const ModelRow *row);

/* Sort the events and fill in the row.  What is over stays as it is, as lines may
 * still show it, and gives false. */
bool model_row_settle(ModelRow *row);

/* Give it the incident that its latest bounce is in, or NULL. */
void model_row_set_incident(ModelRow *row, Incident *incident);

/* Look up the mark of a settled row, and what is ignored of it, which it is settled
 * without; true when that is something else than before.  Text is kept in strings. */
bool model_row_mark(ModelRow *row, const MarkLookup *lookup, GStringChunk *strings);

/* The text, kept once in strings. */
const char *model_row_text(const char *text, GStringChunk *strings);

/* Rows in the order of the list, for g_ptr_array_sort(). */
int model_row_compare(const void *a, const void *b);

/* Rows by their latest bounce, the newest first. */
int model_row_compare_age(const void *a, const void *b);

/* The different days, in UTC, of events that are sorted as those of a row are, those that
 * are ignored or have no date left out; and when the first and the last of them were. */
guint model_count_days(const Events *events, gint64 *first, gint64 *last);

/* Is delivery still being tried? */
bool model_is_delay(const Event *event);

/* The address that failed, or "". */
const char *model_event_address(const Event *event);

/* What tells its row from all others, in the place of what key holds. */
void model_row_key(const Event *event, GString *key);

/* Is the recipient one of those that a list shows? */
bool model_did_fail(const BounceRecipient *to);
