/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * said.h - what the words for people say about each address
 *
 * In most reports they name an address at the beginning of a line, and what
 * follows up to a blank line or to the next address is about that address.
 * Several servers give the reply of the remote there and nowhere else.  Does not
 * read what is said; that is reply.h.
 */
#pragma once

#include <bounce/report.h>

#include "slice.h"

typedef struct BounceSaid BounceSaid;

/* Borrows text. */
BounceSaid *bounce_said_read(BounceSlice text);
void bounce_said_free(BounceSaid *said);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceSaid, bounce_said_free)

/* What is said about address, which is then forgotten: a report that names an
 * address again and again does not get all of it each time.  Empty when nothing is. */
BounceSlice bounce_said_take(BounceSaid *said, const char *address);

/* The same of a recipient, under whichever of its addresses. */
BounceSlice bounce_said_about(BounceSaid *said, const BounceRecipient *to);
