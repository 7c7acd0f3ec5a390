/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * emit.h - reports and the list as text and JSON (doc/SCHEMA)
 *
 * Appends to a string; writing it out is the caller's.  The printers walk the
 * tables of <bounce/report.h>, so that they cannot differ in content.
 */
#pragma once

#include "core/cells.h"
#include "core/model.h"

#include <bounce/bounce.h>

#include <glib.h>

/* What "parse" prints of one message, without a line end.  file is its name,
 * any bytes. */
void emit_record_json(GString *out, const char *file, const BounceReport *report);
void emit_record_text(GString *out, const char *file, const BounceReport *report,
                      CellsFlags flags);

/* A file that gave no report: the same keys, kind "other", and why as its note. */
void emit_unreadable_json(GString *out, const char *file, const char *why);

/* What "list" prints of one address or unrecognised report, without a line end. */
void emit_row_json(GString *out, const BounceKb *kb, const Row *row);
void emit_row_text(GString *out, const BounceKb *kb, const Row *row, CellsFlags flags);

/* What "summary" prints: groups, and how files add up.  With a final line end. */
void emit_summary_json(GString *out, const Model *model);
void emit_summary_text(GString *out, const Model *model);
