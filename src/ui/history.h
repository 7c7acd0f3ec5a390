/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * history.h - what was typed before, kept between runs
 *
 * A file for each kind ("limit", "search", "command") under the user's state
 * folder, the latest last.  What cannot be read or written is forgotten in
 * silence: nothing depends on it.
 */
#pragma once

#include <glib.h>

typedef struct History History;

/* Of the kind, which is a word, in the folder dir; "" keeps nothing on disk. */
History *history_new(const char *dir, const char *kind);
void history_free(History *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(History, history_free)

/* Add a line, which goes to the end if it is in it already. */
void history_add(History *history, const char *line);

/* The i-th last, from 0; NULL when there are not so many. */
const char *history_get(const History *history, size_t i);
