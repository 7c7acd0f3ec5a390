/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mime.h - a message as a flat list of decoded parts
 *
 * The only module that sees GMime; nothing above it knows that MIME exists.
 * It stops at the bounds of bounds.h and says in notes where it did.  It does
 * not look into a message within the message but for its header.
 */
#pragma once

#include "fields.h"
#include "report-build.h"
#include "slice.h"

typedef enum {
	BOUNCE_PART_TEXT,
	BOUNCE_PART_HTML,
	BOUNCE_PART_DELIVERY_STATUS, /* RFC 3464, RFC 6533 */
	BOUNCE_PART_FEEDBACK,        /* RFC 5965 */
	BOUNCE_PART_DISPOSITION,     /* RFC 8098 */
	BOUNCE_PART_ORIGINAL,        /* a returned message, or its header */
	BOUNCE_PART_OTHER,
} BouncePartKind;

typedef struct {
	BouncePartKind kind;
	BounceSlice
		text; /* decoded, UTF-8 where the charset is known; of an original: its header */
} BouncePart;

typedef struct BounceMime BounceMime;

/* Make GMime ready.  Any number of times, but not by two threads at once. */
void bounce_mime_init(void);

/* Without the "From " lines of an mbox in front, which are no part of a message. */
BounceSlice bounce_mime_skip_from(BounceSlice message);

/* Read a message of at most BOUNCE_MESSAGE_MAX bytes.  The message may go away
 * afterwards.  Oddities are noted in builder. */
BounceMime *bounce_mime_read(BounceSlice message, BounceReportBuilder *builder);
void bounce_mime_free(BounceMime *mime);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceMime, bounce_mime_free)

/* The header of the message itself, as it came. */
const BounceHeader *bounce_mime_header(const BounceMime *mime);

/* Content-Type as "multipart/report", and its report-type, in lower case; "". */
const char *bounce_mime_type(const BounceMime *mime);
const char *bounce_mime_report_type(const BounceMime *mime);

size_t bounce_mime_n_parts(const BounceMime *mime);
const BouncePart *bounce_mime_part(const BounceMime *mime, size_t i);

/* The first message within it that is a report itself, whole; empty when there is
 * none. */
BounceSlice bounce_mime_enclosed_report(const BounceMime *mime);

/* The first part of a kind, or NULL. */
const BouncePart *bounce_mime_find_part(const BounceMime *mime, BouncePartKind kind);

/* A field's value with encoded words (RFC 2047) decoded: UTF-8 or what it was.
 * The caller frees. */
char *bounce_header_decode(BounceSlice value);

/* A Date: (RFC 5322 section 3.3) in Unix seconds, or BOUNCE_DATE_NONE. */
gint64 bounce_header_date(BounceSlice value);
