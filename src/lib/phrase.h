/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * phrase.h - the phrases of share/kb/notice.conf in text
 *
 * Phrases are in lower case, and so must be the text: bounce_phrase_fold() makes it.
 */
#pragma once

#include "slice.h"

/* At most max bytes of text in lower case, as valid UTF-8.  The caller frees. */
char *bounce_phrase_fold(BounceSlice text, size_t max);

/* Where the first of the phrases, which are NULL-ended, stands in text; NULL when
 * none does. */
const char *bounce_phrase_find(const char *text, const char *const *phrases);

/* Does text begin with one of them? */
bool bounce_phrase_begins(const char *text, const char *const *phrases);
