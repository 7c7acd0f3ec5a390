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

/* Begin to type; the keys then go to finder_key(), with the same view. */
void finder_begin(Finder *finder, const View *view);
bool finder_is_typed(const Finder *finder);
const char *finder_typed(const Finder *finder);

/* Each returns NULL, or what to tell the user; the caller frees. */
char *finder_key(Finder *finder, View *view, const char *key);
/* The next match, or with by -1 the one before, so many times. */
char *finder_again(const Finder *finder, View *view, size_t times, int by);
