/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fields.h - walk "Name: value" lines
 *
 * For message headers (RFC 5322 section 2.2) and for the groups of a
 * delivery-status part (RFC 3464 section 2.1).  What is no field is stepped over.
 */
#pragma once

#include "slice.h"

typedef struct {
	BounceSlice name;  /* trimmed: "Diagnostic-Code " is met in real mail */
	BounceSlice value; /* trimmed, folds still in it */
} BounceField;

typedef enum {
	BOUNCE_FIELD_FOUND,
	BOUNCE_FIELD_BLANK, /* an empty line: a group ends */
	BOUNCE_FIELD_END,
} BounceFieldResult;

/* Take the next field, or the empty line before it, off the front of rest. */
BounceFieldResult bounce_field_next(BounceSlice *rest, BounceField *field);

/* The value of a header's first field of this name, as it stands; empty when there is
 * none. */
BounceSlice bounce_header_value(BounceSlice header, const char *name);
