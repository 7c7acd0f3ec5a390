/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cache.h - what was read once, so that it need not be read again
 *
 * One file for each thing that is asked of a store.  Nothing that cannot be read anew is
 * in it: it may be deleted at any time, one that is damaged is, and where none can be
 * had all goes on without.  A report is good for the program and the knowledge that it
 * was read by; see stamp.h.  Several programs may use one at a time: each writes what
 * was true when it wrote, and who finds another one writing does so no more.
 *
 * Knows neither the store nor what has changed in it.
 */
#pragma once

#include <stdbool.h>

#include "core/model.h"
#include "core/readers.h"

/* Where those of the user are: under $XDG_CACHE_HOME.  The caller frees. */
char *cache_users_dir(void);

typedef struct Cache Cache;

/* Is there one of that query, as a file that may yet be of no use? */
bool cache_is_there(const char *dir, const StoreQuery *query);

/* The cache of a query to the store that its config chooses, or notmuch, in a folder.
 * NULL when none can be had, as in a folder that others may write to.  What is no file
 * of ours in its place, a link above all, is taken away. */
Cache *cache_open(const char *dir, const StoreQuery *query, gint64 stamp);
/* When all has been written that was added.  NULL is none. */
void cache_free(Cache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cache, cache_free)

/* What the store answered when all of that had been read that is in the cache now; NULL
 * when there is no such time.  Lives until the next cache_settle(). */
const StoreInfo *cache_store(const Cache *cache);

typedef enum {
	CACHED_FILE,     /* of a message */
	CACHED_STANDING, /* what was found out about a row */
	CACHED_LATER,    /* what comes next has not been read yet */
	CACHED_NOTHING,  /* that would come next */
} CachedType;

/* Text and report live until the next call; what is not ours, UTF-8, does not come, as if it
 * had not been read. */
typedef struct {
	CachedType type;
	Origin origin;              /* of a file */
	const BounceReport *report; /* ... and what was read; NULL when it is to be, (again) */
	const char *key;            /* of a row */
	Standing standing;          /* ... and what was found out */
} Cached;

/* The newest CACHE_PAGE files, then all others in any order, then what was found out, as a
 * thread of its own reads them (cache-reader.h).  Not what is added meanwhile. */
#define CACHE_PAGE 100
void cache_next(Cache *cache, Cached *next);

/* Until that would not give CACHED_LATER. */
void cache_wait(Cache *cache);
/* Would it?  When something comes, the default main context wakes up. */
bool cache_has_next(const Cache *cache);

/* All of these are written later, in this order, by a thread of its own
 * (cache-writer.h). */

/* A file was read, or, when report is NULL, could not be. */
void cache_add(Cache *cache, const Origin *origin, const BounceReport *report);
/* The messages with these Message-IDs, a set, are no longer there, or have other files. */
void cache_remove(Cache *cache, GHashTable *message_ids);
void cache_keep_standing(Cache *cache, const char *key, const Standing *standing);
void cache_drop_standing(Cache *cache, const char *key);

/* All of this has been read. */
void cache_settle(Cache *cache, const StoreInfo *store);

/* What it holds was read in another light. */
void cache_clear(Cache *cache);
