/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * codes.h - which of the codes of a report is believed
 *
 * A report has up to three: that of its Status field, the one within its
 * diagnostic, and the one that its words for people give.
 */
#pragma once

#include <bounce/report.h>

#include "reply.h"
#include "slice.h"

/* What was said about a recipient, and where. */
typedef struct {
	BounceReply reply;
	BounceStatusSource source;
} BounceSpoken;

/* Set status, status_source, reply and conflict of to from its other fields and from
 * text, the words for people about it. */
BounceSpoken bounce_codes_choose(BounceRecipient *to, BounceSlice text);
