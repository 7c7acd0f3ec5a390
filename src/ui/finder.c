/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finder.c - searching in a view, while the words are typed and after
 */
#include "ui/finder.h"

#include "ui/prompt.h"

struct Finder {
	Prompt *prompt; /* NULL while nothing is typed */
	Cursor origin;  /* where it began */
	char *needle;   /* the last one, or "" */
};

Finder *
finder_new(void)
{
	Finder *finder = g_new0(Finder, 1);

	finder->needle = g_strdup("");
	return finder;
}

void
finder_free(Finder *finder)
{
	if (!finder)
		return;
	prompt_free(finder->prompt);
	g_free(finder->needle);
	g_free(finder);
}

void
finder_begin(Finder *finder, const View *view)
{
	finder->prompt = prompt_new();
	finder->origin = view->class->place(view);
}

bool
finder_is_typed(const Finder *finder)
{
	return finder->prompt != NULL;
}

const char *
finder_typed(const Finder *finder)
{
	return finder->prompt ? prompt_text(finder->prompt) : "";
}

static bool
go_to_match(const Finder *finder, View *view, size_t from, int by)
{
	size_t line = view->class->find(view, finder->needle, from, by);

	if (line == G_MAXSIZE)
		return false;
	view->class->go(view, line);
	return true;
}

static char *
not_found(const Finder *finder)
{
	return g_strdup_printf("Not found: %s", finder->needle);
}

/* Where the words typed so far are, or back to where it began. */
static void
follow_typing(const Finder *finder, View *view)
{
	const char *typed = prompt_text(finder->prompt);
	size_t line = *typed ? view->class->find(view, typed, finder->origin.at, 1) : G_MAXSIZE;

	view->class->restore(view, finder->origin);
	if (line != G_MAXSIZE)
		view->class->go(view, line);
}

/* Nothing typed means the last words again, as in vi. */
static char *
accept(Finder *finder, View *view)
{
	const char *typed = prompt_text(finder->prompt);
	size_t from = finder->origin.at;

	if (*typed) {
		g_free(finder->needle);
		finder->needle = g_strdup(typed);
	} else {
		from++;
	}
	g_clear_pointer(&finder->prompt, prompt_free);
	if (!*finder->needle)
		return NULL;
	if (from >= view->class->n_lines(view))
		from = 0;
	return go_to_match(finder, view, from, 1) ? NULL : not_found(finder);
}

char *
finder_key(Finder *finder, View *view, const char *key)
{
	switch (prompt_key(finder->prompt, key)) {
	case PROMPT_CHANGED:
		follow_typing(finder, view);
		return NULL;
	case PROMPT_ACCEPTED:
		return accept(finder, view);
	case PROMPT_CANCELLED:
		g_clear_pointer(&finder->prompt, prompt_free);
		view->class->restore(view, finder->origin);
		return NULL;
	case PROMPT_OTHER:
		break;
	}
	return NULL;
}

char *
finder_again(const Finder *finder, View *view, size_t times, int by)
{
	size_t n = view->class->n_lines(view);

	if (!*finder->needle)
		return g_strdup("Nothing was searched for yet; / searches.");
	if (n == 0)
		return not_found(finder);
	for (size_t i = 0; i < times; i++) {
		size_t at = view->class->place(view).at;

		if (!go_to_match(finder, view, (at + (by > 0 ? 1 : n - 1)) % n, by))
			return not_found(finder);
	}
	return NULL;
}
