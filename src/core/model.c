/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model.h"

#include "core/model-order.h"
#include "core/model-state.h"
#include "core/policy.h"
#include "core/text-hash.h"

#include <string.h>

Model *
model_new(void)
{
	Model *model = g_new0(Model, 1);

	model->rows =
		g_hash_table_new_full(text_hash, g_str_equal, NULL, (GDestroyNotify)model_row_free);
	model->files = model_files_new(&model->counts);
	model->changed = g_ptr_array_new();
	model->listed = g_ptr_array_new();
	model->usual = g_ptr_array_new();
	model->ordered = g_ptr_array_new();
	model->strings = g_string_chunk_new(4096);
	model->key = g_string_new(NULL);
	model->lines = g_array_new(FALSE, FALSE, sizeof(ModelLine));
	model->groups = model_groups_new();
	return model;
}

void
model_free(Model *model)
{
	if (!model)
		return;
	guarding_unref(model->guarding);
	policy_unref(model->policy);
	model_limit_clear(&model->limit);
	model_groups_free(model->groups);
	g_array_unref(model->lines);
	g_ptr_array_unref(model->ordered);
	g_ptr_array_unref(model->usual);
	g_ptr_array_unref(model->listed);
	g_ptr_array_unref(model->changed);
	model_files_free(model->files);
	g_hash_table_unref(model->rows);
	g_string_chunk_free(model->strings);
	g_string_free(model->key, TRUE);
	g_free(model);
}

void
model_leave(Model *model)
{
#if defined(__SANITIZE_ADDRESS__)
	model_free(model);
#else
	(void)model;
#endif
}

void
model_note_change(Model *model, ModelRow *row)
{
	if (!row->is_changed)
		g_ptr_array_add(model->changed, row);
	row->is_changed = true;
}

static size_t
add_line(Model *model, const Group *group, const ModelRow *row)
{
	ModelLine line = {group, row ? &row->row : NULL};

	g_array_append_val(model->lines, line);
	return model->lines->len - 1;
}

static void
lay_out(Model *model)
{
	model->revision++;
	model->most_events = 0;
	g_array_set_size(model->lines, 0);
	for (size_t g = 0; g < model_groups_n(model->groups); g++) {
		ModelGroup *group = model_groups_get(model->groups, g);

		group->line = add_line(model, &group->group, NULL);
		model->most_events = MAX(model->most_events, group->group.n_events);
		for (guint i = 0; i < group->rows->len; i++) {
			ModelRow *row = group->rows->pdata[i];

			row->line =
				(guint)(group->group.folded ? group->line
			                                    : add_line(model, &group->group, row));
		}
	}
}

static void
count_rows(Model *model)
{
	ModelCounts *counts = &model->counts;

	counts->n_rows = counts->n_shown = 0;
	counts->n_events = 0;
	memset(counts->n_by_class, 0, sizeof counts->n_by_class);
	for (guint i = 0; i < model->listed->len; i++) {
		const ModelRow *row = model->listed->pdata[i];

		if (!row->has_address)
			continue;
		counts->n_rows++;
		counts->n_events += row->row.n_events;
		if (row->is_hidden)
			continue;
		counts->n_shown++;
		counts->n_by_class[row->class]++;
	}
}

/* Rows are in their order. */
void
model_show(Model *model)
{
	count_rows(model);
	model_groups_fill(model->groups, model->ordered);
	lay_out(model);
}

static void
order(Model *model)
{
	g_ptr_array_unref(model->ordered);
	model->ordered = model_order(model->usual, model->sort, model->sort_reversed);
}

static void
assign(Model *model, const GPtrArray *rows)
{
	for (guint i = 0; i < rows->len; i++)
		model_groups_assign(model->groups, rows->pdata[i]);
}

/* After model_groups_set(), which has ended all groups. */
static void
regroup(Model *model)
{
	GHashTableIter rows;
	void *it;

	g_hash_table_iter_init(&rows, model->rows);
	while (g_hash_table_iter_next(&rows, NULL, &it)) {
		ModelRow *row = it;

		row->row.group = NULL;
		row->is_grouped = false;
	}
	assign(model, model->listed);
	/* A limit may be about the name of the group. */
	model_limit_apply(&model->limit, model->listed);
	model_show(model);
}

/* Rows are other ones, or stand elsewhere: of those the limit may have changed. */
static void
relist(Model *model, const GPtrArray *rows)
{
	model->is_marked = false;
	model->is_guarded = false;
	model->is_ruled = false;
	model_order_usually(model->usual);
	order(model);
	assign(model, rows);
	/* Without a limit none is hidden. */
	if (model->limit.filter)
		model_limit_apply(&model->limit, rows);
	model_show(model);
}

static bool
is_wanted(const ModelRow *row, bool is_to_be_asked)
{
	return !model_row_is_over(row) && row->has_address &&
	       (!is_to_be_asked || row->row.standing.proof == PROOF_NOT_ASKED);
}

GPtrArray *
model_newest(Model *model, bool is_to_be_asked)
{
	GPtrArray *keys = g_ptr_array_new();

	/* They stay in changed, as their lines are still to be laid out. */
	for (guint i = 0; i < model->changed->len; i++) {
		ModelRow *row = model->changed->pdata[i];

		model_row_settle(row);
		if (!row->is_listed && is_wanted(row, is_to_be_asked))
			g_ptr_array_add(keys, row);
	}
	for (guint i = 0; i < model->listed->len; i++)
		if (is_wanted(model->listed->pdata[i], is_to_be_asked))
			g_ptr_array_add(keys, model->listed->pdata[i]);
	g_ptr_array_sort(keys, model_row_compare_age);
	for (guint i = 0; i < keys->len; i++)
		keys->pdata[i] = (void *)((ModelRow *)keys->pdata[i])->row.key;
	return keys;
}

const Row *
model_row(const Model *model, const char *key)
{
	const ModelRow *row = g_hash_table_lookup(model->rows, key);

	return row ? &row->row : NULL;
}

void
model_visit_events(const Model *model,
                   void (*visit)(const Row *row, const Event *event, void *user), void *user)
{
	for (guint i = 0; i < model->listed->len; i++) {
		const Row *row = &((const ModelRow *)model->listed->pdata[i])->row;

		for (guint k = 0; k < row->events.n; k++)
			visit(row, row->events.at[k], user);
	}
}

bool
model_has_message(const Model *model, const char *message_id)
{
	return model_files_has(model->files, message_id);
}

void
model_set_standing(Model *model, const char *key, const Standing *standing)
{
	ModelRow *row = g_hash_table_lookup(model->rows, key);

	if (!row)
		return;
	model_note_change(model, row);
	/* The verdict may be another one. */
	if (standing->alive != row->row.standing.alive)
		row->is_settled = false;
	row->is_ruled = false;
	row->row.standing = *standing;
	row->row.standing.list = model_row_text(standing->list, model->strings);
}

void
model_forget_standings(Model *model)
{
	GHashTableIter rows;
	void *key;

	g_hash_table_iter_init(&rows, model->rows);
	while (g_hash_table_iter_next(&rows, &key, NULL))
		model_set_standing(model, key, &(Standing){.list = ""});
}

static void
leave_out_ended(GPtrArray *rows)
{
	guint n = 0;

	for (guint i = 0; i < rows->len; i++)
		if (!model_row_is_over(rows->pdata[i]))
			rows->pdata[n++] = rows->pdata[i];
	g_ptr_array_set_size(rows, (int)n);
}

static void
end_rows(Model *model, const GPtrArray *ended)
{
	leave_out_ended(model->listed);
	leave_out_ended(model->usual);
	for (guint i = 0; i < ended->len; i++)
		g_hash_table_remove(model->rows, ((const ModelRow *)ended->pdata[i])->row.key);
}

bool
model_refresh(Model *model)
{
	if (model->changed->len == 0)
		return false;

	g_autoptr(GPtrArray) ended = g_ptr_array_new();
	guint n_alive = 0;

	for (guint i = 0; i < model->changed->len; i++) {
		ModelRow *row = model->changed->pdata[i];

		row->is_changed = false;
		if (!row->is_listed) {
			g_ptr_array_add(model->listed, row);
			g_ptr_array_add(model->usual, row);
		}
		row->is_listed = true;
		if (model_row_settle(row))
			model->changed->pdata[n_alive++] = row;
		else
			g_ptr_array_add(ended, row);
	}
	if (ended->len > 0)
		end_rows(model, ended);
	g_ptr_array_set_size(model->changed, (int)n_alive);
	relist(model, model->changed);
	g_ptr_array_set_size(model->changed, 0);
	return true;
}

void
model_set_marks(Model *model, const MarkLookup *lookup)
{
	bool are_same = lookup->revision != 0 && lookup->revision == model->marks;
	bool is_other = false;

	if (are_same && model->is_marked)
		return;
	for (guint i = 0; i < model->listed->len; i++) {
		ModelRow *row = model->listed->pdata[i];

		if (row->is_settled && !(are_same && row->is_marked) &&
		    model_row_mark(row, lookup, model->strings))
			is_other = true;
	}
	/* A rule may ask for marks. */
	model->is_ruled = false;
	if (is_other)
		relist(model, model->listed);
	model->marks = lookup->revision;
	model->is_marked = true;
}

guint64
model_revision(const Model *model)
{
	return model->revision;
}

size_t
model_n_lines(const Model *model)
{
	return model->lines->len;
}

ModelLine
model_line(const Model *model, size_t i)
{
	g_return_val_if_fail(i < model_n_lines(model), (ModelLine){0});

	return g_array_index(model->lines, ModelLine, i);
}

size_t
model_find(const Model *model, const char *key)
{
	const ModelRow *row = g_hash_table_lookup(model->rows, key);
	const ModelGroup *group = model_groups_find(model->groups, key);
	size_t line = G_MAXUINT;

	if (row && !row->is_hidden)
		line = row->line;
	else if (group)
		line = group->line;
	return MIN(line, model_n_lines(model));
}

size_t
model_find_near(const Model *model, const char *key)
{
	const ModelRow *row = g_hash_table_lookup(model->rows, key);
	size_t near = G_MAXSIZE;
	bool is_past = false;

	if (!row || !row->is_hidden)
		return model_find(model, key);
	for (guint i = 0; i < model->ordered->len; i++) {
		const ModelRow *other = model->ordered->pdata[i];

		is_past = is_past || other == row;
		if (other->row.group != row->row.group || other->is_hidden)
			continue;
		near = other->line;
		if (is_past)
			break;
	}
	return MIN(near, model_n_lines(model));
}

const char *
model_line_key(const Model *model, size_t i)
{
	g_return_val_if_fail(i < model_n_lines(model), "");

	ModelLine line = model_line(model, i);

	return line.row ? line.row->key : line.group->key;
}

void
model_group_by(Model *model, Grouping by, const BounceKb *kb)
{
	g_return_if_fail(by < N_GROUPINGS && kb);

	model_groups_set(model->groups, by, kb);
	regroup(model);
}

Grouping
model_grouping(const Model *model)
{
	return model_groups_by(model->groups);
}

void
model_limit(Model *model, const Filter *filter, const FilterContext *context)
{
	g_return_if_fail(!filter || context);

	model_limit_set(&model->limit, filter, context);
	model_limit_apply(&model->limit, model->listed);
	model_show(model);
}

const Filter *
model_filter(const Model *model)
{
	return model->limit.filter;
}

void
model_sort(Model *model, SortKey by, bool reversed)
{
	g_return_if_fail(by < N_SORT_KEYS);

	model->sort = by;
	model->sort_reversed = reversed;
	order(model);
	model_show(model);
}

SortKey
model_sorting(const Model *model, bool *reversed)
{
	*reversed = model->sort_reversed;
	return model->sort;
}

size_t
model_n_groups(const Model *model)
{
	return model_groups_n(model->groups);
}

const Group *
model_group(const Model *model, size_t i)
{
	g_return_val_if_fail(i < model_n_groups(model), NULL);

	return &model_groups_get(model->groups, i)->group;
}

void
model_fold(Model *model, const char *key, bool folded)
{
	model_groups_fold(model->groups, key, folded);
	lay_out(model);
}

void
model_fold_all(Model *model, bool folded)
{
	model_groups_fold_all(model->groups, folded);
	lay_out(model);
}

void
model_look_like(Model *model, const Model *other)
{
	model_groups_copy(model->groups, other->groups);
	model_limit_copy(&model->limit, &other->limit);
	model->sort = other->sort;
	model->sort_reversed = other->sort_reversed;
	order(model);
	regroup(model);
}

const ModelCounts *
model_counts(const Model *model)
{
	return &model->counts;
}

size_t
model_most_events(const Model *model)
{
	return model->most_events;
}
