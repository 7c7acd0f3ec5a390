/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * address.h - what is a mail address
 *
 * By its form alone: nothing is looked up, nothing is repaired.
 */
#pragma once

#include <stdbool.h>

/* Is address (UTF-8) a Mailbox of RFC 5321 section 4.1.2, with the characters that
 * RFC 6531 adds but for those that cannot be seen?  In <> it is none. */
bool bounce_address_is_valid(const char *address);

/* The address in the value of From:, its encoded words decoded, so that a comma or
 * a quote in it may be anything's: what stands in the last <>, else all but a comment
 * behind.  "" when that holds no @.  The caller frees. */
char *bounce_address_of_sender(const char *from);
