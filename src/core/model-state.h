/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model-state.h - what a model is made of
 *
 * model.c makes lines of the rows, model-add.c rows of the reports, and model-guards.c
 * says what guards them.
 */
#pragma once

#include "core/model-files.h"
#include "core/model-groups.h"
#include "core/model-limit.h"

struct Model {
	GHashTable *rows; /* key -> ModelRow; owns the rows */
	ModelFiles *files;
	bool takes_others;
	GPtrArray *changed; /* rows that are to be listed anew; borrowed */
	/* Rows of the last refresh, borrowed: in the order in which they came, and so in that
	 * in which they lie in memory, for who looks at all. */
	GPtrArray *listed;
	GPtrArray *usual;   /* the same, in the usual order */
	GPtrArray *ordered; /* the same, as they are sorted */
	GStringChunk *strings;
	GString *key; /* of the row that an event belongs to */
	ModelGroups *groups;
	GArray *lines;      /* of ModelLine */
	size_t most_events; /* of a group that is shown */
	ModelLimit limit;
	SortKey sort;
	bool sort_reversed;
	ModelCounts counts;
	guint64 revision;
	guint64 marks;      /* the revision of those that rows have, if ... */
	bool is_marked;     /* ... all have their marks */
	Guarding *guarding; /* by which rows are guarded; or NULL */
	bool is_guarded;    /* what guards them is up to date */
	Policy *policy;     /* whose rules fit them; or NULL */
	bool is_ruled;      /* which of these that is, is up to date */
};

/* The row is to be listed anew. */
void model_note_change(Model *model, ModelRow *row);

/* Rows know their groups, and other ones may be hidden than were: make the lines. */
void model_show(Model *model);
