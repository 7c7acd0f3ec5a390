/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model-same.h - when two recipient blocks of a report say the same
 *
 * For a hash table of const BounceRecipient *.
 */
#pragma once

#include <bounce/report.h>

guint same_hash(const void *recipient);
gboolean same_recipients(const void *a, const void *b);
