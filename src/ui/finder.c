/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finder.c - searching in a view, while the words are typed and after
 */
#include "ui/finder.h"

struct Finder {
	Cursor origin; /* where it began */
	int by;        /* 1, or -1 */
	char *needle;  /* the last one, or "" */
};

Finder *
finder_new(void)
{
	Finder *finder = g_new0(Finder, 1);

	finder->needle = g_strdup("");
	finder->by = 1;
	return finder;
}

void
finder_free(Finder *finder)
{
	if (!finder)
		return;
	g_free(finder->needle);
	g_free(finder);
}

void
finder_begin(Finder *finder, const View *view, int by)
{
	finder->origin = view->class->place(view);
	finder->by = by;
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

bool
finder_follow(const Finder *finder, View *view, const char *typed)
{
	size_t line =
		*typed ? view->class->find(view, typed, finder->origin.at, finder->by) : G_MAXSIZE;

	view->class->restore(view, finder->origin);
	if (line != G_MAXSIZE)
		view->class->go(view, line);
	return line != G_MAXSIZE || *typed == '\0';
}

void
finder_give_up(const Finder *finder, View *view)
{
	view->class->restore(view, finder->origin);
}

/* Nothing typed means the last words again, as in vi. */
char *
finder_accept(Finder *finder, View *view, const char *typed)
{
	if (*typed == '\0')
		return finder_again(finder, view, 1, 1);
	g_free(finder->needle);
	finder->needle = g_strdup(typed);
	return go_to_match(finder, view, finder->origin.at, finder->by) ? NULL : not_found(finder);
}

char *
finder_again(const Finder *finder, View *view, size_t times, int by)
{
	size_t n = view->class->n_lines(view);

	if (!*finder->needle)
		return g_strdup("Nothing was searched for yet.");
	if (n == 0)
		return not_found(finder);
	by *= finder->by;
	for (size_t i = 0; i < times; i++) {
		size_t at = view->class->place(view).at;

		if (!go_to_match(finder, view, (at + (by > 0 ? 1 : n - 1)) % n, by))
			return not_found(finder);
	}
	return NULL;
}
