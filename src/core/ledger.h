/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ledger.h - which messages of the store have been read, and which are to be now
 *
 * Each look at the store is told here: what it found is noted, and comes to be known
 * when the look is settled, or is dropped with it.  Pure.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct Ledger Ledger;

Ledger *ledger_new(void);
void ledger_free(Ledger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_free)

/* Read earlier: this file of a message; is it the only one? */
void ledger_know(Ledger *ledger, const char *message_id, const char *path, bool is_only);

/* The look found this message with these files, NULL-ended.  Is it to be read?  Not
 * when that has been done, or it was found before, and the files are the same. */
bool ledger_find(Ledger *ledger, const char *message_id, const char *const *paths);

/* From now on the look is at all messages that there are, each of which is met. */
void ledger_meet_all(Ledger *ledger);
/* false when it was not known, nor found in this look. */
bool ledger_meet(Ledger *ledger, const char *message_id);

/* Messages known or found: as many as there are, if none has gone. */
guint ledger_n(const Ledger *ledger);

/* End the look.  Returns the set of the Message-IDs whose old reports are no longer
 * true: their files are others, or they were not met.  The caller unrefs. */
GHashTable *ledger_settle(Ledger *ledger);
bool ledger_knows(const Ledger *ledger, const char *message_id);

/* What the look has just found replaces what was known of the message. */
void ledger_unknow(Ledger *ledger, const char *message_id);

/* Know nothing any more.  Returns the set of all Message-IDs that were known, which live as
 * long as the ledger; the caller unrefs. */
GHashTable *ledger_forget(Ledger *ledger);

/* End the look as if it had not been. */
void ledger_drop(Ledger *ledger);
