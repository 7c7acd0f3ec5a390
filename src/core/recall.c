/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/recall.h"

/* A key that is pressed waits no longer than that. */
#define SLICE_US (5 * G_TIME_SPAN_MILLISECOND)

/* The clock is looked at after so many. */
#define CLOCK_EVERY 32

struct Recall {
	RecallOptions options;
	guint source;
	bool has_all_mail, is_empty, is_seen;
};

static bool
next_file(Recall *recall)
{
	const RecallOptions *options = &recall->options;
	CachedFile file;

	if (!cache_next(stock_cache(options->stock), &file))
		return false;
	stock_know(options->stock, &file.origin);
	if (!file.report) {
		options->unread(&file.origin, options->user);
		return true;
	}
	model_add(stock_model(options->stock), &file.origin, file.report);
	bounce_report_unref(file.report);
	return true;
}

static bool
next_standing(Recall *recall)
{
	const RecallOptions *options = &recall->options;
	Model *model = stock_model(options->stock);
	Standing standing;
	const char *key;

	if (options->only_mail ||
	    !cache_next_standing(stock_cache(options->stock), &key, &standing))
		return false;
	model_set_standing(model, key, &standing);
	return true;
}

static bool
next(Recall *recall)
{
	recall->has_all_mail = recall->has_all_mail || !next_file(recall);
	return !recall->has_all_mail || next_standing(recall);
}

static gboolean
on_idle(void *user)
{
	Recall *recall = user;
	gint64 end = g_get_monotonic_time() + SLICE_US;

	if (!recall->is_seen)
		recall->options.seen(recall->options.user);
	recall->is_seen = true;
	do {
		for (size_t i = 0; i < CLOCK_EVERY; i++) {
			if (next(recall))
				continue;
			recall->source = 0;
			recall->options.done(recall->options.user);
			return G_SOURCE_REMOVE;
		}
	} while (g_get_monotonic_time() < end);
	return G_SOURCE_CONTINUE;
}

Recall *
recall_new(const RecallOptions *options)
{
	Recall *recall = g_new0(Recall, 1);
	size_t n = 0;

	recall->options = *options;
	while (n < CACHE_PAGE && next_file(recall))
		n++;
	recall->is_empty = n == 0;
	recall->source = g_idle_add(on_idle, recall);
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
	if (recall->source)
		g_source_remove(recall->source);
	g_free(recall);
}
