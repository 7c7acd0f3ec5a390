/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model-same.h - when two reports, or two recipient blocks of one, say the same
 */
#pragma once

#include <bounce/report.h>

#include <stdbool.h>

/* For a hash table of const BounceRecipient *. */
guint same_hash(const void *recipient);
gboolean same_recipients(const void *a, const void *b);

/* Remember a report in a set, which owns its strings; false when one with its
 * Message-ID that says the same is in it.  Without a Message-ID none is the same. */
bool same_add(GHashTable *seen, const char *message_id, const BounceReport *report);
