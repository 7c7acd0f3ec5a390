/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lexicon.h - many phrases looked for at once
 *
 * A phrase is literal text in the form of normal.h, with holes: {text} (anything,
 * to the first place where what follows stands, BOUNCE_GAP_MAX bytes at most),
 * {word} (no blank) and {number} (digits).  There is no going back, so a search
 * takes time in proportion to the text.
 */
#pragma once

#include "slice.h"

typedef struct BounceLexicon BounceLexicon;

BounceLexicon *bounce_lexicon_new(void);
void bounce_lexicon_free(BounceLexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceLexicon, bounce_lexicon_free)

/* Enter a phrase under a tag, which many may share.  NULL, or what is wrong with
 * the phrase. */
const char *bounce_lexicon_add(BounceLexicon *lexicon, const char *phrase, unsigned tag);

/* Where a phrase of a tag stands in a text. */
typedef struct {
	guint32 begin, end; /* the first; end is 0 when none does */
	guint32 last;       /* where the last of them begins */
} BounceFound;

/* One for each of n_tags tags, of which there must be more than the highest that was
 * entered; the caller frees the array.  Text over 4 GiB is cut. */
BounceFound *bounce_lexicon_find(const BounceLexicon *lexicon, BounceSlice text, unsigned n_tags);
