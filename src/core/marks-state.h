/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * marks-state.h - what marks are made of, for marks.c, which has them in memory, and
 * marks-change.c, which changes them on disk first
 */
#pragma once

#include "core/marks-table.h"
#include "core/marks.h"

struct Marks {
	char *path;
	sqlite3 *db;         /* NULL while there is no file */
	GHashTable *entries; /* a set of MarkEntry; none is MARK_NONE */
	size_t n_ignored;
	guint64 revision; /* of the entries */
	gint64 version;   /* of the file, as another program changes it */
};

/* An empty set for entries. */
GHashTable *marks_new_entries(void);

/* Make the file, where there is none, and open it. */
bool marks_create(Marks *marks, GError **error);

/* message_id is "" for the address; NULL when there is no mark. */
const MarkEntry *marks_find(const Marks *marks, const char *identity, const char *message_id);
