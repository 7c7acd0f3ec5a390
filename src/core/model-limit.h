/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model-limit.h - which rows are to be seen
 *
 * For model.c alone.
 */
#pragma once

#include "core/filter.h"
#include "core/model-row.h"

typedef struct {
	Filter *filter; /* NULL: all are */
	BounceKb *kb;   /* NULL when filter is */
	gint64 now;
} ModelLimit;

/* Takes references.  filter may be NULL, and then context, too. */
void model_limit_set(ModelLimit *limit, const Filter *filter, const FilterContext *context);
void model_limit_clear(ModelLimit *limit);
void model_limit_copy(ModelLimit *limit, const ModelLimit *from);

/* Tell rows, of ModelRow, which are settled and know their groups, whether they are hidden. */
void model_limit_apply(const ModelLimit *limit, const GPtrArray *rows);
