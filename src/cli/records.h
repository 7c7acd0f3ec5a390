/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * records.h - what "list" prints a record of, and in which format
 */
#pragma once

#include "cli/choose.h"
#include "cli/format.h"

/* What a record is.
 *
 *      value, name */
#define OUTPUTS(X)                                                                                 \
	X(SUMMARY, "summary")     /* all that is known of an address */                            \
	X(ADDRESSES, "addresses") /* and nothing else */                                           \
	X(EVENTS, "events")       /* a bounce */                                                   \
	X(MESSAGES, "messages")   /* the rest are names, each once */                              \
	X(FILES, "files")                                                                          \
	X(CODES, "codes")                                                                          \
	X(DOMAINS, "domains")

#define X(value, name) OUTPUT_##value,
typedef enum { OUTPUTS(X) N_OUTPUTS } Output;
#undef X

/* NULL-ended. */
const char *const *output_names(void);

typedef struct {
	Output output;
	Format format;
	CellsFlags flags;
	const BounceKb *kb;
} RecordStyle;

/* Append what the rows that the model shows come to, those of the choice; returns how many
 * records that were. */
size_t records_append(GString *out, const Model *model, const Choice *choice,
                      const RecordStyle *style);
