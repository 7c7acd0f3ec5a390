/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export-format.h - the forms in which list managers and others take addresses
 *
 * One row a form, in export-format.c.  A row says what a receiver does with the file,
 * what it could not be told, and how an address is written: as it stands, but for the case
 * of letters where a receiver would not find it.  Pure.
 */
#pragma once

#include "core/csv.h"
#include "core/model.h"

#include <glib.h>
#include <stdbool.h>

typedef struct {
	const char *name;
	const char *extension; /* of a file, without a dot */
	const char *summary;   /* what it is, on one line */
	/* What a person runs or does with it, and never we: LIST and FILE stand for the
	 * list's name and the file. */
	const char *command;
	/* Why the receiver would not take the address as it stands; NULL when it does. */
	const char *(*refuse)(const char *address);
	/* Append a row; NULL for the mails themselves (export-mail.h). */
	void (*append)(GString *out, const Row *row, CsvStyle style);
	void (*begin)(GString *out); /* before the first row; may be NULL */
	const char *between;         /* rows */
	/* Around as many rows as the receiver takes at once, which is all when it is 0. */
	const char *head, *tail;
	size_t n_at_once;
} ExportFormat;

/* The i-th, from 0 on; NULL behind the last. */
const ExportFormat *export_format(size_t i);
/* NULL when no form is called so. */
const ExportFormat *export_format_find(const char *name);
/* All names, NULL-ended; the caller frees the array with g_free(). */
const char **export_format_names(void);

/* What a person runs, with both names quoted for a shell; "" leaves LIST or FILE as
 * they are.  The caller frees. */
char *export_format_command(const ExportFormat *format, const char *list, const char *file);
