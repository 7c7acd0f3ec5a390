/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reply.h - SMTP replies within free text
 *
 * Reads "550 5.1.1 User unknown" out of a diagnostic.  Numbers that only look
 * like codes (addresses, sizes, times, ids) are passed over: a reply code must
 * open the text, a line or a quotation, and be followed by a blank or "-".
 */
#pragma once

#include <bounce/status.h>

#include "slice.h"

typedef struct {
	unsigned code;       /* RFC 5321 section 4.2; 0 when there is none */
	BounceStatus status; /* the enhanced code with it, or one that stands alone */
} BounceReply;

/* The last reply of the text: what went before is history that it quotes. */
BounceReply bounce_reply_find(BounceSlice text);
