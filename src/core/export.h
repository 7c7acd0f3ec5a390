/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export.h - which addresses are given to a receiver, and which are not, and why
 *
 * Given is what is marked to be removed.  What a rule or a file has marked and what is
 * guarded by now is held back; what the receiver could not be told is left out.  Either
 * is told, so that what was marked = given + left out.  Pure; writing is export-file.h.
 */
#pragma once

#include "core/export-format.h"

typedef enum {
	EXPORT_HELD,    /* guarded, and not marked by hand */
	EXPORT_REFUSED, /* the receiver could not be told, or a mail was not to be had */
} ExportWhy;

/* What is not given. */
typedef struct {
	char *address;
	ExportWhy kind;
	char *why; /* one line */
} ExportLeft;

typedef struct {
	const ExportFormat *format;
	CsvStyle style;
	bool shown_only;      /* of what is marked, what the limit lets be seen */
	GHashTable *exported; /* as marks_exported() gives it: leave out what was given since
	                       * it was marked; NULL: nothing */
} ExportOptions;

typedef struct {
	const ExportFormat *format;
	CsvStyle style;
	GPtrArray *rows;      /* of const Row *, to be given, by identity; not to be looked at
	                       * once the model may have changed */
	GPtrArray *addresses; /* the same, of char *, which stay */
	GPtrArray *left;      /* of ExportLeft *, in the same order */
	size_t n_marked;      /* all rows that are */
	size_t n_hidden;      /* marked, but hidden by the limit; they may be in rows, too */
	size_t n_before;      /* given before, and left out for that alone */
	size_t n_refused;     /* of left; the others are held back */
} Export;

Export *export_new(Model *model, const ExportOptions *options);
void export_free(Export *export);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Export, export_free)

/* Take addresses, NULL-ended, out of what is given, as what was to be written of them
 * cannot be. */
void export_refuse(Export *export, const char *const *addresses, const char *why);

/* All that is given, as the receiver wants it; not for a form without append. */
void export_append(GString *out, const Export *export);

/* All that is left out: a line for each, its address and why, safe to be read. */
void export_append_left(GString *out, const Export *export);

/* What is given, NULL-ended, for marks_stamp_export(); the caller
 * frees the array with g_free(). */
const char **export_addresses(const Export *export);

/* By what marks.h knows a receiver: a form, and the list, "" for any. */
char *export_receiver(const ExportFormat *format, const char *list);
