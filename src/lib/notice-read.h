/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * notice-read.h - recipients out of a notice for people
 *
 * Where a mail has no delivery-status part, or one that names nobody: its text is
 * read by the formats, else by the generic reader, and what they heard becomes
 * recipients of the report.
 */
#pragma once

#include <bounce/format.h>
#include <bounce/kb.h>

#include "mime.h"
#include "reading.h"
#include "report-build.h"
#include "slice.h"

/* How the first text of a mail that says anything begins; "" when none does.  The
 * caller frees. */
char *bounce_notice_excerpt(const BounceMime *mime);

/* The texts of a mail, and what was read in them. */
typedef struct BounceNotice BounceNotice;

/* Read the texts of mime.  is_report: it is known to be about a delivery, so that
 * the generic reader may try too. */
BounceNotice *bounce_notice_read(const BounceKb *kb, const BounceFormats *formats,
                                 const BounceMime *mime, bool is_report);

/* The same of a text that is no mail, but known to be about a delivery; it must
 * outlive the result. */
BounceNotice *bounce_notice_read_text(const BounceKb *kb, const BounceFormats *formats,
                                      BounceSlice text);
void bounce_notice_free(BounceNotice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceNotice, bounce_notice_free)

/* What was heard; NULL when nothing was. */
const BounceReading *bounce_notice_reading(const BounceNotice *notice);

/* The header of the mail that the text returns; may be empty. */
BounceSlice bounce_notice_returned(const BounceNotice *notice);

/* Add those heard of as recipients.  What X-Failed-Recipients names is all of them,
 * when it is there.  When nobody is named, one without an address is added, in case
 * another part of the mail tells whom it was for.  action: what befell them all. */
void bounce_notice_add_recipients(const BounceNotice *notice, BounceSlice failed,
                                  BounceAction action, BounceReportBuilder *builder);
