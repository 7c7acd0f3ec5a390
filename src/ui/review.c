/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/review.h"

#include "ui/browser-state.h"
#include "ui/view-list.h"
#include "ui/view-review.h"

/* NULL where the review is not what is shown. */
static View *
shown(const Browser *browser)
{
	View *top = browser_top(browser);

	return top->class->where == WHERE_REVIEW ? top : NULL;
}

static const StoreInfo *
store_of(const Browser *browser)
{
	return intake_store(reading_intake(browser->reading));
}

static void
open_review(Browser *browser)
{
	if (reading_goes_on(browser->reading))
		browser_advise(browser, "Still reading", COMMAND_CANCEL, "stops it");
	else
		browser_show(browser, view_review_new(&browser->context, browser->rules));
}

static void
toggle(Browser *browser)
{
	const char *said = view_review_toggle(shown(browser));

	if (said)
		browser_tell(browser, said);
}

static void
accept(Browser *browser)
{
	View *view = shown(browser);
	g_autofree bool *accepts = view_review_accepts(view);
	g_autofree char *said = NULL;

	if (!view_review_has_accepted(view)) {
		browser_tell(browser, "Nothing is accepted, so nothing was marked.");
		return;
	}
	if (marking_accept(browser->marking, view_review_offers(view), accepts, &said))
		browser_show(browser, NULL);
	browser_tell(browser, said);
}

/* In the list and its detail, where it stands among the others. */
static void
see(Browser *browser)
{
	const Row *row = view_review_current(shown(browser));
	Model *model = browser->context.model;

	if (!row) {
		browser_tell(browser, "There is no address here.");
		return;
	}
	g_autofree char *key = g_strdup(row->key);
	model_fold(model, row->group->key, false);
	browser_show(browser, NULL);
	browser->list->class->go(browser->list, model_find(model, key));
	browser->panes.focus = PANE_DETAIL;
}

static void
choose_preset(Browser *browser)
{
	const StoreInfo *store = store_of(browser);
	g_autofree char *said = store ? rules_next_preset(browser->rules, store) : NULL;
	const Policy *policy = rules_policy(browser->rules);

	if (said)
		browser_tell(browser, said);
	else if (policy)
		browser_tell(browser, policy_title(policy));
}

/* They are about what is shown. */
static void
run_here(Browser *browser, Command command)
{
	switch (command) {
	case COMMAND_REVIEW_TOGGLE:
		toggle(browser);
		break;
	case COMMAND_REVIEW_ACCEPT:
		accept(browser);
		break;
	default:
		choose_preset(browser);
		break;
	}
}

bool
review_run_command(Browser *browser, Command command)
{
	bool is_shown = shown(browser) != NULL;

	if (command == COMMAND_REVIEW)
		open_review(browser);
	else if (command == COMMAND_OPEN && is_shown)
		see(browser);
	else if (command != COMMAND_REVIEW_TOGGLE && command != COMMAND_REVIEW_ACCEPT &&
	         command != COMMAND_REVIEW_PRESET)
		return false;
	else if (is_shown)
		run_here(browser, command);
	else
		browser_advise(browser, "This is for the review", COMMAND_REVIEW, "opens it");
	return true;
}

void
review_tell(Browser *browser)
{
	size_t n = rules_count(browser->rules);
	g_autofree char *what =
		g_strdup_printf("Rules would mark %zu address%s", n, n == 1 ? "" : "es");

	if (n > 0 && !browser->message)
		browser_advise(browser, what, COMMAND_REVIEW, "reviews them");
}
