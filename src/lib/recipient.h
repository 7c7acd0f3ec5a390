/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recipient.h - which address the list holds
 *
 * Final-Recipient is where the mail went in the end, which a forward or an alias
 * may have changed.  The address to look up in the list is the one the sender
 * gave; best first: what VERP tells, Original-Recipient (RFC 3464 section 2.3.1),
 * X-Failed-Recipients (Exim), To: of the returned mail, Final-Recipient, the text.
 * What the message as a whole says is taken only for its one recipient.
 */
#pragma once

#include "report-build.h"
#include "slice.h"
#include "verp.h"
#include "witness.h"

/* Set address, address_source and valid of every recipient, and undo xtext in the
 * others where another place shows that it is xtext.  An address that the reader
 * of text found stands in address already.  A report that names nobody gets the
 * recipient that VERP tells. */
void bounce_recipients_settle(BounceReportBuilder *builder, const BounceVerp *verp,
                              const BounceWitnesses *witnesses);

/* What most concerns the sender gives the whole its kind. */
BounceKind bounce_recipients_kind(BounceReportBuilder *builder);

/* After their classification: no verdict says to remove what is no address, what may
 * be another's, by its spelling or by its diagnostic, or the sender's own, which may
 * be the list itself. */
void bounce_recipients_guard(BounceReportBuilder *builder, const BounceWitnesses *witnesses);
