/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * emit.h - reports and the list as text and JSON (notmuch-bounces-formats(5))
 *
 * Appends to a string; writing it out is the caller's.  The printers walk the
 * tables of <bounce/report.h>, so that they cannot differ in content.
 */
#pragma once

#include "core/asked.h"
#include "core/cells.h"
#include "core/csv.h"
#include "core/model.h"
#include "core/policy.h"

#include <bounce/bounce.h>

#include <glib.h>

/* What "parse" prints of one message; file is its name, any bytes.  JSON is one
 * object without a line end, on one line unless pretty; text is some lines. */
void emit_record_json(GString *out, const char *file, const BounceReport *report, bool pretty);
void emit_record_text(GString *out, const char *file, const BounceReport *report, CellsFlags flags);

/* A file that gave no report, and why: kind "other", the reason as its note. */
void emit_unreadable_json(GString *out, const char *file, const char *why, bool pretty);
void emit_unreadable_text(GString *out, const char *file, const char *why, CellsFlags flags);

/* What a tree is written as.  EMIT_SEXP is for Lisp, as notmuch has it: an object is
 * a property list, true is t, false and null are nil. */
typedef enum { EMIT_JSON, EMIT_JSON_PRETTY, EMIT_SEXP } EmitNotation;

/* What "list" prints of an address or of a report that names none, without a line
 * end. */
void emit_row(GString *out, const Row *row, EmitNotation notation);
void emit_row_sexp(GString *out, const Row *row);
void emit_row_json(GString *out, const Row *row, bool pretty);
void emit_row_text(GString *out, const BounceKb *kb, const Row *row, CellsFlags flags);

/* The same as CSV: the names of the columns, and a line for a row; each with its line
 * end. */
void emit_csv_header(GString *out);
void emit_row_csv(GString *out, const Row *row, CsvStyle style);

/* One of its bounces; the row with all of them; and a mere text. */
void emit_event(GString *out, const Row *row, const Event *event, EmitNotation notation);
void emit_event_text(GString *out, const BounceKb *kb, const Row *row, const Event *event,
                     CellsFlags flags);
void emit_row_whole(GString *out, const Row *row, EmitNotation notation);
void emit_text(GString *out, const char *text, EmitNotation notation);
/* What "rules" prints of an address that a rule fits, without a line end. */
void emit_offer(GString *out, const Offer *offer, EmitNotation notation);
void emit_offer_text(GString *out, const Offer *offer, CellsFlags flags);

/* What "summary" prints: the groups, and how the files add up. */
void emit_summary(GString *out, const Model *model, EmitNotation notation);
void emit_summary_text(GString *out, const Model *model, CellsFlags flags);

/* What "explain" knows of a code, a digit or a field, and of what was read out of a
 * text; each is one line. */
void emit_asked_json(GString *out, const BounceKb *kb, const Asked *asked);
void emit_text_json(GString *out, const BounceKb *kb, const BounceReport *report);
