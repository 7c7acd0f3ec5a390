/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * filter-value.h - one value of a term, and whether what a row has is it
 *
 * For filter*.c alone.
 */
#pragma once

#include "core/filter-field.h"

#define FILTER_OPS(X)                                                                              \
	X(LESS_EQUAL, "<=")                                                                        \
	X(MORE_EQUAL, ">=")                                                                        \
	X(LESS, "<")                                                                               \
	X(MORE, ">")                                                                               \
	X(EQUAL, "=")                                                                              \
	X(HOLDS, "~")                                                                              \
	X(NONE, "")

#define X(value, sign) FILTER_OP_##value,
typedef enum { FILTER_OPS(X) N_FILTER_OPS } FilterOp;
#undef X

/* How it was written: 55*, "55*" or /55./ */
typedef enum { FILTER_FORM_PLAIN, FILTER_FORM_QUOTED, FILTER_FORM_REGEX } FilterForm;

typedef struct {
	const char *text; /* without what stands around it */
	FilterForm form;
	FilterOp op;
} FilterRaw;

typedef struct {
	char *text;         /* folded; of a reason, without blanks and dashes */
	char *id;           /* of a reason: folded alone */
	GPatternSpec *glob; /* of the folded text; NULL when it has none */
	GRegex *regex;      /* or NULL */
	bool is_whole;      /* the text is all there is, not a part */
	bool is_age;        /* low and high count back from now */
	gint64 low, high;   /* of a number; of a flag, low is which */
} FilterValue;

void filter_value_clear(FilterValue *value);

/* The operator at the start of text, and the bytes that it takes. */
FilterOp filter_op_read(const char *text, size_t *len);

/* Read a value of the field into one that is all zero, to be cleared in any case.
 * false with FILTER_ERROR_SYNTAX when it is none. */
bool filter_value_read(FilterValue *value, FilterField field, const FilterRaw *raw, GError **error);

/* folded is fold_new() of text. */
bool filter_value_is_text(const FilterValue *value, const char *text, const char *folded);
bool filter_value_is_reason(const FilterValue *value, const FilterContext *context,
                            const char *text, const char *folded);
bool filter_value_is_number(const FilterValue *value, gint64 number);
