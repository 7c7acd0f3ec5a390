/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model-groups.h - rows into groups
 *
 * For model.c alone, which owns the rows.  What a row is grouped by is
 * model-value.h.
 */
#pragma once

#include "core/model-row.h"

typedef struct {
	Group group;     /* what the world sees; its strings and rows are owned */
	GPtrArray *rows; /* of ModelRow, borrowed */
	gint64 rank;
	size_t line; /* of the list, kept here for the model; G_MAXSIZE is none */
} ModelGroup;

typedef struct ModelGroups ModelGroups;

/* By status subject. */
ModelGroups *model_groups_new(void);
void model_groups_free(ModelGroups *groups);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ModelGroups, model_groups_free)

/* Ends the groups there are: no row knows its group then, and all are to be assigned next. */
void model_groups_set(ModelGroups *groups, Grouping by, const BounceKb *kb);
Grouping model_groups_by(const ModelGroups *groups);

/* Tell a settled row its group, unless it knows it.  A new group holds nothing yet. */
void model_groups_assign(ModelGroups *groups, ModelRow *row);

/* Count again what of the rows in them, which are among rows, is guarded. */
void model_groups_count_guards(ModelGroups *groups, const GPtrArray *rows);

/* Put the rows that are not hidden into their groups, in the order in which they come. */
void model_groups_fill(ModelGroups *groups, const GPtrArray *rows);

/* Groups that hold rows, in the order of the list. */
size_t model_groups_n(const ModelGroups *groups);
ModelGroup *model_groups_get(const ModelGroups *groups, size_t i);

/* NULL when there is none of this key. */
ModelGroup *model_groups_find(const ModelGroups *groups, const char *key);

void model_groups_fold(ModelGroups *groups, const char *key, bool folded);
/* Those that are to come in this grouping, too. */
void model_groups_fold_all(ModelGroups *groups, bool folded);

/* Take over grouping and folds, as model_groups_set() does. */
void model_groups_copy(ModelGroups *groups, const ModelGroups *from);
