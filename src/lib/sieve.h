/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sieve.h - which patterns no line of a text can match
 *
 * One pass over the text notes which runs of four bytes it holds; a pattern whose literal
 * text has another run is in none of its lines.  Of a hundred patterns one or two pass,
 * and need to be compared with the lines.
 */
#pragma once

#include "slice.h"

/* Some four times as many as the beginning of a notice has bytes. */
#define BOUNCE_SIEVE_BITS 14

typedef struct {
	guint64 seen[1 << (BOUNCE_SIEVE_BITS - 6)];
} BounceSieve;

void bounce_sieve_fill(BounceSieve *sieve, BounceSlice text);

/* May a line of the text match the pattern (pattern.h), which must be good? */
bool bounce_sieve_passes(const BounceSieve *sieve, const char *pattern);
