/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * search.h - searching in a view, while the words are typed and after
 */
#pragma once

#include "ui/view.h"

typedef struct Search Search;

Search *search_new(void);
void search_free(Search *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Search, search_free)

/* Begin to type; the keys then go to search_key(), with the same view. */
void search_begin(Search *search, const View *view);
bool search_is_typed(const Search *search);
const char *search_typed(const Search *search);

/* Each returns NULL, or what to tell the user; the caller frees. */
char *search_key(Search *search, View *view, const char *key);
/* The next match, or with by -1 the one before, so many times. */
char *search_again(const Search *search, View *view, size_t times, int by);
