/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finder.c - searching in a view, while the pattern is typed and after
 */
#include "ui/finder.h"

/* How a search went. */
typedef enum {
	FOUND,
	FOUND_ROUND_THE_END,
	NOT_FOUND,
	TOOK_TOO_LONG,
} Outcome;

struct Finder {
	Cursor origin; /* where it began */
	int by;        /* 1, or -1 */
	Search *trial; /* of what is being typed, or NULL */
	Outcome outcome;

	Search *search; /* the last one, or NULL */
	char *typed;    /* what it is of */
	bool is_hidden;
};

Finder *
finder_new(void)
{
	Finder *finder = g_new0(Finder, 1);

	finder->by = 1;
	return finder;
}

void
finder_free(Finder *finder)
{
	if (!finder)
		return;
	search_free(finder->trial);
	search_free(finder->search);
	g_free(finder->typed);
	g_free(finder);
}

void
finder_begin(Finder *finder, const View *view, int by)
{
	finder->origin = view->class->place(view);
	finder->by = by;
}

/* From the line `from` on, which was come to on the way from the line `at`. */
static Outcome
go_to_match(View *view, const Search *search, size_t at, size_t from, int by)
{
	size_t line = view->class->find(view, search, from, by);

	if (line == SEARCH_NONE)
		return NOT_FOUND;
	if (line == SEARCH_TOO_LONG)
		return TOOK_TOO_LONG;
	view->class->go(view, line);
	/* Stepped off the line, it is behind all others. */
	if (at != from && line == at)
		return FOUND_ROUND_THE_END;
	return (by > 0 ? line < at : line > at) ? FOUND_ROUND_THE_END : FOUND;
}

static const char *
end_name(int by)
{
	return by > 0 ? "top" : "bottom";
}

static char *
tell(const Finder *finder, Outcome outcome, int by)
{
	switch (outcome) {
	case FOUND_ROUND_THE_END:
		return g_strdup_printf("Went on from the %s.", end_name(by));
	case NOT_FOUND:
		return g_strdup_printf("Not found: %s", finder->typed);
	case TOOK_TOO_LONG:
		return g_strdup_printf("Takes too long to look for: %s", finder->typed);
	case FOUND:
		break;
	}
	return NULL;
}

void
finder_follow(Finder *finder, View *view, const char *typed)
{
	g_clear_pointer(&finder->trial, search_free);
	view->class->restore(view, finder->origin);
	if (*typed == '\0')
		return;
	finder->trial = search_new(typed);
	finder->outcome =
		go_to_match(view, finder->trial, finder->origin.at, finder->origin.at, finder->by);
}

char *
finder_note(const Finder *finder)
{
	const char *plain, *went = "";

	if (!finder->trial)
		return NULL;
	plain = search_is_plain(finder->trial) ? "plain words" : "";
	if (finder->outcome == NOT_FOUND)
		went = "not found";
	else if (finder->outcome == TOOK_TOO_LONG)
		went = "takes too long";
	else if (finder->outcome == FOUND_ROUND_THE_END)
		went = finder->by > 0 ? "from the top" : "from the bottom";
	if (*plain == '\0' && *went == '\0')
		return NULL;
	return g_strconcat(plain, *plain && *went ? ", " : "", went, NULL);
}

void
finder_give_up(Finder *finder, View *view)
{
	g_clear_pointer(&finder->trial, search_free);
	view->class->restore(view, finder->origin);
}

/* Nothing typed means the last pattern again, as in vi. */
char *
finder_accept(Finder *finder, View *view, const char *typed)
{
	if (*typed == '\0')
		return finder_again(finder, view, 1, 1);
	finder_follow(finder, view, typed);
	search_free(finder->search);
	finder->search = g_steal_pointer(&finder->trial);
	g_free(finder->typed);
	finder->typed = g_strdup(typed);
	finder->is_hidden = false;
	return tell(finder, finder->outcome, finder->by);
}

char *
finder_again(Finder *finder, View *view, size_t times, int by)
{
	size_t n = view->class->n_lines(view);
	Outcome outcome = NOT_FOUND;
	bool went_round = false;

	if (!finder->search)
		return g_strdup("Nothing was searched for yet.");
	finder->is_hidden = false;
	by *= finder->by;
	for (size_t i = 0; i < times && n > 0; i++) {
		size_t at = view->class->place(view).at;

		outcome =
			go_to_match(view, finder->search, at, (at + (by > 0 ? 1 : n - 1)) % n, by);
		if (outcome == NOT_FOUND || outcome == TOOK_TOO_LONG)
			break;
		went_round = went_round || outcome == FOUND_ROUND_THE_END;
	}
	return tell(finder, outcome == FOUND && went_round ? FOUND_ROUND_THE_END : outcome, by);
}

const Search *
finder_search(const Finder *finder)
{
	if (finder->trial)
		return finder->trial;
	return finder->is_hidden ? NULL : finder->search;
}

bool
finder_hide(Finder *finder)
{
	bool was_seen = finder_search(finder) != NULL;

	finder->is_hidden = true;
	return was_seen;
}
