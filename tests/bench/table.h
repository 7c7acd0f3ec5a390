/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * table.h - what was measured, beside what is wanted and what was measured before
 */
#pragma once

#include <glib.h>

typedef enum { AT_LEAST, AT_MOST, NO_TARGET } Target;

typedef struct Table Table;

/* before is a file that table_write() wrote; when it is not there, there was no run. */
Table *table_new(const char *before);
void table_free(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/* Print a line about what was measured, and keep it.  size is that of the store, or ""; name
 * and size together are found again in other runs. */
void table_add(Table *table, const char *size, const char *name, double value, const char *unit,
               Target target, double limit);
/* Print why something was not measured. */
void table_skip(const char *size, const char *name, const char *why);

/* Write all as tab-separated lines, behind what the machine is. */
void table_write(const Table *table, const char *path, GError **error);
