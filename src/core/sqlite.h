/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sqlite.h - a database of ours that must not get lost
 *
 * What a commit has acknowledged is on the disk.  A file that is damaged, not ours
 * or of a later version of the program is never written to.  Errors have two lines:
 * why, and what to do.
 */
#pragma once

#include "core/sqlite-auto.h"

#include <stdbool.h>

#define SQLITE_ERROR_OURS (sqlite_error_quark())

typedef enum {
	SQLITE_FAULT_DAMAGED,
	SQLITE_FAULT_FOREIGN,   /* not ours, or of a later version */
	SQLITE_FAULT_READ_ONLY, /* or not to be opened at all */
	SQLITE_FAULT_BUSY,
	SQLITE_FAULT_OTHER,
} SqliteFault;

GQuark sqlite_error_quark(void);

typedef struct {
	gint32 application_id;         /* says whose file it is */
	const char *const *migrations; /* SQL that leads from each version to the next */
	int n_migrations;              /* the version that we write */
} SqliteSchema;

/* Open a file that exists, which may be empty, and bring it up to date.  One that
 * cannot be written, or whose folder cannot, is opened for reading. */
sqlite3 *sqlite_open(const char *path, const SqliteSchema *schema, GError **error);

bool sqlite_exec(sqlite3 *db, const char *sql, GError **error);
sqlite3_stmt *sqlite_prepare(sqlite3 *db, const char *sql, GError **error);

/* The text must live until the statement is run. */
void sqlite_bind_text(sqlite3_stmt *statement, int at, const char *text);

/* Run a statement that gives no rows, and make it ready for the next run. */
bool sqlite_run(sqlite3_stmt *statement, GError **error);
/* The next row; false at the end and, with error, when there is no way on. */
bool sqlite_next(sqlite3_stmt *statement, GError **error);
/* Never NULL. */
const char *sqlite_text(sqlite3_stmt *statement, int column);

/* The first column of the first row. */
bool sqlite_number(sqlite3 *db, const char *sql, gint64 *number, GError **error);

/* The file has another name by now, or none: what is written would be lost. */
bool sqlite_was_moved(sqlite3 *db);
