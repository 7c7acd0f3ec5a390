/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model-same.h - when two recipient blocks of one report say the same
 */
#pragma once

#include <bounce/report.h>

#include <stdbool.h>

/* For a hash table of const BounceRecipient *. */
guint same_hash(const void *recipient);
gboolean same_recipients(const void *a, const void *b);
