/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mention.h - addresses as prose mentions them, and what stands around them
 *
 * Finds what looks like an address between other words; whether it means anybody
 * is for generic.c to say.  All slices are of the text that came in.
 */
#pragma once

#include "slice.h"

/* Take the first address off the front of text, with what stands before it.
 * Decoration such as <>, quotes and a closing dot is none of it. */
bool bounce_mention_next(BounceSlice *text, BounceSlice *address);

/* Does a list of addresses, such as a header's value, hold this one? */
bool bounce_mention_among(BounceSlice list, BounceSlice address);

/* The sentence of text in which the address stands, over line ends; an empty line
 * ends one. */
BounceSlice bounce_mention_sentence(BounceSlice text, BounceSlice address);

/* What stands before the address in its line, without blanks and brackets at its
 * end; when nothing does, the end of the line before. */
BounceSlice bounce_mention_before(BounceSlice text, BounceSlice line, BounceSlice address);

/* Is it one whom notices tell the sender to ask, by its local part: "postmaster@"? */
bool bounce_mention_is_helper(BounceSlice address);
