/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model-groups.h"

#include "core/model-value.h"
#include "core/text-hash.h"

#include <string.h>

struct ModelGroups {
	Grouping by;
	BounceKb *kb;          /* NULL while it is by status subject */
	GHashTable *by_key;    /* key -> ModelGroup; owns the groups */
	GPtrArray *list;       /* of ModelGroup that hold rows, borrowed */
	GStringChunk *strings; /* of the groups */
	GString *key;          /* of the group that a row belongs to */
	GHashTable *folds;     /* key -> whether it is folded, once that has been said */
	bool fold_others[N_GROUPINGS];
};

#define X(value, title, help) title,
static const char *const kind_titles[] = {GROUP_KINDS(X)};
#undef X

#define X(value, title, help) help,
static const char *const kind_helps[] = {GROUP_KINDS(X)};
#undef X

#define X(value, title, help) #value,
static const char *const kind_keys[] = {GROUP_KINDS(X)};
#undef X

#define X(value, name, absent) name,
static const char *const grouping_names[] = {GROUPINGS(X) NULL};
#undef X

const char *const *
model_grouping_names(void)
{
	return grouping_names;
}

const char *
model_group_title(GroupKind kind)
{
	g_return_val_if_fail(kind < N_GROUP_KINDS, "");

	return kind_titles[kind];
}

const char *
model_group_help(GroupKind kind)
{
	g_return_val_if_fail(kind < N_GROUP_KINDS, "");

	return kind_helps[kind];
}

static void
free_group(void *data)
{
	ModelGroup *group = data;

	g_ptr_array_unref(group->rows);
	g_free(group);
}

ModelGroups *
model_groups_new(void)
{
	ModelGroups *groups = g_new0(ModelGroups, 1);

	groups->by_key = g_hash_table_new_full(text_hash, g_str_equal, NULL, free_group);
	groups->list = g_ptr_array_new();
	groups->strings = g_string_chunk_new(4096);
	groups->key = g_string_new(NULL);
	groups->folds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return groups;
}

void
model_groups_free(ModelGroups *groups)
{
	if (!groups)
		return;
	g_hash_table_unref(groups->folds);
	g_ptr_array_unref(groups->list);
	g_hash_table_unref(groups->by_key);
	g_string_chunk_free(groups->strings);
	g_string_free(groups->key, TRUE);
	g_clear_pointer(&groups->kb, bounce_kb_unref);
	g_free(groups);
}

void
model_groups_set(ModelGroups *groups, Grouping by, const BounceKb *kb)
{
	BounceKb *held = kb ? bounce_kb_ref(kb) : NULL;

	g_ptr_array_set_size(groups->list, 0);
	g_hash_table_remove_all(groups->by_key);
	g_string_chunk_clear(groups->strings);
	g_clear_pointer(&groups->kb, bounce_kb_unref);
	groups->kb = held;
	groups->by = by;
}

Grouping
model_groups_by(const ModelGroups *groups)
{
	return groups->by;
}

GroupKind
model_group_without_address(BounceKind kind)
{
	static const GroupKind groups[BOUNCE_N_KINDS] = {
		[BOUNCE_KIND_FAILURE] = GROUP_UNRECOGNISED,
		[BOUNCE_KIND_DELAY] = GROUP_UNRECOGNISED,
		[BOUNCE_KIND_SUCCESS] = GROUP_SUCCESS,
		[BOUNCE_KIND_FEEDBACK] = GROUP_FEEDBACK,
		[BOUNCE_KIND_AUTO_REPLY] = GROUP_AUTO_REPLY,
		[BOUNCE_KIND_OTHER] = GROUP_OTHER,
	};

	g_return_val_if_fail(kind < BOUNCE_N_KINDS, GROUP_OTHER);
	return groups[kind];
}

static GroupKind
kind_of(const Row *row)
{
	if (!row->latest->report)
		return GROUP_UNREADABLE;
	if (*row->address)
		return GROUP_ADDRESSES;
	return model_group_without_address(bounce_report_envelope(row->latest->report)->kind);
}

/* Behind all that have a value: those without one, then the other kinds. */
static gint64
rank_at_end(GroupKind kind)
{
	return G_MAXINT64 - N_GROUP_KINDS + kind;
}

static bool
is_folded(const ModelGroups *groups, const char *key)
{
	void *folded;

	if (g_hash_table_lookup_extended(groups->folds, key, NULL, &folded))
		return GPOINTER_TO_INT(folded);
	return groups->fold_others[groups->by];
}

/* The row is one of the group. */
static ModelGroup *
add_group(ModelGroups *groups, const char *key, const char *value, const Row *row)
{
	ModelGroup *group = g_new0(ModelGroup, 1);
	GroupKind kind = kind_of(row);
	g_autofree char *title = kind == GROUP_ADDRESSES
	                                 ? model_value_title(groups->by, groups->kb, row, value)
	                                 : g_strdup(kind_titles[kind]);

	group->rows = g_ptr_array_new();
	group->line = G_MAXSIZE;
	group->rank = *value ? model_value_rank(groups->by, row) : rank_at_end(kind);
	group->group = (Group){
		.key = g_string_chunk_insert(groups->strings, key),
		.title = g_string_chunk_insert(groups->strings, title),
		.by = groups->by,
		.kind = kind,
		.rows = group->rows,
		.folded = is_folded(groups, key),
	};
	g_hash_table_insert(groups->by_key, (char *)group->group.key, group);
	return group;
}

/* Write the key into `key`.  No key of a row begins as these do.  Returns the value
 * in it, "" for none. */
static const char *
write_key(const ModelGroups *groups, GString *key, const Row *row)
{
	GroupKind kind = kind_of(row);
	gsize len;

	g_string_assign(key, "group:");
	if (kind != GROUP_ADDRESSES) {
		g_string_append(key, kind_keys[kind]);
		return "";
	}
	g_string_append(key, grouping_names[groups->by]);
	g_string_append_c(key, ':');
	len = key->len;
	model_value_append(key, groups->by, row);
	return key->str + len;
}

static int
compare_groups(const void *a, const void *b)
{
	const ModelGroup *x = *(const ModelGroup *const *)a;
	const ModelGroup *y = *(const ModelGroup *const *)b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->rows->len != y->rows->len)
		return x->rows->len > y->rows->len ? -1 : 1;

	int order = strcmp(x->group.title, y->group.title);
	return order != 0 ? order : strcmp(x->group.key, y->group.key);
}

void
model_groups_assign(ModelGroups *groups, ModelRow *row)
{
	const char *value;
	ModelGroup *group;

	if (row->is_grouped)
		return;
	value = write_key(groups, groups->key, &row->row);
	group = model_groups_find(groups, groups->key->str);
	if (!group)
		group = add_group(groups, groups->key->str, value, &row->row);
	row->row.group = &group->group;
	row->is_grouped = true;
}

static void
empty_groups(ModelGroups *groups)
{
	GHashTableIter all;
	void *value;

	g_ptr_array_set_size(groups->list, 0);
	g_hash_table_iter_init(&all, groups->by_key);
	while (g_hash_table_iter_next(&all, NULL, &value)) {
		ModelGroup *group = value;

		g_ptr_array_set_size(group->rows, 0);
		group->group.n_events = 0;
		group->group.n_held = group->group.n_incident = 0;
		group->group.classes = group->group.faults = 0;
		group->line = G_MAXSIZE;
	}
}

/* Whether the store has the mail that came back is no matter of the group, and where it
 * keeps none would be said of all. */
static bool
is_held(const Row *row)
{
	return guard_holds(row->guards & ~(GuardSet)GUARD_UNPROVEN);
}

static void
note_guards(Group *group, const Row *row)
{
	group->n_held += is_held(row);
	group->n_incident += (row->guards & GUARD_INCIDENT) != 0;
}

void
model_groups_count_guards(ModelGroups *groups, const GPtrArray *rows)
{
	for (guint g = 0; g < groups->list->len; g++) {
		ModelGroup *group = groups->list->pdata[g];

		group->group.n_held = group->group.n_incident = 0;
	}
	for (guint i = 0; i < rows->len; i++) {
		const ModelRow *row = rows->pdata[i];

		if (!row->is_hidden)
			note_guards((Group *)row->row.group, &row->row);
	}
}

static void
note_kinds(Group *group, const ModelRow *row)
{
	if (!row->has_recipient)
		return;
	group->classes |= 1U << row->class;
	group->faults |= 1U << row->fault;
}

void
model_groups_fill(ModelGroups *groups, const GPtrArray *rows)
{
	empty_groups(groups);
	for (guint i = 0; i < rows->len; i++) {
		ModelRow *row = rows->pdata[i];
		ModelGroup *group = (ModelGroup *)row->row.group;

		if (row->is_hidden)
			continue;
		if (group->rows->len == 0)
			g_ptr_array_add(groups->list, group);
		g_ptr_array_add(group->rows, row);
		group->group.n_events += row->row.n_events;
		note_kinds(&group->group, row);
		note_guards(&group->group, &row->row);
	}
	g_ptr_array_sort(groups->list, compare_groups);
}

size_t
model_groups_n(const ModelGroups *groups)
{
	return groups->list->len;
}

ModelGroup *
model_groups_get(const ModelGroups *groups, size_t i)
{
	g_return_val_if_fail(i < model_groups_n(groups), NULL);

	return groups->list->pdata[i];
}

ModelGroup *
model_groups_find(const ModelGroups *groups, const char *key)
{
	return g_hash_table_lookup(groups->by_key, key);
}

static void
fold(ModelGroups *groups, const char *key, bool folded)
{
	g_hash_table_insert(groups->folds, g_strdup(key), GINT_TO_POINTER(folded));
}

void
model_groups_fold(ModelGroups *groups, const char *key, bool folded)
{
	ModelGroup *group = model_groups_find(groups, key);

	fold(groups, key, folded);
	if (group)
		group->group.folded = folded;
}

void
model_groups_fold_all(ModelGroups *groups, bool folded)
{
	GHashTableIter all;
	void *key;

	groups->fold_others[groups->by] = folded;
	g_hash_table_iter_init(&all, groups->by_key);
	while (g_hash_table_iter_next(&all, &key, NULL))
		model_groups_fold(groups, key, folded);
}

void
model_groups_copy(ModelGroups *groups, const ModelGroups *from)
{
	GHashTableIter folds;
	void *key, *folded;

	model_groups_set(groups, from->by, from->kb);
	memcpy(groups->fold_others, from->fold_others, sizeof groups->fold_others);
	g_hash_table_remove_all(groups->folds);
	g_hash_table_iter_init(&folds, from->folds);
	while (g_hash_table_iter_next(&folds, &key, &folded))
		fold(groups, key, GPOINTER_TO_INT(folded));
}
