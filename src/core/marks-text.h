/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * marks-text.h - marks as lines that can be searched, compared and kept
 * (notmuch-bounces-formats(5))
 *
 * A line a mark, sorted: address, state, who, when, reason, note and, of a bounce that
 * does not count, its Message-ID, with tabs between.
 */
#pragma once

#include "core/marks.h"

/* A million marks; what is longer is no list of these. */
#define MARKS_LOAD_MAX ((size_t)128 * 1024 * 1024)

void marks_dump(const Marks *marks, GString *out);

/* Who has taken a text in, and when: of marks that do not say so themselves. */
typedef struct {
	const char *by;
	gint64 time;
} MarksOrigin;

/* Make the marks of a text, all of them or none, as one step; others stay.  A line may
 * end after any field but the address.  See marks_set_many(). */
GPtrArray *marks_load(Marks *marks, const GString *text, const MarksOrigin *origin, GError **error);
