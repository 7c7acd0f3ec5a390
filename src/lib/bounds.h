/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bounds.h - every limit of the parser, with its reason
 *
 * (Not limits.h: it would be taken for the system's.)
 *
 * What is over is cut and noted, never refused.  See BOUNCE_MESSAGE_MAX in
 * <bounce/parser.h> for the message as a whole.
 */
#pragma once

/* Real reports nest three deep; a walk over more only serves an attacker. */
#define BOUNCE_NESTING_MAX 32

/* Reports have three or four parts; digests of them some dozens. */
#define BOUNCE_PARTS_MAX 256

/* What BOUNCE_MESSAGE_MAX can hold of short recipient blocks, rounded up. */
#define BOUNCE_RECIPIENTS_MAX 10000

/* Postfix cuts at 4 KiB; longer text helps nobody to understand it. */
#define BOUNCE_DIAGNOSTIC_MAX ((size_t)8 * 1024)

/* Subjects, names, host names, ids: a field that people read on one line. */
#define BOUNCE_LINE_MAX ((size_t)2 * 1024)

/* RFC 5321 section 4.5.3.1: 64 + 1 + 255, and room for quoting and xtext; what
 * is longer is shown cut. */
#define BOUNCE_ADDRESS_MAX ((size_t)1024)

/* An address that may be encoded is looked for in the whole report: reports on more
 * recipients are left as they are. */
#define BOUNCE_WITNESSED_MAX 64

/* The human part is shown as an excerpt. */
#define BOUNCE_TEXT_MAX ((size_t)4 * 1024)

/* A note is one sentence; so many say enough about any mail. */
#define BOUNCE_NOTES_MAX 32

/* GMime parses address headers by recursion, some 210 bytes of stack a group
 * ("To: a:b:c:..."); real headers hold one group or none. */
#define BOUNCE_GROUPS_MAX 64

/* At a comma in an address header, GMime may look at all that follows, up to 1 ms; of
 * such a field people see the first two KB. */
#define BOUNCE_COMMAS_MAX 100

/* Fields of one header: real ones have some hundred.  GMime takes 2 us for each, and we
 * look through them for each that we want. */
#define BOUNCE_FIELDS_MAX 20000

/* Lines that begin with "--", as a part does, before GMime sees them: it takes 6 us and
 * 1.5 KB for an empty one.  Far more than BOUNCE_PARTS_MAX, since words may begin so. */
#define BOUNCE_BOUNDARIES_MAX 4000

/* Notices for people list some dozens of recipients at most; looking for one among
 * those heard of is linear. */
#define BOUNCE_HEARD_MAX 1000

/* And so many addresses in them, whoever they are: each has its sentence read. */
#define BOUNCE_MENTIONS_MAX 2000

/* Fields of a header that formats look at. */
#define BOUNCE_HEADER_LINES_MAX 200

/* A notice begins at once, or behind a few lines of greeting. */
#define BOUNCE_BEGIN_LINES_MAX 100

/* Of a notice in a known format, whose patterns each line is compared with: room for
 * BOUNCE_HEARD_MAX recipients with twenty lines each. */
#define BOUNCE_NOTICE_LINES_MAX 20000

/* Of a notice in no known format; what is further down is no notice. */
#define BOUNCE_GENERIC_LINES_MAX 400

/* What {text} of a phrase may stand for: an address, a host, a short sentence. */
#define BOUNCE_GAP_MAX ((size_t)200)
