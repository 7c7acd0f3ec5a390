/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report-build.h - how a report comes to be
 *
 * A builder has one owner, who fills it in and ends it; the report it ends in
 * never changes.
 */
#pragma once

#include <bounce/report.h>

#include "slice.h"

typedef struct BounceReportBuilder BounceReportBuilder;

BounceReportBuilder *bounce_report_builder_new(void);
void bounce_report_builder_free(BounceReportBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceReportBuilder, bounce_report_builder_free)

/* To be filled in; every text starts as "". */
BounceEnvelope *bounce_report_builder_envelope(BounceReportBuilder *builder);
BounceOriginal *bounce_report_builder_original(BounceReportBuilder *builder);

/* A new recipient, or NULL when there are too many already, which is noted once.
 * The pointer is good until the next one is added. */
BounceRecipient *bounce_report_builder_add(BounceReportBuilder *builder);

/* Take the last one back. */
void bounce_report_builder_drop(BounceReportBuilder *builder);

size_t bounce_report_builder_n_recipients(const BounceReportBuilder *builder);
BounceRecipient *bounce_report_builder_recipient(BounceReportBuilder *builder, size_t i);

/* Copy text for the report: at most max bytes, as valid UTF-8 without NUL
 * (U+FFFD stands in). */
const char *bounce_report_builder_keep(BounceReportBuilder *builder, BounceSlice text, size_t max);

/* The same for a field of one line: folds become one blank. */
const char *bounce_report_builder_keep_line(BounceReportBuilder *builder, BounceSlice text,
                                            size_t max);

/* Note what is odd, in one sentence; the same sentence is noted once. */
void bounce_report_builder_note(BounceReportBuilder *builder, const char *note);

/* The report.  Takes the builder. */
BounceReport *bounce_report_builder_end(BounceReportBuilder *builder);
