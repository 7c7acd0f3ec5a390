/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report-pack.h - what a report is made of, as one block
 *
 * Many thousands are held at once: what is said twice is kept once, and there is no
 * room to grow.
 */
#pragma once

#include <bounce/report.h>

/* No text is NULL. */
typedef struct {
	BounceEnvelope envelope;
	BounceOriginal original;
	GArray *recipients; /* of BounceRecipient */
	GPtrArray *notes;   /* of const char * */
} BounceReportParts;

/* A report with copies of all that the parts point to. */
BounceReport *bounce_report_pack(const BounceReportParts *parts);
