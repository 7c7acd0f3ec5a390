/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * identity.h - when two addresses are the same
 *
 * Does not judge whether an address is valid: what stands in mail may be
 * anything.
 */
#pragma once

#include <glib.h>

/* A text that is equal for equal addresses.  Domains compare as A-labels, without
 * regard to case and a final dot.  Local parts compare without regard to the case
 * of ASCII letters; others are left alone, as case folding makes one of what may
 * be two mailboxes ("strasse" and "straße").  The caller frees. */
char *identity_of(const char *address);

/* Append that text. */
void identity_append(GString *out, const char *address);
