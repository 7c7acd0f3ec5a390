/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * actions.c - what the commands do that are not a view's own
 */
#include "ui/actions.h"

#include "core/explain.h"
#include "ui/acts.h"
#include "ui/browser-state.h"
#include "ui/bulk.h"
#include "ui/exporting.h"
#include "ui/help.h"
#include "ui/questions.h"
#include "ui/review.h"
#include "ui/tagging.h"
#include "ui/view-detail.h"
#include "ui/view-export.h"
#include "ui/view-list.h"
#include "ui/view-page.h"
#include "ui/view-raw.h"
#include "ui/view-stats.h"

void
actions_read(Browser *browser, const ReadingScope *scope)
{
	if (browser_is_reading(browser)) {
		browser_advise(browser, "Still reading", COMMAND_CANCEL, "stops it");
		return;
	}
	/* It goes by the list that is shown. */
	if (tagging_goes_on(browser)) {
		browser_advise(browser, "Still tagging", COMMAND_CANCEL, "stops it");
		return;
	}
	/* Whoever reads again wants to know what holds now. */
	IntakeOptions options = *browser->options->intake;
	options.anew = true;
	browser->next = reading_new(&options, scope, browser->changed, browser->user);
}

void
actions_query(Browser *browser, const char *query)
{
	const char *const terms[] = {query, NULL};

	actions_read(browser, &(ReadingScope){.terms = *query ? terms : NULL});
}

/* Of what has been read, all mail and not only bounces. */
static void
list_others(Browser *browser)
{
	ReadingScope scope = *reading_scope(browser->reading);

	scope.others = true;
	actions_read(browser, &scope);
}

static void
cancel(Browser *browser)
{
	if (selection_is_on(&browser->selection)) {
		bulk_end_selection(browser);
		return;
	}
	Reading *reading = browser->next ? browser->next : browser->reading;

	if (tagging_cancel(browser))
		return;
	if (handoff_cancel(browser->handoff) || exporting_cancel(browser->exporting) ||
	    reindexing_cancel(browser->reindexing)) {
		browser_tell(browser, "Stopped.");
		return;
	}
	if (!reading_goes_on(reading)) {
		if (!finder_hide(browser->finder))
			browser_advise(browser, "Nothing to stop", COMMAND_QUIT, "quits");
		return;
	}
	intake_cancel(reading_intake(reading));
	browser->changed(browser->user);
}

static void
close_view(Browser *browser)
{
	if (browser->over)
		g_clear_pointer(&browser->over, view_free);
	else if (browser->page)
		g_clear_pointer(&browser->page, view_free);
	else if (!panes_leave(&browser->panes))
		browser->done = true;
}

/* Lay a text over what is shown, which the same command goes back to.  Takes it. */
static void
toggle_over(Browser *browser, Command command, Doc *doc)
{
	g_autoptr(View) page = view_page_new(&browser->context, doc);
	bool closes = browser->over && browser->over_by == command;

	g_clear_pointer(&browser->over, view_free);
	if (!closes)
		browser->over = g_steal_pointer(&page);
	browser->over_by = command;
}

static void
add_code(Doc *doc, const BounceKb *kb, const BounceRecipient *to)
{
	explain_code(doc, kb, to);
	explain_related(doc, kb, to->status);
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
		add_code(doc, browser->context.kb, event->to);
	if (doc_is_empty(doc))
		browser_tell(browser, "There is no code here.");
	else
		browser_show(browser, view_page_new(&browser->context, g_steal_pointer(&doc)));
}

static void
show_mail(Browser *browser, Show what)
{
	const RawEvents events = {browser->changed, browser->user};
	const Event *event = view_detail_current(browser->detail);

	if (event)
		browser_show(browser, view_raw_new(&browser->context, browser->options->intake,
		                                   event->path, what, &events));
	else
		browser_tell(browser, "A group has no mail of its own.");
}

/* For the row that the cursor is on, where the command is about one. */
static void
limit_quickly(Browser *browser, Command command)
{
	ModelLine line = {NULL, NULL};
	const Row *row = view_list_current(browser->list, &line) ? line.row : NULL;
	g_autofree char *text = limits_quick(command, &browser->context, row);

	if (!text)
		browser_tell(browser, "There is no reason to limit by on this line.");
	else
		limits_set(browser->limits, &browser->context, text, NULL);
}

static void
sort_by(Browser *browser, Command command)
{
	static const Command commands[N_SORT_KEYS] = {
#define X(value, name, is_descending) [SORT_##value] = COMMAND_SORT_##value,
		SORT_KEYS(X)
#undef X
	};
	bool reversed;
	SortKey by = model_sorting(browser->context.model, &reversed);

	for (SortKey key = 0; key < N_SORT_KEYS; key++)
		if (commands[key] == command)
			model_sort(browser->context.model, key, false);
	if (command == COMMAND_SORT_REVERSE)
		model_sort(browser->context.model, by, !reversed);
}

static void
run_limit_command(Browser *browser, Command command)
{
	switch (command) {
	case COMMAND_LIMIT:
		questions_limit(browser);
		break;
	case COMMAND_LIMIT_BACK:
		if (!limits_pop(browser->limits, &browser->context))
			browser_tell(browser, "There was no limit before.");
		break;
	case COMMAND_LIMIT_HARD:
	case COMMAND_LIMIT_SOFT:
	case COMMAND_LIMIT_DELAYED:
	case COMMAND_LIMIT_POLICY:
	case COMMAND_LIMIT_UNKNOWN:
	case COMMAND_LIMIT_MARKED:
	case COMMAND_LIMIT_KEPT:
	case COMMAND_LIMIT_NEW:
	case COMMAND_LIMIT_ALIKE:
	case COMMAND_LIMIT_ALL:
		limit_quickly(browser, command);
		break;
	default:
		sort_by(browser, command);
		break;
	}
}

static bool
is_mail(const View *view)
{
	return view->class->where == WHERE_MAIL;
}

static void
show_raw(Browser *browser)
{
	const View *view = browser_top(browser);

	if (is_mail(view) && view_raw_what(view) == SHOW_MAIL)
		close_view(browser);
	else
		show_mail(browser, SHOW_MAIL);
}

static void
show_headers(Browser *browser)
{
	const View *view = browser_top(browser);

	if (!is_mail(view) || view_raw_what(view) == SHOW_MAIL)
		show_mail(browser, SHOW_HEADER);
	else if (view_raw_what(view) == SHOW_HEADER)
		show_mail(browser, SHOW_STATUS);
	else
		close_view(browser);
}

/* Another bounce of the address, on a page of the same kind. */
static void
step_event(Browser *browser, Command command, size_t count)
{
	View *detail = browser->detail;
	const View *view = browser_top(browser);
	const Event *before = view_detail_current(detail);

	detail->class->run(detail, command, count);
	if (!is_mail(view))
		return;

	g_autofree char *position = view_detail_position(detail);
	if (view_detail_current(detail) != before)
		show_mail(browser, view_raw_what(view));
	browser_tell(browser, position);
}

static void
search_again(Browser *browser, size_t times, int by)
{
	g_autofree char *message =
		finder_again(browser->finder, browser_top(browser), MAX(times, 1), by);

	if (message)
		browser_tell(browser, message);
}

/* From the list to the forms, from there to the file. */
static void export(Browser *browser)
{
	const View *view = browser_top(browser);

	if (view->class->where == WHERE_EXPORT)
		exporting_ask(browser->exporting, view_export_format(view),
		              view_export_scope(view));
	else
		exporting_open(browser->exporting);
}

/* false when the command shows no page. */
static bool
show_page(Browser *browser, Command command)
{
	const ViewContext *context = &browser->context;

	switch (command) {
	case COMMAND_HELP:
		toggle_over(browser, command, help_doc(context->keymap, browser_where(browser)));
		return true;
	case COMMAND_MESSAGES:
		toggle_over(browser, command, messages_doc(browser->messages));
		return true;
	case COMMAND_STATISTICS:
		browser_show(browser, view_stats_new(context));
		return true;
	case COMMAND_CODE:
		show_code_page(browser);
		return true;
	case COMMAND_RAW:
		show_raw(browser);
		return true;
	case COMMAND_HEADERS:
		show_headers(browser);
		return true;
	case COMMAND_EXPORT:
		export(browser);
		return true;
	default:
		return false;
	}
}

/* New mail of a mailbox is in no index yet. */
static void
reload(Browser *browser)
{
	if (browser->reindexing)
		reindexing_begin(browser->reindexing);
	else
		actions_read(browser, reading_scope(browser->reading));
}

/* Typed by its name where it has no key. */
static void
tell_useless(Browser *browser, Command command)
{
	g_autofree char *said = g_strdup_printf("%s does nothing here.", command_name(command));

	browser_tell(browser, said);
}

static void
run_program_command(Browser *browser, Command command, size_t count)
{
	switch (command) {
	case COMMAND_SEARCH:
		questions_search(browser, 1);
		break;
	case COMMAND_COMMAND_LINE:
		questions_command(browser);
		break;
	case COMMAND_SEARCH_BACK:
		questions_search(browser, -1);
		break;
	case COMMAND_SEARCH_NEXT:
		search_again(browser, count, 1);
		break;
	case COMMAND_SEARCH_PREVIOUS:
		search_again(browser, count, -1);
		break;
	case COMMAND_RELOAD:
		reload(browser);
		break;
	case COMMAND_QUERY_EDIT:
		questions_query(browser);
		break;
	case COMMAND_QUERY_ALL:
		actions_read(browser, &(ReadingScope){.base = STORE_BASE_WIDE});
		break;
	case COMMAND_QUERY_TAGGED:
		actions_read(browser, &(ReadingScope){.base = STORE_BASE_TAGGED});
		break;
	case COMMAND_LIST_OTHERS:
		list_others(browser);
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
		tell_useless(browser, command);
		break;
	}
}

void
actions_run(Browser *browser, Command command, size_t count)
{
	View *view = browser_top(browser);
	View *list = browser->list;
	bool steps = command == COMMAND_EVENT_NEXT || command == COMMAND_EVENT_PREVIOUS;
	CommandTopic topic = command_topic(command);

	if (view->class->run(view, command, count))
		return;
	/* What one pane does can be told it from the other, too. */
	if (steps)
		step_event(browser, command, count);
	else if (review_run_command(browser, command))
		return;
	else if (topic == TOPIC_LIMIT)
		run_limit_command(browser, command);
	else if (topic == TOPIC_GROUP)
		list->class->run(list, command, count);
	else if (topic == TOPIC_MARK)
		bulk_run(browser, command);
	else if (!panes_run(&browser->panes, command) && !acts_run(browser, command) &&
	         !show_page(browser, command))
		run_program_command(browser, command, count);
}
