/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mend.h - broken mail made ready for a MIME parser
 *
 * Mends only what would hide a report, or harm the parser; what is mended beyond
 * line ends is noted.  Knows no parser, and nothing of what the mail says.
 */
#pragma once

#include "report-build.h"
#include "slice.h"

/* A copy of the message, mended, of *len bytes.  The caller frees. */
char *bounce_mend(BounceSlice message, size_t *len, BounceReportBuilder *builder);
