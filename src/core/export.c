/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/export.h"

#include <string.h>

#include "core/cells.h"
#include "core/guard-row.h"
#include "core/policy.h"

static void
left_free(void *data)
{
	ExportLeft *left = data;

	g_free(left->address);
	g_free(left->why);
	g_free(left);
}

static int
compare_rows(const void *a, const void *b)
{
	const Row *x = *(const Row *const *)a, *y = *(const Row *const *)b;

	return strcmp(model_row_identity(x), model_row_identity(y));
}

static void
leave(Export *export, const char *address, ExportWhy kind, char *why)
{
	ExportLeft *left = g_new0(ExportLeft, 1);

	*left = (ExportLeft){g_strdup(address), kind, why};
	export->n_refused += kind == EXPORT_REFUSED;
	g_ptr_array_add(export->left, left);
}

/* The set of rows that the limit lets be seen, folded or not. */
static GHashTable *
find_shown(const Model *model)
{
	GHashTable *shown = g_hash_table_new(NULL, NULL);

	for (size_t g = 0; g < model_n_groups(model); g++) {
		const GPtrArray *rows = model_group(model, g)->rows;

		for (guint i = 0; i < rows->len; i++)
			g_hash_table_add(shown, rows->pdata[i]);
	}
	return shown;
}

static bool
was_given(const ExportOptions *options, const Row *row)
{
	const gint64 *time =
		options->exported ? g_hash_table_lookup(options->exported, model_row_identity(row))
				  : NULL;

	return time && *time >= row->mark->time;
}

static void
give(Export *export, const Row *row)
{
	g_ptr_array_add(export->rows, (void *)row);
	g_ptr_array_add(export->addresses, g_strdup(row->address));
}

static void
sort_out(Export *export, const ExportOptions *options, const Row *row)
{
	const char *why = export->format->refuse(row->address);
	g_autofree char *guards = guard_row_describe(row);

	if (was_given(options, row))
		export->n_before++;
	else if (offer_kind_of(row) == OFFER_HELD)
		leave(export, row->address, EXPORT_HELD, g_strdup_printf("held back: %s", guards));
	else if (why)
		leave(export, row->address, EXPORT_REFUSED, g_strdup(why));
	else
		give(export, row);
}

/* All that is marked and in the scope, sorted. */
static GPtrArray *
find_marked(Export *export, Model *model, bool shown_only)
{
	GPtrArray *rows = g_ptr_array_new();
	g_autoptr(GPtrArray) keys = model_newest(model, false);
	g_autoptr(GHashTable) shown = find_shown(model);

	for (guint i = 0; i < keys->len; i++) {
		const Row *row = model_row(model, keys->pdata[i]);
		bool is_hidden = !g_hash_table_contains(shown, row);

		if (row->mark->state != MARK_REMOVE)
			continue;
		export->n_marked++;
		export->n_hidden += is_hidden;
		if (!is_hidden || !shown_only)
			g_ptr_array_add(rows, (void *)row);
	}
	g_ptr_array_sort(rows, compare_rows);
	return rows;
}

Export *
export_new(Model *model, const ExportOptions *options)
{
	Export *export = g_new0(Export, 1);

	export->format = options->format;
	export->style = options->style;
	export->rows = g_ptr_array_new();
	export->addresses = g_ptr_array_new_with_free_func(g_free);
	export->left = g_ptr_array_new_with_free_func(left_free);

	g_autoptr(GPtrArray) marked = find_marked(export, model, options->shown_only);

	for (guint i = 0; i < marked->len; i++)
		sort_out(export, options, marked->pdata[i]);
	return export;
}

void
export_free(Export *export)
{
	if (!export)
		return;
	g_ptr_array_unref(export->rows);
	g_ptr_array_unref(export->addresses);
	g_ptr_array_unref(export->left);
	g_free(export);
}

static void
refuse(Export *export, const char *address, const char *why)
{
	for (guint i = 0; i < export->addresses->len; i++) {
		if (!g_str_equal(export->addresses->pdata[i], address))
			continue;
		leave(export, address, EXPORT_REFUSED, g_strdup(why));
		g_ptr_array_remove_index(export->rows, i);
		g_ptr_array_remove_index(export->addresses, i);
		return;
	}
}

void
export_refuse(Export *export, const char *const *addresses, const char *why)
{
	for (; *addresses; addresses++)
		refuse(export, *addresses, why);
}

void
export_append(GString *out, const Export *export)
{
	const ExportFormat *format = export->format;
	size_t n_at_once = format->n_at_once > 0 ? format->n_at_once : export->rows->len;
	const char *between = format->between ? format->between : "";

	if (format->begin)
		format->begin(out);
	for (guint i = 0; i < export->rows->len; i++) {
		bool is_first = i % n_at_once == 0;
		bool is_last = i + 1 == export->rows->len || (i + 1) % n_at_once == 0;

		g_string_append(out, !is_first ? between : format->head ? format->head : "");
		format->append(out, export->rows->pdata[i], export->style);
		if (is_last && format->tail)
			g_string_append(out, format->tail);
	}
	/* Nothing is no request, but it is an array. */
	if (export->rows->len == 0 && format->head && format->n_at_once == 0)
		g_string_append_printf(out, "%s%s", format->head, format->tail);
}

void
export_append_left(GString *out, const Export *export)
{
	for (guint i = 0; i < export->left->len; i++) {
		const ExportLeft *left = export->left->pdata[i];

		cells_append(out, left->address, -1, CELLS_ALL, CELLS_IDENTIFIER);
		g_string_append_c(out, '\t');
		cells_append(out, left->why, -1, CELLS_ALL, CELLS_PROSE);
		g_string_append_c(out, '\n');
	}
}

const char **
export_addresses(const Export *export)
{
	const char **addresses = g_new0(const char *, export->addresses->len + 1);

	for (guint i = 0; i < export->addresses->len; i++)
		addresses[i] = export->addresses->pdata[i];
	return addresses;
}

char *
export_receiver(const ExportFormat *format, const char *list)
{
	return g_strconcat(format->name, *list ? " " : "", list, NULL);
}
