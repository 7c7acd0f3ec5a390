/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * saying.h - do two bounces say the same, but for whom they are about?
 *
 * Addresses, numbers, queue ids and what else holds a digit are left out of the
 * diagnostic, and so are case, blanks and the marks around words.
 */
#pragma once

#include <bounce/report.h>

/* Equal for those that say the same with the same status code; 0 is nothing said. */
guint64 bounce_saying_of(const BounceRecipient *to);

/* Equal for the same name of a host; 0 is none. */
guint64 bounce_saying_place(const char *name);
