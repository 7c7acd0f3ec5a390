/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parser.h - bytes of a message in, a report out
 */
#pragma once

#include <bounce/format.h>
#include <bounce/kb.h>
#include <bounce/report.h>

#include <glib.h>

/* No more of a message is looked at; what follows is cut, and noted.  Whole
 * reports are far smaller, and GMime's appetite is bounded by it. */
#define BOUNCE_MESSAGE_MAX ((size_t)256 * 1024)

/* Immutable: one for the program, any number of threads. */
typedef struct BounceParser BounceParser;

/* The first one must not be made by two threads at once (GMime's own set-up). */
BounceParser *bounce_parser_new(const BounceKb *kb, const BounceFormats *formats);
void bounce_parser_free(BounceParser *parser);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceParser, bounce_parser_free)

/* Read one message (RFC 5322, any line ends; a leading mbox "From " line is
 * stepped over).  Never fails: a message that is no report gives one of kind
 * BOUNCE_KIND_OTHER, and what was odd stands in its notes.  The caller unrefs. */
BounceReport *bounce_parser_parse(const BounceParser *parser, const char *bytes, size_t len);
