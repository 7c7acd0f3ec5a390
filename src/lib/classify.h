/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * classify.h - from the fields of a recipient to what they mean
 *
 * By the codes: which one is believed, whether it is for good, what reason it
 * stands for.  Never guesses that an address is dead: a code that servers use
 * for many things leaves the reason unknown.
 */
#pragma once

#include <bounce/kb.h>

#include "report-build.h"
#include "slice.h"

/*
 * Set status, status_source, reply, permanence, class, reason, fault, verdict,
 * confidence, rule, evidence and conflict of to from what the others hold and from
 * said, the words for people about this recipient ("" when there are none).
 *
 * Makes a failure of an action "delayed" whose words say that the time is over.
 */
void bounce_classify(const BounceKb *kb, BounceReportBuilder *builder, BounceRecipient *to,
                     BounceSlice said);
