/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * search.h - looking for words in a list of lines, whatever their case
 *
 * What doc.c and model.c have in common: the order in which lines are looked
 * at, and what it means to hold a needle.  Knows neither kind of line.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* The line to look at after n others, of n_lines: from `from` on, in steps of
 * `by` (1 or -1), round the ends.  A `from` past the last line stands for the
 * end where the way begins. */
size_t search_nth(size_t n, size_t from, int by, size_t n_lines);

/* The needle as search_holds() wants it.  The caller frees. */
char *search_fold(const char *needle);

/* The same, in place of what out holds. */
void search_fold_into(GString *out, const char *text);

/* Is the folded needle, not empty, in text? */
bool search_holds(const char *text, const char *folded);
