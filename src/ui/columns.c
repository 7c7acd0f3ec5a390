/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * columns.c - the columns of the list, at any width
 */
#include "ui/columns.h"

#include <glib.h>

/* Room for the cursor, the mark and a blank. */
#define INDENT 3

/* "user unknown" fits; on 80 columns "refused by policy" does too. */
#define REASON_MIN 12
#define REASON_MAX 40
#define REASON_AT_80 17

/* Each is shown from a width of the list on, so that the address keeps more
 * than twenty cells for as long as it can. */
static const struct {
	const char *title;
	int gap;
	int width;
	int from;
} columns[] = {
	[COLUMN_ADDRESS] = {"ADDRESS", 0, 0, 0},
	[COLUMN_CLASS] = {"", 1, 1, 30},
	[COLUMN_CODE] = {"CODE", 1, 7, 27},
	[COLUMN_COUNT] = {"N", 0, 4, 36},
	[COLUMN_DAYS] = {"DAYS", 1, 4, 46},
	[COLUMN_LAST] = {"LAST", 1, 6, 54},
	[COLUMN_REASON] = {"REASON", 1, REASON_MIN, 66},
};

Columns
columns_fit(int width)
{
	Columns fit = {0};
	int end = width;

	/* From the right, the address taking what is left. */
	for (int i = N_COLUMNS - 1; i > COLUMN_ADDRESS; i--) {
		int wide = columns[i].width;

		if (width < columns[i].from)
			continue;
		if (i == COLUMN_REASON)
			wide = CLAMP(width - 80 + REASON_AT_80, REASON_MIN, REASON_MAX);
		fit.at[i].x = end - wide;
		fit.at[i].width = wide;
		end -= wide + columns[i].gap;
	}

	fit.at[COLUMN_ADDRESS].x = MIN(INDENT, MAX(end - 1, 0));
	fit.at[COLUMN_ADDRESS].width = end - fit.at[COLUMN_ADDRESS].x;
	return fit;
}

const char *
columns_title(Column column)
{
	g_return_val_if_fail(column < N_COLUMNS, "");
	return columns[column].title;
}
