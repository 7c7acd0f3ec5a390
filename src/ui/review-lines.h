/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * review-lines.h - what stands on the lines of the review
 *
 * For view-review.c.  Knows nothing of how they look.
 */
#pragma once

#include "core/policy.h"

typedef enum {
	LINE_SUMMARY,
	LINE_TITLES,
	LINE_OFFER,
	LINE_HELD,     /* the heading of those that are held back */
	LINE_INCIDENT, /* all of a domain that are held back as one incident */
} ReviewLineKind;

typedef struct {
	ReviewLineKind kind;
	const Offer *offer; /* or NULL */
	guint n;            /* addresses of an incident */
} ReviewLine;

/* Make the lines, of ReviewLine, of offers in the order of policy_offers(): those that are
 * held back come last, and of these the incidents first. */
void review_lines_make(GArray *lines, const GPtrArray *offers);

/* The domain of the address of a line that has an offer; lives as long as the row. */
const char *review_line_domain(const ReviewLine *line);
