/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cache-reader.h - a thread that reads all that a cache holds
 *
 * So that the model takes in some rows while others are read.  For cache.c alone, which
 * lends it a connection.  All calls come from one thread.
 */
#pragma once

#include "core/cache.h"
#include "core/sqlite.h"

typedef struct CacheReader CacheReader;

/* Nobody else makes use of the connection until it is freed.  NULL when the database is not
 * as we would have written it. */
CacheReader *cache_reader_new(sqlite3 *db, gint64 stamp, GError **error);
/* Reads no more.  NULL is none. */
void cache_reader_free(CacheReader *reader);

/* See cache_next() and cache_wait(); the thread begins with the first of these. */
void cache_reader_next(CacheReader *reader, Cached *next);
void cache_reader_wait(CacheReader *reader);
bool cache_reader_has_next(CacheReader *reader);

/* Why it came to an end before the last row; NULL when it did not. */
const GError *cache_reader_error(const CacheReader *reader);
