/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cut.h - what of a mail nobody reads, taken out before MIME is
 *
 * Of a returned message the header is read; its body is most of the bytes of most
 * bounces.
 */
#pragma once

#include "slice.h"

/* Does the header of a part say that it holds a message, and not encoded? */
bool bounce_is_returned_message(BounceSlice header);

/* Take the bodies of returned messages (message/rfc822, message/global) out of a mail,
 * in place, but for those that are reports themselves, which are read, and encoded ones.
 * Lines end with LF or CRLF.  Returns the new length. */
size_t bounce_cut(char *bytes, size_t len);
