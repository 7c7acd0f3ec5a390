/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * classify.h - from the fields of a recipient to what they mean
 *
 * The words of the reply say more than any code (rules.h); where they say nothing,
 * the enhanced code does, as far as it is to be trusted, and then the reply code.
 * Whether it is for good is for the codes to say.  Never guesses that an address is
 * dead: what is temporary, was said before the recipient was named, or contradicts
 * itself removes nobody.
 */
#pragma once

#include <bounce/kb.h>

#include "report-build.h"
#include "slice.h"

/* The words for people; each may be empty. */
typedef struct {
	BounceSlice about; /* what they say about this recipient */
	BounceSlice whole; /* all of them, where they can be about no other */
} BounceTold;

/*
 * Set status, status_source, reply, permanence, class, reason, fault, verdict,
 * confidence, rule, evidence, overruled, held, conflict and stage of to from what the
 * others hold and from what the words for people say.
 *
 * Makes a failure of an action "delayed" whose words say that the time is over.
 */
void bounce_classify(const BounceKb *kb, BounceReportBuilder *builder, BounceRecipient *to,
                     BounceTold told);

/* Let nobody remove the address for this report, for why, a sentence that lives as long
 * as the report; the first one stays. */
void bounce_classify_hold(BounceRecipient *to, const char *why);
