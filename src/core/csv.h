/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * csv.h - cells of comma-separated values (RFC 4180)
 *
 * What a spreadsheet would take for a formula is the same attack in every cell that
 * holds foreign text, so there is one place that disarms it.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* How text is written. */
typedef enum {
	CSV_SAFE, /* with an apostrophe before what a spreadsheet would calculate */
	CSV_RAW,  /* as it is, for programs */
} CsvStyle;

/* Append a cell and the comma behind it; quoted, where it has to be. */
void csv_append(GString *out, const char *text, CsvStyle style);

/* Make the comma behind the last cell of a line the line's end. */
void csv_end_line(GString *out);

/* Does CSV_SAFE write an apostrophe before it?  One more also comes before text that
 * looks as if it had one, so that who reads the cells can take exactly one off. */
bool csv_is_formula(const char *text);
