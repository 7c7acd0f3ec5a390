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
} StatsView;

static void
stats_fit(View *view, int rows, int cols)
{
	StatsView *stats = (StatsView *)view;
	const ViewContext *context = stats->context;
	g_autoptr(Doc) doc =
		stats_doc(context->model, context->kb, (size_t)MAX(cols, 1), context->flags);

	pager_set(&stats->pager, doc, rows, cols, context->flags);
}

static void
stats_view_free(View *view)
{
	StatsView *stats = (StatsView *)view;

	pager_clear(&stats->pager);
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
