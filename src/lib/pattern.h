/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pattern.h - a line against a text with holes
 *
 * "<{address}>: {said}" matches "<user@example.org>: no such user" and gives out
 * what filled the holes.  A postmaster can read and write it, and it takes time
 * in proportion to the line, whatever is written: {text} and {said} reach to the
 * first place where the text behind them stands, the others, which are words, to
 * the last within the word; there is no going back.
 *
 * Letters match in either case; a blank in the pattern matches one or more.
 */
#pragma once

#include "slice.h"

/*      value       name         what it takes                                   */
#define BOUNCE_HOLES(X)                                                                            \
	X(ADDRESS, "address")     /* one mail address, without brackets */                         \
	X(ADDRESSES, "addresses") /* some, with commas between them */                             \
	X(ORIGINAL, "original")   /* the address for which the last one named stands */            \
	X(SAID, "said")           /* what was said of the recipient; may be empty */               \
	X(HOST, "host")           /* a host name or an IP address: a word */                       \
	X(STATUS, "status")       /* an enhanced status code */                                    \
	X(WORD, "word")           /* anything without blanks */                                    \
	X(TEXT, "text")           /* anything; may be empty */                                     \
	X(INDENT, "indent")       /* one or more blanks */                                         \
	X(BLANK, "blank")         /* blanks, or nothing */

#define X(value, name) BOUNCE_HOLE_##value,
typedef enum { BOUNCE_HOLES(X) BOUNCE_N_HOLES } BounceHole;
#undef X

typedef struct {
	BounceSlice hole[BOUNCE_N_HOLES]; /* empty where the pattern has none; of the line */
} BounceMatch;

/* NULL when the pattern is good; else what is wrong with it. */
const char *bounce_pattern_check(const char *pattern);

/* Is there anything beside holes and blanks in the pattern, which must be good? */
bool bounce_pattern_has_text(const char *pattern);

/* Does the pattern, which must be good, match the whole line?  The line's own
 * blanks at its end do not count.  match may be NULL. */
bool bounce_pattern_match(const char *pattern, BounceSlice line, BounceMatch *match);
