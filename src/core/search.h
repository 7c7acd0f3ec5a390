/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * search.h - looking for a pattern in a list of lines
 *
 * What doc.c, model.c and the highlights on the screen have in common: the order in
 * which lines are looked at, and what it means to hold a pattern.  Knows no kind of
 * line.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* What was typed: a regular expression (of GRegex), or plain words where it is none.
 * Whatever their case, unless there is a capital in it.  Immutable. */
typedef struct Search Search;

/* Of "", which is nowhere, too. */
Search *search_new(const char *typed);
void search_free(Search *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Search, search_free)

/* It is no regular expression, and looked for as it stands. */
bool search_is_plain(const Search *search);

/* Does text (any bytes) hold it?  Text that makes the pattern go on for ever does not. */
bool search_holds(const Search *search, const char *text);

/* The first match at or behind byte `from` of text, which is UTF-8: whole characters, with
 * the marks on them, and never none. */
bool search_next(const Search *search, const char *text, size_t from, size_t *begin, size_t *end);

/* Lines to look through: from `from` on, in steps of `by` (1 or -1), round the ends.  A
 * `from` past the last line stands for the end where the way begins. */
typedef struct {
	size_t from;
	int by;
	size_t n_lines;
} SearchWay;

/* What stands for a line when there is none, or when it was not come to within the
 * patience of a person who has pressed a key. */
#define SEARCH_NONE G_MAXSIZE
#define SEARCH_TOO_LONG (G_MAXSIZE - 1)

typedef bool (*SearchHolds)(const Search *search, size_t line, const void *user);

/* The first line on the way that holds it. */
size_t search_lines(const Search *search, SearchWay way, SearchHolds holds, const void *user);
