/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * search.c - searching in a view, while the words are typed and after
 */
#include "ui/search.h"

#include "ui/prompt.h"

struct Search {
	Prompt *prompt; /* NULL while nothing is typed */
	size_t origin;  /* the line where it began */
	char *needle;   /* the last one, or "" */
};

Search *
search_new(void)
{
	Search *search = g_new0(Search, 1);

	search->needle = g_strdup("");
	return search;
}

void
search_free(Search *search)
{
	if (!search)
		return;
	prompt_free(search->prompt);
	g_free(search->needle);
	g_free(search);
}

void
search_begin(Search *search, const View *view)
{
	search->prompt = prompt_new();
	search->origin = view->class->line(view);
}

bool
search_is_typed(const Search *search)
{
	return search->prompt != NULL;
}

const char *
search_typed(const Search *search)
{
	return search->prompt ? prompt_text(search->prompt) : "";
}

static bool
go_to_match(const Search *search, View *view, size_t from, int by)
{
	size_t line = view->class->find(view, search->needle, from, by);

	if (line == G_MAXSIZE)
		return false;
	view->class->go(view, line);
	return true;
}

static char *
not_found(const Search *search)
{
	return g_strdup_printf("Not found: %s", search->needle);
}

/* Where the words typed so far are, or back to where it began. */
static void
follow_typing(const Search *search, View *view)
{
	const char *typed = prompt_text(search->prompt);
	size_t line = *typed ? view->class->find(view, typed, search->origin, 1) : G_MAXSIZE;

	view->class->go(view, line == G_MAXSIZE ? search->origin : line);
}

/* Nothing typed means the last words again, as in vi. */
static char *
accept(Search *search, View *view)
{
	const char *typed = prompt_text(search->prompt);
	size_t from = search->origin;

	if (*typed) {
		g_free(search->needle);
		search->needle = g_strdup(typed);
	} else {
		from++;
	}
	g_clear_pointer(&search->prompt, prompt_free);
	if (!*search->needle)
		return NULL;
	if (from >= view->class->n_lines(view))
		from = 0;
	return go_to_match(search, view, from, 1) ? NULL : not_found(search);
}

char *
search_key(Search *search, View *view, const char *key)
{
	switch (prompt_key(search->prompt, key)) {
	case PROMPT_CHANGED:
		follow_typing(search, view);
		return NULL;
	case PROMPT_ACCEPTED:
		return accept(search, view);
	case PROMPT_CANCELLED:
		g_clear_pointer(&search->prompt, prompt_free);
		view->class->go(view, search->origin);
		return NULL;
	case PROMPT_OTHER:
		break;
	}
	return NULL;
}

char *
search_again(const Search *search, View *view, size_t times, int by)
{
	size_t n = view->class->n_lines(view);

	if (!*search->needle)
		return g_strdup("Nothing was searched for yet; / searches.");
	if (n == 0)
		return not_found(search);
	for (size_t i = 0; i < times; i++) {
		size_t at = view->class->line(view);

		if (!go_to_match(search, view, (at + (by > 0 ? 1 : n - 1)) % n, by))
			return not_found(search);
	}
	return NULL;
}
