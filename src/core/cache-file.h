/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cache-file.h - which file a cache is, and how it is opened
 */
#pragma once

#include "core/readers.h"
#include "core/sqlite.h"

/* That of a query, in a folder.  The caller frees. */
char *cache_file_path(const char *dir, const StoreQuery *query);

/* A connection to one that exists, which may be empty. */
sqlite3 *cache_file_open(const char *path, GError **error);

/* Nobody may have it open who goes on with another one in its place. */
void cache_file_remove(const char *path);

/* Keep those in the folder that were used last. */
void cache_file_prune(const char *dir);
