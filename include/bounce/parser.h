/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parser.h - bytes of a message in, a report out
 */
#pragma once

#include <bounce/format.h>
#include <bounce/kb.h>
#include <bounce/report.h>

#include <glib.h>
#include <stdbool.h>

/* No more of a message is looked at; what follows is cut, and noted.  Whole
 * reports are far smaller, and GMime's appetite is bounded by it. */
#define BOUNCE_MESSAGE_MAX ((size_t)256 * 1024)

/* Lists that send a copy to each member under an envelope sender of its own (VERP)
 * get back reports whose own recipient tells the member.  A pattern says how to
 * read it; all of it must match.
 *
 *	%l	local part of the member's address
 *	%d	its domain
 *	%n	digits
 *	%*	any text
 *	%%	a percent sign
 *
 * Each stands for one byte or more, all else for itself, but for the case of
 * letters.  %l and %d must stand there once, with text between any two.  A host
 * name may follow behind "@"; without one any host will do.  What can be read in
 * several ways is read with the shortest %*, unless the report names another.
 *
 * false with BOUNCE_ERROR_VERP when it is no pattern. */
bool bounce_verp_check(const char *pattern, GError **error);

/* Immutable: one for the program, any number of threads. */
typedef struct BounceParser BounceParser;

/* verp are patterns, NULL-ended; NULL or none stand for the usual ones, of which
 * those that are not a list manager's own are believed only where the report bears
 * them out.  NULL with
 * BOUNCE_ERROR_VERP when one is no pattern.  The first parser must not be made by
 * two threads at once (GMime's own set-up). */
BounceParser *bounce_parser_new(const BounceKb *kb, const BounceFormats *formats,
                                const char *const *verp, GError **error);
void bounce_parser_free(BounceParser *parser);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceParser, bounce_parser_free)

/* Read one message (RFC 5322, any line ends; a leading mbox "From " line is
 * stepped over).  Never fails: a message that is no report gives one of kind
 * BOUNCE_KIND_OTHER, and what was odd stands in its notes.  The caller unrefs. */
BounceReport *bounce_parser_parse(const BounceParser *parser, const char *bytes, size_t len);

/* Read what a person pasted: a mail with its header, a report without one, some of its
 * fields, a sentence, the line of a log.  Never fails; when nothing in it is known the
 * report has no recipients.  The address of a recipient is "" where none is named. */
BounceReport *bounce_parser_read_text(const BounceParser *parser, const char *text, size_t len);
