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

/* The word stays the caller's and must outlive the tally. */
void tally_add(Tally *tally, const char *word);

/* "3 hard, 1 policy, 1 soft": most first, then by name.  The caller frees. */
char *tally_text(const Tally *tally);
