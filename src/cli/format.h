/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * format.h - in which formats the commands print
 */
#pragma once

#include "core/emit.h"

#define FORMATS(X)                                                                                 \
	X(TEXT, "text")                                                                            \
	X(TEXT0, "text0")                                                                          \
	X(JSON, "json")                                                                            \
	X(SEXP, "sexp")                                                                            \
	X(CSV, "csv")                                                                              \
	X(NDJSON, "ndjson")

#define X(value, name) FORMAT_##value,
typedef enum { FORMATS(X) N_FORMATS } Format;
#undef X

/* All of them, and those of a command that prints trees; NULL-ended. */
const char *const *format_names(void);
const char *const *format_tree_names(void);

/* The one of --format; given may be NULL, which is the first of names, those that the command
 * knows.  false with CLI_ERROR_USAGE. */
bool format_read(const char *given, const char *const *names, Format *format, GError **error);

/* What stands around items. */
typedef struct {
	const char *begin, *between, *after, *end;
} FormatFrame;

const FormatFrame *format_frame(Format format);

/* How an item is printed that is a tree. */
EmitNotation format_notation(Format format);

typedef void (*FormatItem)(GString *out, const void *item, EmitNotation notation);

/* Append all items, which are trees. */
void format_append(GString *out, Format format, const GPtrArray *items, FormatItem append);
