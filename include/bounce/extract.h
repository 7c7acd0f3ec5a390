/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * extract.h - a part of a mail as it stands, for people to read
 */
#pragma once

#include <stddef.h>

typedef enum {
	BOUNCE_EXTRACT_HEADER, /* all lines of it */
	BOUNCE_EXTRACT_STATUS, /* the fields of the delivery-status part (RFC 3464), decoded */
} BounceExtract;

/* As UTF-8; "" when the message has no such part.  No more than BOUNCE_MESSAGE_MAX of it
 * is looked at.  The caller frees.  The first call must not be made by two threads at
 * once (GMime's own set-up). */
char *bounce_extract(BounceExtract what, const char *bytes, size_t len);
