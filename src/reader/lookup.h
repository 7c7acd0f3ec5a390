/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lookup.h - questions about addresses, put to the index together
 *
 * Two queries for all of them: one for the Message-IDs, one for the senders.  What
 * they find is compared here, as words in the index are less than an address.
 */
#pragma once

#include <bounce/kb.h>

#include <glib.h>

#include "reader/store.h"

/* Answer questions, "a(assx)", with findings, "a(bx)", floating; what both mean
 * core/readers.h tells.  NULL with an error of store.h. */
GVariant *lookup_answer(Store *store, const BounceNoticeInfo *notice, GVariant *questions,
                        GError **error);
