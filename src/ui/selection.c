/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/selection.h"

void
selection_clear(Selection *selection)
{
	g_free(selection->anchor);
	g_free(selection->last_anchor);
	g_free(selection->last_at);
	*selection = (Selection){0};
}

void
selection_end(Selection *selection, const char *key)
{
	selection->is_all = false;
	if (!selection->anchor)
		return;
	g_free(selection->last_anchor);
	g_free(selection->last_at);
	selection->last_anchor = g_steal_pointer(&selection->anchor);
	selection->last_at = g_strdup(key);
}

bool
selection_is_on(const Selection *selection)
{
	return selection->is_all || selection->anchor;
}

void
selection_toggle_range(Selection *selection, const char *key)
{
	bool was_on = selection_is_on(selection);

	selection_end(selection, key);
	if (!was_on)
		selection->anchor = g_strdup(key);
}

char *
selection_swap(Selection *selection, const char *key)
{
	char *other = g_steal_pointer(&selection->anchor);

	if (other)
		selection->anchor = g_strdup(key);
	return other;
}

char *
selection_again(Selection *selection)
{
	if (!selection->last_anchor)
		return NULL;
	selection->is_all = false;
	g_free(selection->anchor);
	selection->anchor = g_strdup(selection->last_anchor);
	return g_strdup(selection->last_at);
}

/* Where the range begins and ends; false when there is none. */
static bool
range(const Selection *selection, const Model *model, size_t at, size_t *first, size_t *last)
{
	size_t anchor = selection->anchor ? model_find_near(model, selection->anchor)
	                                  : model_n_lines(model);

	if (anchor >= model_n_lines(model))
		return false;
	*first = MIN(anchor, at);
	*last = MAX(anchor, at);
	return true;
}

bool
selection_holds(const Selection *selection, const Model *model, size_t line, size_t at)
{
	size_t first, last;

	if (!model_line(model, line).row)
		return false;
	if (selection->is_all)
		return true;
	return range(selection, model, at, &first, &last) && line >= first && line <= last;
}

/* What is selected, as it is gathered. */
typedef struct {
	GPtrArray *keys;
	bool addresses_only;
} Taken;

static void
take_row(const Taken *taken, const Row *row)
{
	if (*row->address != '\0' || !taken->addresses_only)
		g_ptr_array_add(taken->keys, g_strdup(row->key));
}

static void
take_group(const Taken *taken, const Group *group)
{
	for (guint i = 0; i < group->rows->len; i++)
		take_row(taken, group->rows->pdata[i]);
}

static void
take_selected(const Taken *taken, const Selection *selection, const Model *model, size_t at)
{
	size_t first, last;

	if (selection->is_all) {
		for (size_t i = 0; i < model_n_groups(model); i++)
			take_group(taken, model_group(model, i));
		return;
	}
	if (!range(selection, model, at, &first, &last))
		return;
	for (size_t i = first; i <= last && i < model_n_lines(model); i++)
		if (model_line(model, i).row)
			take_row(taken, model_line(model, i).row);
}

GPtrArray *
selection_rows(const Selection *selection, const Model *model, size_t at)
{
	const Taken taken = {g_ptr_array_new_with_free_func(g_free), false};

	if (selection_is_on(selection))
		take_selected(&taken, selection, model, at);
	g_ptr_array_add(taken.keys, NULL);
	return taken.keys;
}

GPtrArray *
selection_targets(const Selection *selection, const Model *model, size_t at)
{
	const Taken taken = {g_ptr_array_new_with_free_func(g_free), true};
	bool is_on_line = at < model_n_lines(model);

	if (selection_is_on(selection))
		take_selected(&taken, selection, model, at);
	else if (is_on_line && model_line(model, at).row)
		take_row(&taken, model_line(model, at).row);
	else if (is_on_line)
		take_group(&taken, model_line(model, at).group);
	g_ptr_array_add(taken.keys, NULL);
	return taken.keys;
}
