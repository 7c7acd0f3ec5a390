/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recipient.h - which address the list holds
 *
 * Final-Recipient is where the mail went in the end, which a forward or an alias
 * may have changed.  The address to look up in the list is, best first: what
 * Original-Recipient says (RFC 3464 section 2.3.1), X-Failed-Recipients (Exim),
 * the sole To: of the returned mail, Final-Recipient.
 */
#pragma once

#include "report-build.h"
#include "slice.h"

/* What else of the message names addresses. */
typedef struct {
	BounceSlice failed;        /* the value of X-Failed-Recipients */
	BounceSlice returned_to;   /* To: of the returned mail */
	BounceSlice returned_from; /* From: of it */
	BounceSlice report_to;     /* To: of the report itself */
} BounceWitnesses;

/* Set address and address_source of every recipient, and undo xtext in the others
 * where another place shows that it is xtext. */
void bounce_recipients_settle(BounceReportBuilder *builder, const BounceWitnesses *witnesses);
