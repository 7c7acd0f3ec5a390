/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * status.h - enhanced mail system status codes (RFC 3463)
 *
 * A BounceStatus is a plain value: copy it, compare it, print it.  The zero
 * value means "no code was given"; RFC 3463 has no class 0.
 *
 * Does not know what a code means; that is kb.h.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
	uint8_t class;
	uint16_t subject;
	uint16_t detail;
} BounceStatus;

#define BOUNCE_STATUS_NONE ((BounceStatus){0})
#define BOUNCE_STATUS_TEXT_MAX sizeof("5.999.999")

/* Read a code at the start of text.  Returns the number of bytes it takes,
 * or 0 when there is none; *status is written only on success. */
size_t bounce_status_parse(const char *text, size_t len, BounceStatus *status);

/* Write "5.1.1" into buf, or "" for BOUNCE_STATUS_NONE.  Returns buf. */
const char *bounce_status_format(BounceStatus status, char buf[static BOUNCE_STATUS_TEXT_MAX]);

static inline bool
bounce_status_is_set(BounceStatus status)
{
	return status.class != 0;
}

static inline bool
bounce_status_equal(BounceStatus a, BounceStatus b)
{
	return a.class == b.class && a.subject == b.subject && a.detail == b.detail;
}
