/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model-value.h - what of a row decides in which group it stands
 *
 * For model-groups.c, and stats.c, which counts by the same.  Looks at one row of an
 * address at a time, at its latest event.
 */
#pragma once

#include "core/model.h"

/* Append text that rows of one group have in common; none when the row has no such
 * value. */
void model_value_append(GString *out, Grouping by, const Row *row);

/* Where the group of the value comes; equal for those whose place their numbers
 * decide. */
gint64 model_value_rank(Grouping by, const Row *row);

/* The title of its group.  value is what model_value_append() gave.  The caller
 * frees. */
char *model_value_title(Grouping by, const BounceKb *kb, const Row *row, const char *value);
