/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cache-writer.h - a thread that writes what a cache is to keep
 *
 * So that nobody who presses a key waits for the disk.  It writes in the order in which it
 * is told, with a connection of its own, some rows in each transaction.  When it cannot it
 * writes nothing any more, and tells nobody.  All calls come from one thread, which waits
 * when it is far ahead.
 */
#pragma once

#include <bounce/report.h>

#include <stdbool.h>

/* Statements, which take of a task what they have use for. */
typedef enum {
	CACHE_ADD,
	CACHE_REMOVE,
	CACHE_KEEP_STANDING,
	CACHE_DROP_STANDING,
	CACHE_SETTLE,
	CACHE_CLEAR_FILES,
	CACHE_CLEAR_STANDINGS,
	CACHE_CLEAR_STORE,
	N_CACHE_TASKS,
} CacheTaskType;

typedef struct {
	CacheTaskType type;
	const char *key;            /* a Message-ID, or that of a row; NULL is none */
	const void *text;           /* a path, a list, or what the store answered, which is bytes */
	size_t len;                 /* of that */
	gint64 date;                /* of the message; when the address was alive */
	int choice;                 /* is it the only file?  a Proof */
	const BounceReport *report; /* or NULL */
} CacheTask;

typedef struct CacheWriter CacheWriter;

/* Each row gets the stamp.  NULL when there is no thread to be had, or SQLite is built for
 * one alone. */
CacheWriter *cache_writer_new(const char *path, gint64 stamp);

/* When all has been written; false when the database is damaged. */
bool cache_writer_free(CacheWriter *writer);

/* Takes a reference to the report, and copies the texts. */
void cache_writer_put(CacheWriter *writer, const CacheTask *task);
/* Write all until here, without waiting for more. */
void cache_writer_flush(CacheWriter *writer);

/* Write nothing any more. */
void cache_writer_give_up(CacheWriter *writer);
