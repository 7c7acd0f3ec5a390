/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * selection.h - which addresses a command is about
 *
 * One rule: those that are selected; else, on a group's line, those of the group; else
 * the one under the cursor.  Of all only those that are shown.
 */
#pragma once

#include "core/model.h"

#include <glib.h>

typedef struct {
	bool is_all;  /* all that are shown */
	char *anchor; /* the other end of a range, by its key; NULL when there is none */
	/* The ends of the range before, by their keys; or NULL. */
	char *last_anchor, *last_at;
} Selection;

/* Forget all of it. */
void selection_clear(Selection *selection);
/* Nothing is selected any more; a range, whose other end is the line with this key, is
 * remembered. */
void selection_end(Selection *selection, const char *key);
bool selection_is_on(const Selection *selection);

/* Begin a range at the line with this key, or end it when there is one. */
void selection_toggle_range(Selection *selection, const char *key);

/* Where to go from the line with this key to have the ends of the range swapped, or the
 * last range again: the key of a line, which the caller frees; or NULL. */
char *selection_swap(Selection *selection, const char *key);
char *selection_again(Selection *selection);

/* Is the line selected, when the cursor is on line at?  Lines of groups never are. */
bool selection_holds(const Selection *selection, const Model *model, size_t line, size_t at);

/* The keys of the rows with an address that a command at line at is about, NULL-ended,
 * which outlive the rows.  The caller unrefs. */
GPtrArray *selection_targets(const Selection *selection, const Model *model, size_t at);

/* The same of all rows that are selected, with an address or without. */
GPtrArray *selection_rows(const Selection *selection, const Model *model, size_t at);
