/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * marks-table.h - marks and the journal of their changes, in the database
 *
 * For marks.c alone, which sees to transactions.  A step of the journal holds each
 * mark that it changed twice, as it was and as it is; to undo or redo it is to write
 * one of these.
 */
#pragma once

#include "core/mark.h"
#include "core/sqlite.h"

/* One mark; message_id is "" when it is of the address.  All strings live and die
 * with it. */
typedef struct {
	const char *identity;
	const char *message_id;
	const char *address; /* as it was written by whoever marked it */
	Mark mark;
} MarkEntry;

MarkEntry *mark_entry_new(const MarkEntry *entry);
guint mark_entry_hash(const void *entry);
gboolean mark_entry_equal(const void *a, const void *b);
/* By identity, then Message-ID; for g_ptr_array_sort(). */
int mark_entry_compare(const void *a, const void *b);

typedef enum { MARKS_BEFORE, MARKS_AFTER } MarksSide;

sqlite3 *marks_table_open(const char *path, GError **error);

/* Add all marks to entries, a set. */
bool marks_table_read(sqlite3 *db, GHashTable *entries, GError **error);

/* Make the marks those of entries; MARK_NONE stands for no mark. */
bool marks_table_write(sqlite3 *db, const GPtrArray *entries, GError **error);

/* Add a step, which makes those that were undone unreachable; both are in the same
 * order. */
bool marks_table_add_step(sqlite3 *db, const GPtrArray *before, const GPtrArray *after,
                          GError **error);

/* The step that is to be undone (MARKS_BEFORE) or redone (MARKS_AFTER), as it makes
 * the marks; and it counts as undone or done from then on.  Empty when there is none. */
GPtrArray *marks_table_take_step(sqlite3 *db, MarksSide side, GError **error);

/* Note that addresses, by their identities, were given to a receiver. */
bool marks_table_stamp(sqlite3 *db, const char *const *identities, const char *receiver,
                       gint64 time, GError **error);
/* When each was given to a receiver, last: identities to gint64, added to times. */
bool marks_table_read_stamps(sqlite3 *db, const char *receiver, GHashTable *times, GError **error);
