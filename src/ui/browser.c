/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * browser.c - everything on the screen: keys go in, a picture comes out
 */
#include "ui/browser.h"

#include "core/explain.h"
#include "ui/finder.h"
#include "ui/frame.h"
#include "ui/help.h"
#include "ui/pager.h"
#include "ui/panes.h"
#include "ui/reading.h"
#include "ui/view-detail.h"
#include "ui/view-list.h"
#include "ui/view-page.h"
#include "ui/view-raw.h"

struct Browser {
	const UiOptions *options;
	Screen *screen;
	void (*changed)(void *user);
	void *user;

	Reading *reading; /* what is shown */
	Reading *next;    /* what shall be, once it has been read; or NULL */
	bool told;        /* how the reading ended */
	ViewContext context;

	View *list;
	View *detail;
	View *page; /* over both; NULL while it is closed */
	Panes panes;
	Layout layout;

	KeyState keys;
	Finder *finder;
	char *message; /* until the next key, or NULL */
	bool done;
	GError *error;
};

static void
tell(Browser *browser, const char *message)
{
	g_free(browser->message);
	browser->message = g_strdup(message);
}

static View *
top_view(const Browser *browser)
{
	if (browser->page)
		return browser->page;
	return browser->panes.focus == PANE_LIST ? browser->list : browser->detail;
}

static Area
top_area(const Browser *browser)
{
	if (browser->page)
		return browser->layout.body;
	return browser->panes.focus == PANE_LIST ? browser->layout.list : browser->layout.detail;
}

/* Everything takes its size and follows the model. */
static void
arrange(Browser *browser)
{
	Layout *layout = &browser->layout;

	*layout = layout_fit(screen_rows(browser->screen), screen_cols(browser->screen),
	                     browser->panes.focus, browser->panes.alone);
	browser->list->class->fit(browser->list, layout->list.rows, layout->list.cols);
	browser->detail->class->fit(browser->detail, layout->detail.rows, layout->detail.cols);
	if (browser->page)
		browser->page->class->fit(browser->page, layout->body.rows, layout->body.cols);
}

/* The old list stays until there is a whole new one, and if there is none. */
static void
finish_reload(Browser *browser)
{
	const GError *error = intake_error(reading_intake(browser->next));
	g_autoptr(Reading) old = NULL;

	switch (intake_state(reading_intake(browser->next))) {
	case INTAKE_READING:
	case INTAKE_ASKING:
		return;
	case INTAKE_DONE:
		old = browser->reading;
		browser->reading = g_steal_pointer(&browser->next);
		browser->context.model = reading_model(browser->reading);
		browser->told = false;
		model_refresh(browser->context.model);
		model_look_like(browser->context.model, reading_model(old));
		return;
	case INTAKE_PARTIAL:
	case INTAKE_FAILED:
		tell(browser, error ? error->message : "Stopped; this is the list as it was.");
		g_clear_pointer(&browser->next, reading_free);
		return;
	}
}

static void
tell_end(Browser *browser)
{
	const GError *error = intake_error(reading_intake(browser->reading));

	browser->told = true;
	switch (intake_state(reading_intake(browser->reading))) {
	case INTAKE_FAILED:
		browser->error = g_error_copy(error);
		browser->done = true;
		break;
	case INTAKE_PARTIAL:
		tell(browser, error ? error->message : "Stopped; R reads again.");
		break;
	case INTAKE_READING:
	case INTAKE_ASKING:
	case INTAKE_DONE:
		break;
	}
}

void
browser_update(Browser *browser)
{
	if (browser->next)
		finish_reload(browser);
	model_refresh(browser->context.model);
	if (!browser->told && !reading_goes_on(browser->reading))
		tell_end(browser);
	arrange(browser);
}

static void
reload(Browser *browser)
{
	if (browser_is_reading(browser)) {
		tell(browser, "Still reading; Esc stops it.");
		return;
	}
	browser->next = reading_new(browser->options->intake, browser->changed, browser->user);
}

static void
cancel(Browser *browser)
{
	Reading *reading = browser->next ? browser->next : browser->reading;

	if (!reading_goes_on(reading)) {
		tell(browser, "Nothing to stop; Q quits.");
		return;
	}
	intake_cancel(reading_intake(reading));
	browser->changed(browser->user);
}

static void
close_view(Browser *browser)
{
	if (browser->page)
		g_clear_pointer(&browser->page, view_free);
	else if (!panes_leave(&browser->panes))
		browser->done = true;
}

/* Takes page. */
static void
show_page(Browser *browser, View *page)
{
	view_free(browser->page);
	browser->page = page;
}

/* Of what the cursor is on. */
static void
show_code_page(Browser *browser)
{
	g_autoptr(Doc) doc = doc_new();
	ModelLine line;

	if (!view_list_current(browser->list, &line))
		return;
	const Event *event = view_detail_current(browser->detail);
	if (!line.row)
		explain_group(doc, browser->context.kb, line.group);
	else if (event->to)
		explain_code(doc, browser->context.kb, event->to);
	if (doc_is_empty(doc))
		tell(browser, "There is no code here.");
	else
		show_page(browser, view_page_new(&browser->context, g_steal_pointer(&doc)));
}

static void
show_raw(Browser *browser)
{
	const RawEvents events = {browser->changed, browser->user};
	const Event *event = view_detail_current(browser->detail);

	if (event)
		show_page(browser, view_raw_new(&browser->context, browser->options->intake,
		                                event->path, &events));
	else
		tell(browser, "A group has no mail of its own.");
}

static void
run_program_command(Browser *browser, Command command, size_t count)
{
	View *view = top_view(browser);

	switch (command) {
	case COMMAND_SEARCH:
		finder_begin(browser->finder, view);
		break;
	case COMMAND_SEARCH_NEXT:
		browser->message = finder_again(browser->finder, view, MAX(count, 1), 1);
		break;
	case COMMAND_SEARCH_PREVIOUS:
		browser->message = finder_again(browser->finder, view, MAX(count, 1), -1);
		break;
	case COMMAND_HELP:
		show_page(browser, view_page_new(&browser->context, help_doc(view->class->where)));
		break;
	case COMMAND_CODE:
		show_code_page(browser);
		break;
	case COMMAND_RAW:
		show_raw(browser);
		break;
	case COMMAND_RELOAD:
		reload(browser);
		break;
	case COMMAND_CANCEL:
		cancel(browser);
		break;
	case COMMAND_REDRAW:
		screen_redraw(browser->screen);
		break;
	case COMMAND_SUSPEND:
		screen_suspend(browser->screen);
		break;
	case COMMAND_CLOSE:
		close_view(browser);
		break;
	case COMMAND_QUIT:
		browser->done = true;
		break;
	default:
		break;
	}
}

static void
run(Browser *browser, Command command, size_t count)
{
	View *view = top_view(browser);
	View *list = browser->list;
	View *detail = browser->detail;
	bool steps = command == COMMAND_EVENT_NEXT || command == COMMAND_EVENT_PREVIOUS;
	bool groups = command_topic(command) == TOPIC_GROUP;

	if (view->class->run(view, command, count))
		return;
	/* What one pane does can be told it from the other, too. */
	if (steps)
		detail->class->run(detail, command, count);
	else if (groups)
		list->class->run(list, command, count);
	else if (!panes_run(&browser->panes, command))
		run_program_command(browser, command, count);
}

void
browser_key(Browser *browser, const char *key)
{
	View *view = top_view(browser);
	Command command;
	size_t count;

	g_clear_pointer(&browser->message, g_free);
	if (finder_is_typed(browser->finder))
		browser->message = finder_key(browser->finder, view, key);
	else if (keymap_feed(&browser->keys, view->class->where, key, &command, &count) ==
	         KEYMAP_COMMAND)
		run(browser, command, count);
	arrange(browser);
}

static void
draw_view(const Browser *browser, const View *view, Area area)
{
	if (area.rows == 0)
		return;

	g_autoptr(Canvas) canvas = canvas_new(browser->screen, area);

	view->class->draw(view, canvas, view == top_view(browser));
}

/* Why the list is empty. */
static void
draw_empty(const Browser *browser)
{
	const Area area = browser->layout.body;
	g_autoptr(Canvas) canvas = canvas_new(browser->screen, area);
	g_autoptr(Doc) doc = doc_new();
	Pager pager = {0};

	reading_explain_empty(browser->reading, doc);
	pager_set(&pager, doc, area.rows, area.cols, browser->context.flags);
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

	frame_draw_title(canvas, name, progress);
}

static void
draw_bar(const Browser *browser)
{
	const View *view = top_view(browser);
	g_autofree char *typed = NULL;
	FrameBar bar = {
		.where = view->class->where,
		.message = browser->message,
		.line = view->class->place(view).at,
		.n_lines = view->class->n_lines(view),
	};

	if (browser->layout.bar.rows == 0)
		return;
	if (finder_is_typed(browser->finder)) {
		typed = g_strdup_printf("/%s", finder_typed(browser->finder));
		bar.message = typed;
	}

	g_autoptr(Canvas) canvas = canvas_new(browser->screen, browser->layout.bar);

	frame_draw_bar(canvas, &bar);
}

/* While a second key is awaited. */
static void
draw_choices(const Browser *browser)
{
	const Layout *layout = &browser->layout;
	g_autofree char *choices = keymap_choices(&browser->keys, top_view(browser)->class->where);

	if (*choices && layout->bar.rows > 0)
		frame_draw_choices(browser->screen, layout->bar, choices);
}

void
browser_draw(const Browser *browser)
{
	const View *view = top_view(browser);
	Cursor place = view->class->place(view);
	Area area = top_area(browser);

	screen_begin(browser->screen);
	if (browser->page) {
		draw_view(browser, browser->page, browser->layout.body);
	} else if (model_n_lines(browser->context.model) == 0) {
		draw_empty(browser);
	} else {
		draw_decoration(browser);
		draw_view(browser, browser->list, browser->layout.list);
		draw_view(browser, browser->detail, browser->layout.detail);
	}
	draw_title(browser);
	draw_bar(browser);
	draw_choices(browser);

	if (finder_is_typed(browser->finder) && browser->layout.bar.rows > 0) {
		size_t width = cells_width(finder_typed(browser->finder), browser->context.flags);

		area = browser->layout.bar;
		screen_end(browser->screen, area.y, (int)MIN(width + 1, (size_t)area.cols - 1));
		return;
	}
	screen_end(browser->screen, area.y + (int)(place.at - place.top), area.x);
}

Browser *
browser_new(const UiOptions *options, Screen *screen, void (*changed)(void *user), void *user)
{
	Browser *browser = g_new0(Browser, 1);

	browser->options = options;
	browser->screen = screen;
	browser->changed = changed;
	browser->user = user;
	browser->reading = reading_new(options->intake, changed, user);
	browser->context = (ViewContext){
		.model = reading_model(browser->reading),
		.kb = options->kb,
		.flags = screen_cells_flags(screen),
		.now = options->now,
	};
	browser->finder = finder_new();
	browser->list = view_list_new(&browser->context);
	browser->detail = view_detail_new(&browser->context, browser->list);
	paint_prepare(screen);
	arrange(browser);
	return browser;
}

void
browser_free(Browser *browser)
{
	if (!browser)
		return;
	view_free(browser->page);
	view_free(browser->detail);
	view_free(browser->list);
	reading_free(browser->next);
	reading_free(browser->reading);
	finder_free(browser->finder);
	g_free(browser->message);
	g_clear_error(&browser->error);
	g_free(browser);
}

bool
browser_is_waiting(const Browser *browser)
{
	const View *page = browser->page;

	return browser_is_reading(browser) ||
	       (page && page->class->is_waiting && page->class->is_waiting(page));
}

bool
browser_is_reading(const Browser *browser)
{
	return browser->next != NULL || reading_goes_on(browser->reading);
}

bool
browser_is_done(const Browser *browser)
{
	return browser->done;
}

const GError *
browser_error(const Browser *browser)
{
	return browser->error;
}
