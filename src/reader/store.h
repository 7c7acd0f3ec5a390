/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store.h - the user's mail index, as messages that match a query
 *
 * Opens what notmuch would open, read only.  Gives out ids, dates and file
 * names, never a notmuch type; reads no mail, not even through libnotmuch.
 * Text may be any bytes.  Errors are READERS_ERROR: one line why, a newline, one
 * line what to do.
 */
#pragma once

#include <bounce/kb.h>

#include <glib.h>
#include <stdbool.h>

#include "core/wire.h"

typedef struct Store Store;

/* config "" leaves the choice to notmuch. */
Store *store_open(const char *config, GError **error);
void store_free(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_free)

/* Lives as long as the Store. */
typedef struct {
	const char *database;
	const char *query; /* as it was sent to Xapian, but the built-in part by its name */
	guint64 n_matching;
	guint64 n_messages; /* in the whole database */
	char **settings;    /* see core/setting.h; patterns of bounces.verp are all good */
	const char *uuid;   /* of the index, and ... */
	guint64 revision;   /* ... its latest */
	guint64 written;    /* see core/readers.h */
	guint64 n_entries;  /* that store_next() will give */
	/* Where nothing matches, what the other bases would find without terms. */
	guint64 n_wide, n_tagged;
} StoreAnswer;

typedef struct {
	StoreBase base;
	const char *const *terms; /* NULL-ended */
	bool is_sexp;             /* they are S-expressions */
	bool exclude;             /* without what search.exclude_tags names */
	/* Give only what changed since this revision; all, when uuid is another's. */
	const char *uuid;
	guint64 revision;
	guint64 n_messages, n_matching; /* what there was then; see core/readers.h, ... */
	guint64 written;                /* ... also of when that was */
	bool ids_only;                  /* give no file names: finding them is slow */
	bool newest;                    /* give some that came last, and count nothing */
	unsigned slice, n_slices;       /* give this part of all, from 0; 0 and 0 is all */
} StoreAsked;

/* Look for bounces that match the terms.  Bounces are, unless another base is asked for,
 * what the key bounces.query finds, or a saved query of the name "bounces", or all that
 * looks so to the knowledge base.  Once for a Store. */
const StoreAnswer *store_ask(Store *store, const BounceNoticeInfo *notice, const StoreAsked *asked,
                             GError **error);

/* Lives until the next call. */
typedef struct {
	const char *message_id;
	gint64 date;            /* Unix seconds */
	const GPtrArray *paths; /* of const char *: every file of the message, unless ids_only */
} StoreEntry;

/* The next message that matches, newest first.  false at the end and, with error,
 * when the index can be read no further.  An index that changes meanwhile may
 * also just end early: compare with n_entries. */
bool store_next(Store *store, StoreEntry *entry, GError **error);

/* What the index knows of a mail; any bytes.  Lives for the call. */
typedef struct {
	const char *message_id;
	const char *from, *subject; /* the header fields, decoded */
	gint64 date;
} StoreMail;

/* The name of the index, which lives as long as the Store, and its latest revision. */
guint64 store_revision(const Store *store, const char **uuid);

/* How much mail a query finds, as store_find() does; G_MAXUINT when it cannot be told. */
unsigned store_count(Store *store, const char *query);

typedef void (*StoreVisit)(const StoreMail *mail, void *user);

/* Visit all mail that a query finds, newest first, but for what
 * search.exclude_tags names.  false with error when that was not all. */
bool store_find(Store *store, const char *query, StoreVisit visit, void *user, GError **error);
