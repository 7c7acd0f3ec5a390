/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * questions.c - what the browser asks on its last line
 */
#include "ui/questions.h"

#include "ui/actions.h"
#include "ui/browser-state.h"
#include "ui/cmdline.h"
#include "ui/limits.h"
#include "ui/view-detail.h"

/* ---- search */

static AskState
on_search_typed(const char *text, void *user)
{
	Browser *browser = user;

	finder_follow(browser->finder, browser_top(browser), text);
	return (AskState){.note = finder_note(browser->finder)};
}

static void
on_search_done(const char *text, void *user)
{
	Browser *browser = user;
	g_autofree char *message = finder_accept(browser->finder, browser_top(browser), text);

	if (message)
		browser_tell(browser, message);
}

static void
on_search_cancelled(void *user)
{
	Browser *browser = user;

	finder_give_up(browser->finder, browser_top(browser));
}

static const AskClass search_class = {
	.label = "/",
	.history = "search",
	.changed = on_search_typed,
	.done = on_search_done,
	.cancelled = on_search_cancelled,
};

void
questions_search(Browser *browser, int by)
{
	finder_begin(browser->finder, browser_top(browser), by);
	ask_begin(browser->ask, &search_class, by > 0 ? "/" : "?", "", browser);
}

/* ---- limit */

static char *
count_shown(const Browser *browser)
{
	size_t n = model_counts(browser->context.model)->n_shown;

	return g_strdup_printf("%zu %s", n, n == 1 ? "addr" : "addrs");
}

static AskState
on_limit_typed(const char *text, void *user)
{
	Browser *browser = user;
	FilterMistake mistake = {0, 0};
	g_autoptr(GError) error = NULL;

	if (limits_try(&browser->context, text, &mistake, &error))
		return (AskState){.note = count_shown(browser)};
	return (AskState){g_strdup(error->message), mistake.begin, mistake.end};
}

/* To the line the cursor was on before anything was typed, which may have taken it far
 * away, or near to it. */
static void
go_back(Browser *browser)
{
	const Model *model = browser->context.model;
	size_t at;

	at = browser->key_before ? model_find_near(model, browser->key_before) : G_MAXSIZE;
	if (at < model_n_lines(model))
		browser->list->class->go(browser->list, at);
}

static void
on_limit_cancelled(void *user)
{
	Browser *browser = user;

	limits_try(&browser->context, browser->limit_before, NULL, NULL);
	browser->list->class->restore(browser->list, browser->place_before);
	go_back(browser);
}

static void
on_limit_done(const char *text, void *user)
{
	Browser *browser = user;
	g_autoptr(GError) error = NULL;

	if (limits_accept(browser->limits, &browser->context, text, browser->limit_before,
	                  &error)) {
		go_back(browser);
	} else {
		on_limit_cancelled(browser);
		browser_tell(browser, error->message);
	}
}

static char **
on_limit_complete(const char *text, size_t at, size_t *begin, void *user)
{
	(void)user;
	return filter_complete(text, at, begin);
}

static const AskClass limit_class = {
	.label = "limit: ",
	.history = "limit",
	.changed = on_limit_typed,
	.done = on_limit_done,
	.cancelled = on_limit_cancelled,
	.complete = on_limit_complete,
};

void
questions_limit(Browser *browser)
{
	const Model *model = browser->context.model;

	g_free(browser->limit_before);
	g_clear_pointer(&browser->key_before, g_free);
	browser->limit_before = g_strdup(limits_text(&browser->context));
	browser->place_before = browser->list->class->place(browser->list);
	if (browser->place_before.at < model_n_lines(model))
		browser->key_before = g_strdup(model_line_key(model, browser->place_before.at));
	ask_begin(browser->ask, &limit_class, NULL, browser->limit_before, browser);
}

/* ---- commands */

static void
on_command_done(const char *text, void *user)
{
	Browser *browser = user;
	g_autoptr(GError) error = NULL;

	if (!cmdline_run(browser, text, &error))
		browser_tell(browser, error->message);
}

static char **
on_command_complete(const char *text, size_t at, size_t *begin, void *user)
{
	(void)user;
	return cmdline_complete(text, at, begin);
}

static const AskClass command_class = {
	.label = ":",
	.history = "command",
	.done = on_command_done,
	.complete = on_command_complete,
};

void
questions_command(Browser *browser)
{
	ask_begin(browser->ask, &command_class, NULL, "", browser);
}

/* ---- search terms */

static void
on_query_done(const char *text, void *user)
{
	actions_query(user, text);
}

static const AskClass query_class = {
	.label = "query: ",
	.history = "query",
	.done = on_query_done,
};

void
questions_query(Browser *browser)
{
	const char *const *terms = reading_scope(browser->reading)->terms;
	g_autofree char *now = terms ? g_strjoinv(" ", (char **)terms) : g_strdup("");

	ask_begin(browser->ask, &query_class, NULL, now, browser);
}

/* ---- the shell */

static void
on_pipe_done(const char *text, void *user)
{
	Browser *browser = user;
	const Event *event = view_detail_current(browser->detail);

	if (*text != '\0' && event)
		handoff_shell(browser->handoff, text, event->path);
}

static void
on_shell_done(const char *text, void *user)
{
	Browser *browser = user;

	if (*text != '\0')
		handoff_shell(browser->handoff, text, NULL);
}

static const AskClass pipe_class = {
	.label = "Pipe to: ",
	.history = "shell",
	.done = on_pipe_done,
};

/* Rows may have gone while the line was typed. */
static void
on_pipe_rows_done(const char *text, void *user)
{
	Browser *browser = user;
	g_autoptr(GPtrArray) keys = g_steal_pointer(&browser->targets);
	g_autoptr(GPtrArray) rows = g_ptr_array_new();

	for (guint i = 0; i + 1 < keys->len; i++) {
		const Row *row = model_row(browser->context.model, keys->pdata[i]);

		if (row)
			g_ptr_array_add(rows, (void *)row);
	}
	if (*text == '\0')
		return;
	browser_advise(browser, "Fetching the mails", COMMAND_CANCEL, "stops it");
	handoff_shell_rows(browser->handoff, text, rows);
}

static const AskClass pipe_rows_class = {
	.label = "Pipe to: ",
	.history = "shell",
	.done = on_pipe_rows_done,
};

static const AskClass shell_class = {
	.label = "Run: ",
	.history = "shell",
	.done = on_shell_done,
};

static void
pipe_rows(Browser *browser)
{
	size_t at = browser->list->class->place(browser->list).at;
	g_autofree char *label = NULL;

	g_clear_pointer(&browser->targets, g_ptr_array_unref);
	browser->targets = selection_rows(&browser->selection, browser->context.model, at);
	if (browser->targets->len == 1) {
		browser_tell(browser, "A group has no mail of its own.");
		return;
	}
	label = g_strdup_printf("Pipe %u selected to: ", browser->targets->len - 1);
	ask_begin(browser->ask, &pipe_rows_class, label, "", browser);
}

void
questions_pipe(Browser *browser)
{
	if (selection_is_on(&browser->selection))
		pipe_rows(browser);
	else
		ask_begin(browser->ask, &pipe_class, NULL, "", browser);
}

void
questions_shell(Browser *browser)
{
	ask_begin(browser->ask, &shell_class, NULL, "", browser);
}
