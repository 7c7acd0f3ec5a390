/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * columns.h - the columns of the list, at any width
 *
 * Pure arithmetic.  The address has what the others leave; as the list grows
 * narrow they go one by one, and it stays.
 */
#pragma once

typedef enum {
	COLUMN_ADDRESS,
	COLUMN_CLASS,
	COLUMN_CODE,
	COLUMN_COUNT,
	COLUMN_DAYS,
	COLUMN_LAST,
	COLUMN_REASON,
	N_COLUMNS,
} Column;

typedef struct {
	struct {
		int x, width; /* width 0: it is not shown */
	} at[N_COLUMNS];
} Columns;

Columns columns_fit(int width);

const char *columns_title(Column column);
