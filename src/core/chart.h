/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chart.h - numbers as pictures of text: bars and sparklines
 *
 * Drawn with block elements in eighths of a cell; cells.h has a stand-in for each
 * where there is only ASCII.  Knows not what is counted.
 */
#pragma once

#include "core/cells.h"

#include <glib.h>

/* Append a bar for n where max fills all cells: never longer than these, and never
 * nothing where n is more than that. */
void chart_bar(GString *out, size_t n, size_t max, size_t cells);

/* In a sparkline: there is nothing to be known. */
#define CHART_GAP G_MAXSIZE

/* Append a column of one cell for each of the numbers, as high as it is to max; a dot
 * for 0, a blank for a gap. */
void chart_spark(GString *out, const size_t *numbers, size_t n_numbers, size_t max);

typedef struct {
	const char *label; /* any text */
	size_t n;
	const size_t *numbers; /* for a sparkline */
	size_t n_numbers;
} ChartRow;

/* A line for each row: its label in a column, its number and a bar for that, or a
 * sparkline of the last of its numbers that have room, where max is the highest column.
 * All are at most width cells wide, and where that is little there is no picture.
 * CELLS_IDENTIFIER in flags when labels are hosts and the like.  The caller unrefs. */
GPtrArray *chart_bars(const ChartRow *rows, size_t n_rows, size_t width, CellsFlags flags);
GPtrArray *chart_sparks(const ChartRow *rows, size_t n_rows, size_t max, size_t width,
                        CellsFlags flags);
