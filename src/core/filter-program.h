/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * filter-program.h - a filter as it is run
 *
 * For filter*.c alone.  Steps are done one after the other on one truth value; a jump
 * spares the terms that cannot change it any more.
 */
#pragma once

#include "core/filter-value.h"

typedef struct {
	FilterField field;
	guint first, n; /* of the values, any of which will do */
} FilterTerm;

typedef enum {
	FILTER_STEP_TERM,     /* take the truth of a term */
	FILTER_STEP_NOT,      /* turn it over */
	FILTER_STEP_IF_TRUE,  /* go on at a step when it is true */
	FILTER_STEP_IF_FALSE, /* ... when it is false */
} FilterStepKind;

typedef struct {
	FilterStepKind kind;
	guint at; /* the term, or the step */
} FilterStep;

struct Filter {
	char *text;
	GArray *values; /* of FilterValue */
	GArray *terms;  /* of FilterTerm */
	GArray *steps;  /* of FilterStep */

	/* Of a FilterLook, kept, as each of 100 000 rows needs them; they say nothing. */
	GString *scratch;
	GString *folded;
};

/* One that is empty, which filter-parse.c fills. */
Filter *filter_new(const char *text);
