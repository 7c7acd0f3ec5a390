/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finder.h - searching in a view, while the words are typed and after
 */
#pragma once

#include "ui/view.h"

typedef struct Finder Finder;

Finder *finder_new(void);
void finder_free(Finder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Finder, finder_free)

/* Words will be typed; by is 1 to search downwards, -1 upwards. */
void finder_begin(Finder *finder, const View *view, int by);

/* Go where the words typed so far are, or back to where it began; false when they are
 * nowhere. */
bool finder_follow(const Finder *finder, View *view, const char *typed);

/* Go back to where it began. */
void finder_give_up(const Finder *finder, View *view);

/* Each returns NULL, or what to tell the user; the caller frees. */
char *finder_accept(Finder *finder, View *view, const char *typed);
/* The next match, or with by -1 the one before, so many times. */
char *finder_again(const Finder *finder, View *view, size_t times, int by);
