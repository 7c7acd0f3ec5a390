/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * questions.c - what the browser asks on its last line
 */
#include "ui/questions.h"

#include "ui/browser-state.h"

/* ---- search */

static AskState
on_search_typed(const char *text, void *user)
{
	Browser *browser = user;
	bool found = finder_follow(browser->finder, browser_top(browser), text);

	return (AskState){.note = found ? NULL : g_strdup("not found")};
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
