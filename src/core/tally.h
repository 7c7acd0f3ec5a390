/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tally.h - how often each of some words was met
 */
#pragma once

#include <glib.h>

typedef struct Tally Tally;

Tally *tally_new(void);
void tally_free(Tally *tally);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tally, tally_free)

typedef struct {
	const char *word; /* lives as long as the tally */
	size_t n;
} TallyCount;

/* The word is copied. */
void tally_add(Tally *tally, const char *word);

/* Of TallyCount: most first, then by name.  The caller unrefs. */
GArray *tally_list(const Tally *tally);

/* "3 hard, 1 policy, 1 soft", in the same order.  The caller frees. */
char *tally_text(const Tally *tally);
