/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/tagging.h"

#include "ui/browser-state.h"

static void
start(Browser *browser)
{
	IntakeOptions store = *browser->options->intake;
	const TaggerOptions options = {
		.store = &store,
		.tags = TAGS_OF_MAIL | (browser->tags_marks ? TAGS_OF_MARKS : 0),
		.patience_s = TAGGER_PATIENCE_S,
	};

	/* Mail may have come while the question was open. */
	if (browser_is_reading(browser)) {
		browser_advise(browser, "Still reading; nothing was tagged", COMMAND_CANCEL,
		               "stops it");
		return;
	}
	store.terms = reading_scope(browser->reading)->terms;
	store.base = reading_scope(browser->reading)->base;
	browser->tagger =
		tagger_new(&options, browser->context.model, browser->changed, browser->user);
}

static void
on_sure(const char *text, void *user)
{
	(void)text;
	start(user);
}

static void
on_unsure(void *user)
{
	browser_tell(user, "Nothing was tagged.");
}

static const AskClass sure_class = {
	.label = "Tag? ",
	.is_yes_or_no = true,
	.done = on_sure,
	.cancelled = on_unsure,
};

void
tagging_begin(Browser *browser, bool with_marks)
{
	g_autoptr(TagPlan) plan = NULL;
	g_autofree char *question = NULL;

	if (browser->tagger || browser_is_reading(browser)) {
		browser_advise(browser, browser->tagger ? "Still tagging" : "Still reading",
		               COMMAND_CANCEL, "stops it");
		return;
	}
	plan = tag_plan_new(browser->context.model, TAGS_OF_MAIL);
	if (tag_plan_n_messages(plan) == 0) {
		browser_tell(browser, "There is no bounce to tag.");
		return;
	}
	browser->tags_marks = with_marks;
	question = g_strdup_printf("Write tags to %zu messages in the mail store? [y/N] ",
	                           tag_plan_n_messages(plan));
	ask_begin(browser->ask, &sure_class, question, "", browser);
}

static void
tell_end(Browser *browser)
{
	const Tagger *tagger = browser->tagger;
	const TagPlan *plan = tagger_plan(tagger);
	g_autofree char *said = NULL;

	if (tagger_state(tagger) == TAGGER_FAILED)
		said = g_strdup(tagger_error(tagger)->message);
	else if (tagger_state(tagger) == TAGGER_STOPPED)
		said = g_strdup_printf("Stopped; %zu of %zu messages were tagged.",
		                       tagger_n_done(tagger), tag_plan_n_changes(plan));
	else
		said = g_strdup_printf("%zu of %zu messages have got other tags.",
		                       tagger_n_done(tagger), tag_plan_n_messages(plan));
	browser_tell(browser, said);
	g_clear_pointer(&browser->tagger, tagger_free);
}

void
tagging_follow(Browser *browser)
{
	if (!browser->tagger)
		return;
	if (tagger_state(browser->tagger) == TAGGER_READY)
		tagger_write(browser->tagger);
	if (tagger_is_over(browser->tagger))
		tell_end(browser);
}

bool
tagging_goes_on(const Browser *browser)
{
	return browser->tagger != NULL;
}

bool
tagging_cancel(Browser *browser)
{
	if (!browser->tagger)
		return false;
	tagger_cancel(browser->tagger);
	tagging_follow(browser);
	return true;
}

char *
tagging_progress(const Browser *browser)
{
	g_autofree char *progress = browser->tagger ? tagger_progress(browser->tagger) : NULL;

	if (!progress || *progress == '\0')
		return NULL;
	if (tagger_state(browser->tagger) == TAGGER_WAITING)
		return g_strdup_printf("%s Esc gives up", progress);
	return g_strdup_printf("%s  Esc stops it", progress);
}
