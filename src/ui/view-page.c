/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-page.c - a text that has the whole screen until it is closed
 */
#include "ui/view-page.h"

#include "ui/pager.h"

typedef struct {
	Pager pager;
	const ViewContext *context;
	Doc *doc;
} PageView;

static void
page_fit(View *view, int rows, int cols)
{
	PageView *page = (PageView *)view;

	pager_set(&page->pager, page->context, page->doc, rows, cols);
}

static void
page_free(View *view)
{
	PageView *page = (PageView *)view;

	pager_clear(&page->pager);
	doc_free(page->doc);
	g_free(page);
}

static const ViewClass page_class = {
	.where = WHERE_PAGE,
	.fit = page_fit,
	.draw = pager_draw,
	.run = pager_run,
	.n_lines = pager_n_lines,
	.place = pager_place,
	.restore = pager_restore,
	.find = pager_find,
	.go = pager_go,
	.free = page_free,
};

View *
view_page_new(const ViewContext *context, Doc *doc)
{
	PageView *page = g_new0(PageView, 1);

	page->pager.view.class = &page_class;
	page->context = context;
	page->doc = doc;
	return &page->pager.view;
}
