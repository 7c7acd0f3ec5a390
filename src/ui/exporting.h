/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * exporting.h - writing what is marked remove for a list manager
 *
 * Asks for a file, writes it, notes in the marks that it was written, and shows what
 * to do with it.  One at a time.
 */
#pragma once

#include "core/export.h"
#include "ui/browser.h"

/* Of which addresses.
 *
 *      value, words */
#define EXPORT_SCOPES(X)                                                                           \
	X(ALL, "all that are marked")                                                              \
	X(SHOWN, "those of them that are shown")                                                   \
	X(NEW, "those not yet given in this form")

#define X(value, words) EXPORT_##value,
typedef enum { EXPORT_SCOPES(X) N_EXPORT_SCOPES } ExportScope;
#undef X

typedef struct Exporting Exporting;

/* The browser owns it. */
Exporting *exporting_new(Browser *browser);
void exporting_free(Exporting *exporting);

/* Show the forms. */
void exporting_open(Exporting *exporting);

/* What would be written; the caller frees. */
Export *exporting_plan(const Exporting *exporting, const ExportFormat *format, ExportScope scope);

/* Ask for the file, and write it. */
void exporting_ask(Exporting *exporting, const ExportFormat *format, ExportScope scope);

/* What follows ":w": a file, with a form before it unless it shall be plain; false when there
 * is a form and no file. */
bool exporting_run_line(Exporting *exporting, const char *line);
/* What such a line can become up to at; as filter_complete(). */
char **exporting_complete(const char *line, size_t at, size_t *begin);

/* Mail is being fetched. */
bool exporting_is_busy(const Exporting *exporting);
/* Stop that; false when there is nothing to stop. */
bool exporting_cancel(Exporting *exporting);
