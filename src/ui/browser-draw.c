/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * browser-draw.c - the picture of the browser
 */
#include "ui/browser-state.h"
#include "ui/empty.h"
#include "ui/frame.h"
#include "ui/pager.h"
#include "ui/tagging.h"
#include "ui/view-detail.h"
#include "ui/view-list.h"

static Area
top_area(const Browser *browser)
{
	if (browser_cover(browser))
		return browser->layout.body;
	return browser->panes.focus == PANE_LIST ? browser->layout.list : browser->layout.detail;
}

static void
draw_view(const Browser *browser, const View *view, Area area)
{
	if (area.rows == 0)
		return;

	g_autoptr(Canvas) canvas = canvas_new(browser->screen, area);

	view->class->draw(view, canvas, view == browser_top(browser));
}

static void
draw_empty(const Browser *browser)
{
	const Area area = browser->layout.body;
	g_autoptr(Canvas) canvas = canvas_new(browser->screen, area);
	g_autoptr(Doc) doc = doc_new();
	Pager pager = {0};

	empty_explain(doc, browser->reading, &browser->context);
	pager_set(&pager, &browser->context, doc, area.rows, area.cols);
	pager_draw(&pager.view, canvas, false);
	pager_clear(&pager);
}

static void
draw_decoration(const Browser *browser)
{
	const Layout *layout = &browser->layout;

	if (layout->heading.rows > 0) {
		g_autoptr(Canvas) canvas = canvas_new(browser->screen, layout->heading);

		view_list_draw_heading(canvas);
	}
	if (layout->rule.rows > 0) {
		g_autoptr(Canvas) canvas = canvas_new(browser->screen, layout->rule);

		paint_down(canvas, STYLE_FAINT);
	}
	if (layout->caption.rows > 0) {
		g_autoptr(Canvas) canvas = canvas_new(browser->screen, layout->caption);

		view_detail_draw_caption(browser->detail, canvas,
		                         browser->panes.focus == PANE_DETAIL);
	}
	if (layout->summary.rows > 0) {
		g_autoptr(Canvas) canvas = canvas_new(browser->screen, layout->summary);
		g_autofree char *summary = view_detail_summary(browser->detail);

		paint(canvas, (Place){0, 0, canvas->cols}, STYLE_TEXT, summary);
	}
}

static void
draw_title(const Browser *browser)
{
	const Reading *reading = browser->next ? browser->next : browser->reading;
	g_autofree char *name = reading_name(browser->reading);
	g_autofree char *progress = reading_progress(reading, browser->context.model);

	if (browser->layout.title.rows == 0)
		return;

	g_autoptr(Canvas) canvas = canvas_new(browser->screen, browser->layout.title);

	const char *limit = limits_text(&browser->context);
	g_autofree char *limited =
		g_strconcat(marking_is_unsaved(browser->marking) ? "[marks not saved]  " : "", name,
	                    marking_is_unguarded(browser->marking) ? "  guards off" : "",
	                    *limit ? "  limit: " : "", limit, NULL);

	frame_draw_title(canvas, limited, progress);
}

/* NULL when nothing is selected. */
static char *
describe_selection(const Browser *browser)
{
	size_t at = browser->list->class->place(browser->list).at;

	if (!selection_is_on(&browser->selection) || browser_cover(browser))
		return NULL;
	g_autoptr(GPtrArray) keys =
		selection_targets(&browser->selection, browser->context.model, at);
	return g_strdup_printf("%u selected: marks go to all of them", keys->len - 1);
}

static void
draw_bar(const Browser *browser)
{
	const View *view = browser_top(browser);
	FrameBar bar = {
		.keymap = browser->context.keymap,
		.where = browser_where(browser),
		.message = browser->message,
		.is_kept = browser->message != NULL,
		.line = view->class->place(view).at,
		.n_lines = view->class->n_lines(view),
		.n_seen = view->class->place(view).top + (size_t)top_area(browser).rows,
	};

	if (browser->layout.bar.rows == 0)
		return;

	g_autofree char *selected = describe_selection(browser);
	g_autofree char *tagging = tagging_progress(browser);
	if (!bar.message)
		bar.message = tagging ? tagging : selected;

	g_autoptr(Canvas) canvas = canvas_new(browser->screen, browser->layout.bar);

	frame_draw_bar(canvas, &bar);
}

/* In the place of the bar; the cursor's column. */
static int
draw_question(const Browser *browser)
{
	g_autoptr(Canvas) canvas = canvas_new(browser->screen, browser->layout.bar);

	return ask_draw(browser->ask, canvas);
}

/* While a second key is awaited. */
static void
draw_choices(const Browser *browser)
{
	const Layout *layout = &browser->layout;
	g_autofree char *choices = keymap_choices(&browser->keys, browser_where(browser));

	if (*choices && layout->bar.rows > 0)
		frame_draw_choices(browser->screen, layout->bar, choices);
}

void
browser_draw(const Browser *browser)
{
	const View *view = browser_top(browser);
	Cursor place = view->class->place(view);
	Area area = top_area(browser);

	screen_begin(browser->screen);
	if (browser_cover(browser)) {
		draw_view(browser, browser_cover(browser), browser->layout.body);
	} else if (model_n_lines(browser->context.model) == 0) {
		draw_empty(browser);
	} else {
		draw_decoration(browser);
		draw_view(browser, browser->list, browser->layout.list);
		draw_view(browser, browser->detail, browser->layout.detail);
	}
	if (browser_shows_card(browser))
		card_draw(browser->card, browser->screen, browser->layout.body);
	draw_title(browser);
	draw_bar(browser);
	draw_choices(browser);

	if (ask_is_open(browser->ask) && browser->layout.bar.rows > 0) {
		area = browser->layout.bar;
		screen_end(browser->screen, area.y, draw_question(browser));
		return;
	}
	screen_end(browser->screen, area.y + (int)(place.at - place.top), area.x);
}
