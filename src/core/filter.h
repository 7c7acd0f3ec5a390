/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * filter.h - the language of limits: which rows are to be seen
 *
 *      class:hard days:>=2 (domain:*.edu or domain:*.ac.uk) -diag:/block(ed|list)/
 *
 * A Filter is made from text once, is immutable and reference counted, and says of
 * any row whether it matches.  Pure and bounded: whatever is typed, reading it takes
 * no recursion, and a regular expression gives up before it gets slow.
 *
 * The fields stand in one table (filter-field.h), from which this, completion and the
 * manual have them.  Which terms a mail store knows is another language: notmuch's.
 */
#pragma once

#include "core/model.h"

#include <bounce/kb.h>

#include <glib.h>
#include <stdbool.h>

#define FILTER_ERROR (filter_error_quark())

typedef enum {
	FILTER_ERROR_SYNTAX, /* it makes no sense */
	FILTER_ERROR_LIMIT,  /* it is too long, too deep, or asks too much */
} FilterError;

GQuark filter_error_quark(void);

/* Where in the text it went wrong, in bytes; at least one, but for an empty text. */
typedef struct {
	size_t begin, end;
} FilterMistake;

/* What a row is looked at with. */
struct FilterContext {
	const BounceKb *kb; /* not owned */
	gint64 now;         /* Unix seconds: what ages are counted from */
};

/* NULL with an error of one line that does not quote all of the text; then *mistake,
 * which may be NULL, says where. */
Filter *filter_parse(const char *text, FilterMistake *mistake, GError **error);
Filter *filter_ref(const Filter *filter);
void filter_unref(Filter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Filter, filter_unref)

/* What it was made from. */
const char *filter_text(const Filter *filter);

/* The row is settled and in a group.  A row without an address never matches for
 * what is not said of it: some word of the filter must be in it. */
bool filter_matches(const Filter *filter, const Row *row, const FilterContext *context);

/* "30d", "12h": how many seconds that is; false when it is no age. */
bool filter_age_read(const char *text, gint64 *seconds);

/* All fields, NULL-ended, in the order of the manual. */
const char *const *filter_field_names(void);

/* One line about a field of that name; NULL when there is none. */
const char *filter_field_help(const char *name);

/* What the word that ends at the cursor, a place in the text, may become: names of
 * fields with their colon, or the field with each of its values.  They take the place of
 * the bytes from *begin to the cursor.  NULL-ended, for g_strfreev(). */
char **filter_complete(const char *text, size_t cursor, size_t *begin);

/* The same with what the knowledge base has: reasons, and codes of the class that is typed,
 * else with an X. */
char **filter_complete_known(const BounceKb *kb, const char *text, size_t cursor, size_t *begin);
