/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dsn.h - the delivery-status part of a report (RFC 3464 section 2)
 *
 * Reads what is there: order, doubles, unknown fields, missing or surplus blank
 * lines and bad codes are all met in real mail, and noted.  Addresses are kept
 * as the fields give them but for their type; which one the list holds is
 * recipient.h's question.
 */
#pragma once

#include "report-build.h"
#include "slice.h"

/* Add the recipients of part to builder, and what it says of the message.
 * Returns how many were found. */
size_t bounce_dsn_parse(BounceSlice part, BounceReportBuilder *builder);

/* Where the fields of such a part begin within other text; its length when they do
 * not. */
size_t bounce_dsn_find(BounceSlice text);

/* Does text read like a delivery-status part, whatever it is labelled? */
bool bounce_dsn_looks_like(BounceSlice text);
