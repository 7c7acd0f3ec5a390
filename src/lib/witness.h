/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * witness.h - what else of a message names addresses
 *
 * Headers and text, to bear out or belie what a recipient block says.  Does not
 * know recipients; see recipient.h.
 */
#pragma once

#include "address.h"
#include "fields.h"
#include "slice.h"

typedef struct {
	const BounceHeader *header;   /* of the report */
	BounceSlice failed;           /* the value of its X-Failed-Recipients */
	BounceSlice report_to;        /* To: of it */
	const BounceHeader *returned; /* header of the returned mail */
	BounceSlice returned_to;      /* To: of that */
	BounceSlice returned_from;    /* From: of it */
	BounceSlice text;             /* what the report says to people */
} BounceWitnesses;

/* The headers may be NULL; all of them must outlive the result. */
BounceWitnesses bounce_witnesses_read(const BounceHeader *header, const BounceHeader *returned,
                                      BounceSlice text);

/* How much of address do X-Failed-Recipients, the returned To: and the text name? */
BounceNamed bounce_witnesses_named(const BounceWitnesses *witnesses, const char *address);

/* Is it the only address of a header, whatever its spelling? */
bool bounce_header_is_sole(BounceSlice header_value, BounceSlice address);

/* Was the mail with this header once on its way to address, by what servers put on
 * top of it?  Then address is no mere name in To:. */
bool bounce_header_addressed_to(const BounceHeader *header, BounceSlice address);

/* Does it belong to who sent the returned mail, or gets the reports: to the list or
 * its owner, and not to who reads it?  So does what is in a domain of theirs. */
bool bounce_witnesses_call_own(const BounceWitnesses *witnesses, BounceSlice address);

/* What the sender gave, as Exim's text tells: "(generated from user@example.org)",
 * "(ultimately generated from ...)".  Empty when it does not. */
BounceSlice bounce_witnesses_origin(const BounceWitnesses *witnesses);
