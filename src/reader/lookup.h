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

typedef void (*LookupWrote)(const char *identity, gint64 date, void *user);

/* Visit who has written mail that came, or changed, since a revision of the index, as
 * identity.h has them; bounces left out.  false with an error of store.h. */
bool lookup_recent(Store *store, const BounceNoticeInfo *notice, const char *uuid, guint64 revision,
                   LookupWrote wrote, void *user, GError **error);

/* Answer questions, "a(assx)", with findings, "a(bx)", floating; what both mean
 * core/readers.h tells.  NULL with an error of store.h. */
GVariant *lookup_answer(Store *store, const BounceNoticeInfo *notice, GVariant *questions,
                        GError **error);
