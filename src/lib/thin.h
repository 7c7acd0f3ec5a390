/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * thin.h - what a MIME parser need not see of a mail
 *
 * GMime makes objects of each field of a header, and more of those that hold addresses;
 * of all of them it is asked for two.  Taken out is only what any parser would read as
 * the same fields; the rest is left to it.
 */
#pragma once

#include <stddef.h>

/* Take out of a mail, in place, the fields that say nothing of how its parts are
 * encoded, of its own header and of its parts'; a returned message of which only the
 * header is left becomes text/rfc822, and is kept as it is.  The mail is then the *len
 * bytes from where is returned. */
size_t bounce_thin(char *bytes, size_t *len);
