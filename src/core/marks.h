/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * marks.h - which addresses are to be removed or kept, on disk
 *
 * These are decisions of people, which nobody can make anew: what a function
 * acknowledges is on the disk by then, a step is whole or has not been, and each step
 * can be undone.  Several programs may have the same marks open; what others did is
 * seen after marks_reload(), and is never written over by what was read before.
 *
 * Reads are answered from memory.  Errors have two lines: why, and what to do.
 */
#pragma once

#include "core/mark.h"

#define MARKS_ERROR (marks_error_quark())

typedef enum {
	MARKS_ERROR_FILE,   /* it cannot be opened, read or written */
	MARKS_ERROR_CHANGE, /* what shall be marked makes no sense */
} MarksError;

GQuark marks_error_quark(void);

/* Did it fail because another program had the file for itself? */
bool marks_was_busy(const GError *error);

/* Longer than any address, Message-ID or note that is not an attack. */
#define MARK_TEXT_MAX 8192

typedef struct Marks Marks;

/* A mark to be made, of an address or, unless message_id is "", of one of its bounces. */
typedef struct {
	const char *address;
	const char *message_id;
	Mark mark;
} MarkChange;

/* What a step did. */
typedef struct {
	char *address;
	char *message_id;
	MarkState before, after;
} MarkChanged;

/* Those in dir of a mail store, by the path of its database and a name of the user's
 * for it.  Where there are none, nothing is made before something is marked. */
Marks *marks_open(const char *dir, const char *profile, const char *database, GError **error);
/* The user's own: under $XDG_DATA_HOME, by $NOTMUCH_PROFILE.  Those of a mailbox (see
 * mailbox.h) are by its path, and outlive the cache. */
Marks *marks_open_users(const char *database, GError **error);
void marks_free(Marks *marks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Marks, marks_free)

/* The file; it need not be there. */
const char *marks_path(const Marks *marks);

/* Strings live until the next change or reload.  identity is of identity.h. */
Mark marks_get(const Marks *marks, const char *identity);
bool marks_is_ignored(const Marks *marks, const char *message_id, const char *identity);
/* For a model; it must not be used after the next change or reload. */
MarkLookup marks_lookup(const Marks *marks);

/* All marks, as changes that would make them anew, sorted by identity; the caller
 * unrefs, and the strings live as those of marks_get(). */
GPtrArray *marks_list(const Marks *marks);

/* Each of these is one step, and gives what it changed: of MarkChanged, to be
 * unreffed; empty when nothing had to be, NULL with error when nothing was.  Changes
 * of which mark_may_replace() says no are left out; of two to one address the last
 * counts. */
GPtrArray *marks_set_many(Marks *marks, const MarkChange *changes, size_t n, GError **error);
GPtrArray *marks_undo(Marks *marks, GError **error);
GPtrArray *marks_redo(Marks *marks, GError **error);

/* Another program has marked since we looked. */
bool marks_changed_elsewhere(const Marks *marks);
bool marks_reload(Marks *marks, GError **error);

/* Keep in mind that addresses (NULL-ended) were given to a receiver of lists; this is
 * no step. */
bool marks_stamp_export(Marks *marks, const char *const *addresses, const char *receiver,
                        gint64 time, GError **error);
/* When each address was last given to a receiver: identities to gint64, both the
 * table's; the caller unrefs.  NULL with error. */
GHashTable *marks_exported(const Marks *marks, const char *receiver, GError **error);
