/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reply.h - SMTP replies within free text
 *
 * Reads "550 5.1.1 User unknown" out of a diagnostic, a transcript or the words
 * for people, in one pass.  Numbers that only look like codes (addresses, sizes,
 * times, ports, versions, ids) are passed over.  Does not know what a code means.
 */
#pragma once

#include <bounce/status.h>

#include "slice.h"

typedef struct {
	unsigned code;       /* RFC 5321 section 4.2; 0 when there is none */
	BounceStatus status; /* the enhanced code with it, or one that stands alone */
	BounceSlice words;   /* of text: the reply, or the line of a code that stands alone */
	BounceSlice around;  /* of text: the beginning of the refusal that quotes it, if one does */
	bool mixed;          /* its lines give different codes; the first counts */
} BounceReply;

/* The last reply of the text that refuses (4yz, 5yz); without one, the last: what
 * went before is history that it quotes. */
BounceReply bounce_reply_find(BounceSlice text);
