/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report-pack.h - what a report is made of, as one block
 *
 * Many thousands are held at once: what is said twice is kept once, and there is no
 * room to grow.
 */
#pragma once

#include <bounce/report.h>

/* The recipients, the notes and all text stand behind it. */
struct BounceReport {
	BounceEnvelope envelope;
	BounceOriginal original;
	gatomicrefcount n_refs;
	guint32 n_recipients, n_notes;
	guint32 text_size; /* bytes, each text with its NUL */
};

/* A report with so many recipients and notes, all zero, and a copy of its texts. */
BounceReport *bounce_report_alloc(size_t n_recipients, size_t n_notes, const char *texts,
                                  size_t text_size);

/* Where its recipients, notes and texts begin. */
BounceRecipient *bounce_report_recipients(const BounceReport *report);
const char **bounce_report_notes(const BounceReport *report);
const char *bounce_report_texts(const BounceReport *report);

/* No text is NULL. */
typedef struct {
	BounceEnvelope envelope;
	BounceOriginal original;
	GArray *recipients; /* of BounceRecipient */
	GPtrArray *notes;   /* of const char * */
} BounceReportParts;

/* A report with copies of all that the parts point to, which is in the report then. */
BounceReport *bounce_report_pack(BounceReportParts *parts);
