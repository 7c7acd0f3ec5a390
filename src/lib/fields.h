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

/* The value of the first field of this name in the lines up to an empty one, as it stands;
 * empty when there is none. */
BounceSlice bounce_field_value(BounceSlice lines, const char *name);

/* All fields of a header, found once, as they are asked for again and again. */
typedef struct BounceHeader BounceHeader;

/* Borrows the text, which ends with an empty line if there is one. */
BounceHeader *bounce_header_read(BounceSlice text);
void bounce_header_free(BounceHeader *header);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceHeader, bounce_header_free)

/* In their order.  A header that is NULL, here and below, has none. */
size_t bounce_header_n_fields(const BounceHeader *header);
BounceField bounce_header_field(const BounceHeader *header, size_t i);

/* As bounce_field_value(). */
BounceSlice bounce_header_value(const BounceHeader *header, const char *name);
