/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/batch.h"

typedef struct {
	char *message_id, *path;
	unsigned number;
	gint64 date;
	bool is_only;
	BounceReport *report; /* NULL when the file could not be read: */
	char *why;
} Item;

struct Batch {
	GPtrArray *items;
};

static void
free_item(void *data)
{
	Item *item = data;

	g_free(item->message_id);
	g_free(item->path);
	g_clear_pointer(&item->report, bounce_report_unref);
	g_free(item->why);
	g_free(item);
}

Batch *
batch_new(void)
{
	Batch *batch = g_new0(Batch, 1);

	batch->items = g_ptr_array_new_with_free_func(free_item);
	return batch;
}

void
batch_free(Batch *batch)
{
	if (!batch)
		return;
	g_ptr_array_unref(batch->items);
	g_free(batch);
}

static Item *
add_item(Batch *batch, const Origin *origin)
{
	Item *item = g_new0(Item, 1);

	item->message_id = g_strdup(origin->message_id);
	item->path = g_strdup(origin->path);
	item->number = origin->number;
	item->date = origin->date;
	item->is_only = origin->is_only;
	g_ptr_array_add(batch->items, item);
	return item;
}

void
batch_add(Batch *batch, const Origin *origin, const BounceReport *report, const char *why)
{
	Item *item = add_item(batch, origin);

	if (report)
		item->report = bounce_report_ref(report);
	else
		item->why = g_strdup(why);
}

void
batch_give(Batch *batch,
           void (*take)(const Origin *origin, const BounceReport *report, const char *why,
                        void *user),
           void *user)
{
	for (guint i = 0; i < batch->items->len; i++) {
		const Item *item = batch->items->pdata[i];
		const Origin origin = {item->message_id, item->path, item->number, item->date,
		                       item->is_only};

		take(&origin, item->report, item->why, user);
	}
	batch_clear(batch);
}

void
batch_clear(Batch *batch)
{
	g_ptr_array_set_size(batch->items, 0);
}
