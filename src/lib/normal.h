/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * normal.h - text in the form in which phrases are looked for
 *
 * Valid UTF-8 in lower case, one blank for any white space, plain quotes.  What
 * only looks like words of the reply is out: each mail address is an "@", and the
 * codes that begin the further lines of a reply are left out.  Remembers where
 * everything came from, so that what was found can be shown as it was written.
 */
#pragma once

#include "slice.h"

typedef struct BounceNormal BounceNormal;

BounceNormal *bounce_normal_new(BounceSlice source);
void bounce_normal_free(BounceNormal *normal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceNormal, bounce_normal_free)

/* NUL stands behind it. */
BounceSlice bounce_normal_text(const BounceNormal *normal);

/* What the bytes from begin to end of the text, which are not beyond it, were in
 * the source. */
BounceSlice bounce_normal_source(const BounceNormal *normal, size_t begin, size_t end);
