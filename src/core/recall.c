/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/recall.h"

/* A key that is pressed waits no longer than that. */
#define SLICE_US (5 * G_TIME_SPAN_MILLISECOND)

/* The clock is looked at after so many. */
#define CLOCK_EVERY 32

struct Recall {
	GSource source; /* of the default main context; it is first */
	RecallOptions options;
	bool is_empty, is_seen;
};

static Cache *
cache_of(const Recall *recall)
{
	return stock_cache(recall->options.stock);
}

static void
take_file(const Recall *recall, const Cached *file)
{
	Stock *stock = recall->options.stock;

	stock_know(stock, &file->origin);
	if (file->report)
		model_add(stock_model(stock), &file->origin, file->report);
	else
		recall->options.unread(&file->origin, recall->options.user);
}

/* Takes in what comes next, and returns what that was. */
static CachedType
next(Recall *recall)
{
	Cached it;

	cache_next(cache_of(recall), &it);
	if (it.type == CACHED_FILE)
		take_file(recall, &it);
	if (it.type != CACHED_STANDING)
		return it.type;
	if (recall->options.only_mail)
		return CACHED_NOTHING;
	model_set_standing(stock_model(recall->options.stock), it.key, &it.standing);
	return it.type;
}

static gboolean
is_ready(GSource *source)
{
	return cache_has_next(cache_of((Recall *)source));
}

static gboolean
prepare(GSource *source, int *timeout_ms)
{
	*timeout_ms = -1;
	return is_ready(source);
}

/* May free the recall. */
static gboolean
take_some(GSource *source, GSourceFunc callback, void *user)
{
	Recall *recall = (Recall *)source;
	gint64 end = g_get_monotonic_time() + SLICE_US;
	CachedType type = CACHED_FILE;

	(void)callback;
	(void)user;
	if (!recall->is_seen)
		recall->options.seen(recall->options.user);
	recall->is_seen = true;
	while (type < CACHED_LATER && g_get_monotonic_time() < end)
		for (size_t i = 0; i < CLOCK_EVERY && type < CACHED_LATER; i++)
			type = next(recall);
	if (type == CACHED_NOTHING)
		recall->options.done(recall->options.user);
	return type != CACHED_NOTHING;
}

Recall *
recall_new(const RecallOptions *options)
{
	static const GSourceFuncs source = {
		.prepare = prepare, .check = is_ready, .dispatch = take_some};
	/* GLib does not write to it, either. */
	Recall *recall = (Recall *)g_source_new((GSourceFuncs *)&source, sizeof(Recall));
	size_t n = 0;

	recall->options = *options;
	cache_wait(cache_of(recall));
	while (n < CACHE_PAGE && next(recall) == CACHED_FILE)
		n++;
	recall->is_empty = n == 0;
	g_source_set_priority(&recall->source, G_PRIORITY_DEFAULT_IDLE);
	g_source_attach(&recall->source, NULL);
	return recall;
}

bool
recall_is_empty(const Recall *recall)
{
	return recall->is_empty;
}

void
recall_free(Recall *recall)
{
	if (!recall)
		return;
	g_source_destroy(&recall->source);
	g_source_unref(&recall->source);
}
