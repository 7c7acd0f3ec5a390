/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finder.h - searching in a view, while the pattern is typed and after
 */
#pragma once

#include "ui/view.h"

typedef struct Finder Finder;

Finder *finder_new(void);
void finder_free(Finder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Finder, finder_free)

/* A pattern will be typed; by is 1 to search downwards, -1 upwards. */
void finder_begin(Finder *finder, const View *view, int by);

/* Go where what was typed so far is, or back to where it began. */
void finder_follow(Finder *finder, View *view, const char *typed);

/* How that went, in two or three words; NULL when there is nothing to say.  The caller
 * frees. */
char *finder_note(const Finder *finder);

/* Go back to where it began. */
void finder_give_up(Finder *finder, View *view);

/* Each returns NULL, or what to tell the user; the caller frees. */
char *finder_accept(Finder *finder, View *view, const char *typed);
/* The next match, or with by -1 the one before, so many times. */
char *finder_again(Finder *finder, View *view, size_t times, int by);

/* Whose matches are to be seen, or NULL. */
const Search *finder_search(const Finder *finder);

/* Let none be seen until the next search; false when there were none. */
bool finder_hide(Finder *finder);
