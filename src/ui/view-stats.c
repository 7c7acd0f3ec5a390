/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-stats.c - the statistics, which follow the model until they are closed
 */
#include "ui/view-stats.h"

#include "core/stats-doc.h"
#include "ui/pager.h"

typedef struct {
	Pager pager;
	const ViewContext *context;
	Doc *doc; /* NULL before the first fit */
	/* What doc was made of: counting takes too long for every key. */
	const Model *model;
	guint64 revision;
	int cols;
} StatsView;

static bool
is_current(const StatsView *stats, int cols)
{
	const Model *model = stats->context->model;

	return stats->doc && stats->model == model && stats->cols == cols &&
	       stats->revision == model_revision(model);
}

static void
count_anew(StatsView *stats, int cols)
{
	const ViewContext *context = stats->context;

	doc_free(stats->doc);
	stats->doc = stats_doc(context->model, context->kb, (size_t)MAX(cols, 1), context->flags);
	stats->model = context->model;
	stats->revision = model_revision(context->model);
	stats->cols = cols;
}

static void
stats_fit(View *view, int rows, int cols)
{
	StatsView *stats = (StatsView *)view;

	if (!is_current(stats, cols))
		count_anew(stats, cols);
	pager_set(&stats->pager, stats->context, stats->doc, rows, cols);
}

static void
stats_view_free(View *view)
{
	StatsView *stats = (StatsView *)view;

	pager_clear(&stats->pager);
	doc_free(stats->doc);
	g_free(stats);
}

static const ViewClass stats_class = {
	.where = WHERE_PAGE,
	.fit = stats_fit,
	.draw = pager_draw,
	.run = pager_run,
	.n_lines = pager_n_lines,
	.place = pager_place,
	.restore = pager_restore,
	.find = pager_find,
	.go = pager_go,
	.free = stats_view_free,
};

View *
view_stats_new(const ViewContext *context)
{
	StatsView *stats = g_new0(StatsView, 1);

	stats->pager.view.class = &stats_class;
	stats->context = context;
	return &stats->pager.view;
}
