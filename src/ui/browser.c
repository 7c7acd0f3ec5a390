/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * browser.c - everything on the screen: keys go in, a picture comes out
 */
#include "ui/browser.h"

#include "ui/actions.h"
#include "ui/browser-state.h"
#include "ui/history.h"
#include "ui/look.h"
#include "ui/mouse.h"
#include "ui/review.h"
#include "ui/tagging.h"
#include "ui/view-detail.h"
#include "ui/view-list.h"

void
browser_tell(Browser *browser, const char *message)
{
	gint64 since = (g_get_real_time() - browser->began) / G_USEC_PER_SEC;
	/* An error says on one line why, and on the next what to do. */
	g_auto(GStrv) lines = g_strsplit(message, "\n", -1);

	g_free(browser->message);
	browser->message = g_strjoinv(". ", lines);
	messages_add(browser->messages, browser->options->now + since, browser->message);
}

bool
browser_shows_card(const Browser *browser)
{
	return !browser_cover(browser) && !ask_is_open(browser->ask) &&
	       model_n_lines(browser->context.model) > 0 &&
	       card_is_shown(browser->card, browser->layout.body);
}

void
browser_advise(Browser *browser, const char *what, Command command, const char *does)
{
	g_autofree char *key = keymap_key(browser->context.keymap, command, browser_where(browser));
	g_autofree char *advice = g_strdup_printf("%s; %s %s.", what, key, does);
	g_autofree char *plain = g_strdup_printf("%s.", what);

	browser_tell(browser, *key ? advice : plain);
}

View *
browser_cover(const Browser *browser)
{
	return browser->over ? browser->over : browser->page;
}

View *
browser_top(const Browser *browser)
{
	View *cover = browser_cover(browser);

	if (cover)
		return cover;
	return browser->panes.focus == PANE_LIST ? browser->list : browser->detail;
}

Where
browser_where(const Browser *browser)
{
	const View *top = browser_top(browser);
	Where where = top->class->where;

	if (top == browser->list && browser->selection.anchor)
		where |= WHERE_RANGE;
	if (top == browser->list && reading_is_empty(browser->reading) &&
	    !reading_goes_on(browser->reading))
		where |= WHERE_EMPTY;
	return where;
}

void
browser_show(Browser *browser, View *page)
{
	g_clear_pointer(&browser->over, view_free);
	view_free(browser->page);
	browser->page = page;
}

/* Everything takes its size and follows the model. */
static void
arrange(Browser *browser)
{
	Layout *layout = &browser->layout;

	browser->context.search = finder_search(browser->finder);
	/* There is no other pane, and the keys that help are those of the list. */
	if (reading_is_empty(browser->reading))
		browser->panes.focus = PANE_LIST;
	*layout = layout_fit(screen_rows(browser->screen), screen_cols(browser->screen),
	                     browser->panes.focus, browser->panes.alone);
	browser->list->class->fit(browser->list, layout->list.rows, layout->list.cols);
	browser->detail->class->fit(browser->detail, layout->detail.rows, layout->detail.cols);
	if (browser->page)
		browser->page->class->fit(browser->page, layout->body.rows, layout->body.cols);
	if (browser->over)
		browser->over->class->fit(browser->over, layout->body.rows, layout->body.cols);
}

/* Why not all was read, and what is shown then. */
static void
tell_unread(Browser *browser, const GError *error, const char *shown)
{
	bool has_changed = g_error_matches(error, READERS_ERROR, READERS_ERROR_CHANGED);
	g_autofree char *what = g_strdup_printf(
		"%s; %s", has_changed ? "Database changed under us" : "Stopped", shown);

	if (error && !has_changed)
		browser_tell(browser, error->message);
	else
		browser_advise(browser, what, COMMAND_RELOAD, "reads again");
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
	case INTAKE_REFRESHING:
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
		tell_unread(browser, error, "this is the list as it was");
		g_clear_pointer(&browser->next, reading_free);
		return;
	}
}

static void
tell_end(Browser *browser)
{
	const GError *error = intake_error(reading_intake(browser->reading));
	IntakeState state = intake_state(reading_intake(browser->reading));

	browser->told = true;
	if (state == INTAKE_FAILED) {
		browser->error = g_error_copy(error);
		browser->done = true;
	} else if (state == INTAKE_PARTIAL) {
		g_autofree char *shown = reading_what_came(browser->reading);

		tell_unread(browser, error, shown);
	} else {
		review_tell(browser);
	}
}

static void
show_marks(Browser *browser)
{
	g_autofree char *said = marking_show(browser->marking, reading_intake(browser->reading));

	if (said)
		browser_tell(browser, said);
}

/* What is proposed while more is read would be something else a moment later. */
static void
show_rules(Browser *browser)
{
	const StoreInfo *store = intake_store(reading_intake(browser->reading));
	g_autofree char *said = store && !reading_goes_on(browser->reading)
	                                ? rules_show(browser->rules, store)
	                                : NULL;

	if (said)
		browser_tell(browser, said);
}

/* Also what has come since the cache was written. */
static bool
has_all(const Browser *browser)
{
	const Intake *intake = reading_intake(browser->reading);

	return intake_state(intake) == INTAKE_ASKING || intake_is_over(intake);
}

void
browser_update(Browser *browser)
{
	if (browser->next)
		finish_reload(browser);
	model_refresh(browser->context.model);
	show_marks(browser);
	show_rules(browser);
	tagging_follow(browser);

	bool ends = !browser->told && !reading_goes_on(browser->reading);

	if (ends)
		tell_end(browser);
	arrange(browser);
	/* What comes from now on must not take the cursor to another address. */
	if (has_all(browser))
		view_list_keep_place(browser->list);
}

void
browser_follow(Browser *browser)
{
	tagging_follow(browser);
	arrange(browser);
}

static void
tell_unknown(Browser *browser, const char *key)
{
	g_autofree char *what = g_strdup_printf("%s does nothing here", key);

	if (browser->over && browser->over_by == COMMAND_HELP)
		browser_advise(browser, what, COMMAND_CLOSE, "goes back");
	else
		browser_advise(browser, what, COMMAND_HELP, "lists the keys");
}

static void
take_key(Browser *browser, const char *key)
{
	bool is_first = !*browser->keys.first.text;
	Command command;
	size_t count;

	switch (keymap_feed(&browser->keys, browser_where(browser), key, &command, &count)) {
	case KEYMAP_COMMAND:
		actions_run(browser, command, count);
		break;
	case KEYMAP_UNKNOWN:
		if (is_first)
			tell_unknown(browser, key);
		break;
	case KEYMAP_MORE:
		break;
	}
}

void
browser_key(Browser *browser, const char *key)
{
	g_clear_pointer(&browser->message, g_free);
	marking_follow(browser->marking);
	if (screen_state(browser->screen) == SCREEN_LEFT)
		handoff_key(browser->handoff, key);
	else if (browser_shows_card(browser))
		card_dismiss(browser->card);
	else if (ask_is_open(browser->ask))
		ask_key(browser->ask, key);
	else
		take_key(browser, key);
	show_rules(browser);
	arrange(browser);
}

/* What was handed off is back, or could not be. */
static void
on_handed_back(const char *message, void *user)
{
	Browser *browser = user;

	if (message)
		browser_tell(browser, message);
	browser->changed(browser->user);
}

/* What is clicked at twice is opened. */
void
browser_mouse(Browser *browser, MouseEvent event)
{
	const Layout *layout = &browser->layout;
	Pane pane = mouse_is_in(event, layout->list) ? PANE_LIST : PANE_DETAIL;
	Pane focus = browser->panes.focus;
	Area area = pane == PANE_LIST ? layout->list : layout->detail;

	if (ask_is_open(browser->ask))
		return;
	g_clear_pointer(&browser->message, g_free);
	if (browser_cover(browser)) {
		mouse_run(event, browser_cover(browser), layout->body);
	} else if (mouse_is_in(event, area)) {
		if (event.kind == MOUSE_CLICK)
			browser->panes.focus = pane;
		if (mouse_run(event, pane == PANE_LIST ? browser->list : browser->detail, area) &&
		    focus == PANE_LIST)
			actions_run(browser, COMMAND_OPEN, 0);
	}
	arrange(browser);
}

/* What the list is grouped by is kept between runs. */
static const char grouping_file[] = "grouping";

static void
group_as_last_time(Browser *browser)
{
	g_autoptr(History) history = history_new(browser->options->state_dir, grouping_file);
	const char *last = history_get(history, 0);
	const char *const *names = model_grouping_names();

	for (unsigned i = 0; last && names[i]; i++)
		if (g_str_equal(names[i], last))
			model_group_by(browser->context.model, (Grouping)i, browser->context.kb);
}

static void
keep_grouping(const Browser *browser)
{
	g_autoptr(History) history = history_new(browser->options->state_dir, grouping_file);
	const char *name = model_grouping_names()[model_grouping(browser->context.model)];
	const char *last = history_get(history, 0);

	if (last || model_grouping(browser->context.model) != GROUPING_SUBJECT)
		history_add(history, name);
}

Browser *
browser_new(const UiOptions *options, Screen *screen, void (*changed)(void *user), void *user)
{
	Browser *browser = g_new0(Browser, 1);

	browser->options = options;
	browser->screen = screen;
	browser->changed = changed;
	browser->user = user;
	browser->reading = reading_new(
		options->intake, &(ReadingScope){.terms = options->intake->terms}, changed, user);
	browser->context = (ViewContext){
		.model = reading_model(browser->reading),
		.kb = options->kb,
		.keymap = config_keymap(options->config),
		.flags = screen_cells_flags(screen),
		.now = options->now,
		.zone = g_time_zone_new_local(),
		.is_first = options->check_kb != NULL,
	};
	browser->ask = ask_new(options->state_dir);
	browser->finder = finder_new();
	browser->limits = limits_new();
	browser->handoff =
		handoff_new(screen, options->intake, &(HandoffEvents){on_handed_back, browser});
	browser->exporting = exporting_new(browser);
	browser->reindexing = reindexing_new(browser);
	browser->card = card_new(options->state_dir, &browser->context);
	browser->messages = messages_new();
	browser->began = g_get_real_time();
	browser->marking = marking_new(&browser->context);
	browser->rules = rules_new(&browser->context, options->intake->data_dir);
	browser->context.selection = &browser->selection;
	browser->last_mark = N_COMMANDS;
	group_as_last_time(browser);
	browser->list = view_list_new(&browser->context);
	browser->detail = view_detail_new(&browser->context, browser->list);
	browser->keys.keymap = browser->context.keymap;
	look_apply(&browser->palette, screen, options->config);
	if (config_first_mistake(options->config))
		browser_tell(browser, config_first_mistake(options->config));
	arrange(browser);
	return browser;
}

void
browser_free(Browser *browser)
{
	if (!browser)
		return;
	handoff_free(browser->handoff);
	tagger_free(browser->tagger);
	exporting_free(browser->exporting);
	reindexing_free(browser->reindexing);
	keep_grouping(browser);
	checking_free(browser->checking);
	view_free(browser->over);
	view_free(browser->page);
	view_free(browser->detail);
	view_free(browser->list);
	reading_free(browser->next);
	reading_leave(browser->reading);
	ask_free(browser->ask);
	finder_free(browser->finder);
	limits_free(browser->limits);
	g_free(browser->limit_before);
	g_free(browser->key_before);
	marking_free(browser->marking);
	rules_free(browser->rules);
	selection_clear(&browser->selection);
	g_clear_pointer(&browser->targets, g_ptr_array_unref);
	card_free(browser->card);
	messages_free(browser->messages);
	g_time_zone_unref(browser->context.zone);
	g_free(browser->message);
	g_clear_error(&browser->error);
	g_free(browser);
}

static void
on_kb_failed(const GError *error, void *user)
{
	Browser *browser = user;

	browser->done = true;
	if (!browser->error)
		browser->error = g_error_copy(error);
	browser->changed(browser->user);
}

void
browser_begin(Browser *browser)
{
	browser->context.is_first = false;
	if (browser->options->check_kb && !browser->checking)
		browser->checking = checking_new(browser->options, on_kb_failed, browser);
}

bool
browser_is_waiting(const Browser *browser)
{
	const View *page = browser->page;

	return browser_is_reading(browser) || tagging_goes_on(browser) ||
	       handoff_is_fetching(browser->handoff) || exporting_is_busy(browser->exporting) ||
	       reindexing_goes_on(browser->reindexing) ||
	       (page && page->class->is_waiting && page->class->is_waiting(page));
}

bool
browser_is_reading(const Browser *browser)
{
	return browser->next != NULL || reading_goes_on(browser->reading);
}

/* There is a new list to be shown, or none is to come. */
static bool
is_reloaded(const Browser *browser)
{
	return browser->next && intake_is_over(reading_intake(browser->next));
}

ListStage
browser_stage(const Browser *browser)
{
	if (!browser_is_reading(browser) || is_reloaded(browser))
		return STAGE_SETTLED;
	if (intake_state(reading_intake(browser->reading)) != INTAKE_READING)
		return STAGE_WHOLE;
	return model_counts(browser->context.model)->n_rows > 0 ? STAGE_ROWS : STAGE_EMPTY;
}

size_t
browser_n_bounces(const Browser *browser)
{
	return model_counts(browser->context.model)->n_events;
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
