/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * filter-field.h - what a filter can ask of a row
 *
 * For filter*.c alone.  A new field is a line here and a row in filter-field.c; a
 * field of what people decided about an address belongs there as well.
 */
#pragma once

#include "core/filter.h"

/* What a value of the field is, and how it compares.
 *
 *      value, what it takes, in an error */
#define FILTER_KINDS(X)                                                                            \
	X(WHOLE, "a text")                                                                         \
	X(HOLDS, "a text")                                                                         \
	X(REASON, "a reason such as user-unknown")                                                 \
	X(CODE, "a code such as 5.1.1, 5.1 or X.2.2")                                              \
	X(SUBJECT, "a subject such as X.1 or 1")                                                   \
	X(CHOICE, "one of")                                                                        \
	X(FLAG, "one of")                                                                          \
	X(NUMBER, "a number")                                                                      \
	X(SPAN, "a time such as >30d (h, d, w, m, y)")                                             \
	X(DATE, "an age such as <30d (h, d, w, m, y) or a day such as >=2026-01-31")

#define X(value, takes) FILTER_KIND_##value,
typedef enum { FILTER_KINDS(X) N_FILTER_KINDS } FilterKind;
#undef X

/* Of the latest bounce, where it is not said otherwise.  A bare word is TEXT.
 *
 *      value, name, kind, help */
#define FILTER_FIELDS(X)                                                                           \
	X(TEXT, "text", HOLDS, "address, diagnostic or reason; a bare word looks there, too")      \
	X(ADDR, "addr", WHOLE, "the address")                                                      \
	X(LOCAL, "local", WHOLE, "its part before the @")                                          \
	X(DOMAIN, "domain", WHOLE, "its part behind the @")                                        \
	X(CODE, "code", CODE, "the status code that counts")                                       \
	X(STATUS, "status", CODE, "the code of the Status: field")                                 \
	X(SUBJECT, "subject", SUBJECT, "the subject of the code that counts")                      \
	X(REPLY, "reply", NUMBER, "the SMTP reply code")                                           \
	X(CLASS, "class", CHOICE, "the class of the bounce")                                       \
	X(REASON, "reason", REASON, "why it was refused")                                          \
	X(FAULT, "fault", CHOICE, "whose fault it is")                                             \
	X(VERDICT, "verdict", CHOICE, "what the bounce says of the address")                       \
	X(CONF, "conf", CHOICE, "how sure that is")                                                \
	X(PERMANENCE, "permanence", CHOICE, "whether it is for good")                              \
	X(PROOF, "proof", CHOICE, "what proves that it is about our mail")                         \
	X(STAGE, "stage", CHOICE, "where in the SMTP dialogue it was refused")                     \
	X(RULE, "rule", WHOLE, "the rule that decided")                                            \
	X(DIAG, "diag", HOLDS, "the diagnostic")                                                   \
	X(LIST, "list", HOLDS, "the List-Id of the returned mail")                                 \
	X(HOST, "host", HOLDS, "the host that refused, else the one that reports")                 \
	X(MTA, "mta", HOLDS, "the host that reports")                                              \
	X(GROUP, "group", HOLDS, "the name of the group that it stands in")                        \
	X(ID, "id", WHOLE, "the Message-ID of any of its bounces")                                 \
	X(N, "n", NUMBER, "bounces of the address")                                                \
	X(DAYS, "days", NUMBER, "different days on which it bounced (UTC)")                        \
	X(SPAN, "span", SPAN, "the time from its first to its last bounce")                        \
	X(FIRST, "first", DATE, "when it bounced first")                                           \
	X(LAST, "last", DATE, "when it bounced last")                                              \
	X(MARK, "mark", CHOICE, "what was decided about the address")                              \
	X(GUARD, "guard", CHOICE, "what guards it; any or none")                                   \
	X(BY, "by", WHOLE, "who decided: user, rule:NAME, import:FILE")                            \
	X(IS, "is", FLAG, "what is true of it")

#define X(value, name, kind, help) FILTER_FIELD_##value,
typedef enum { FILTER_FIELDS(X) N_FILTER_FIELDS } FilterField;
#undef X

/* A row as fields see it. */
typedef struct {
	const Row *row;
	const FilterContext *context;
	GString *scratch; /* where a text is made that does not stand anywhere */
	GString *folded;  /* the text that is looked at */
} FilterLook;

/* -1 when there is none; len bytes of name, in any case. */
int filter_field_find(const char *name, size_t len);
const char *filter_field_name(FilterField field);
FilterKind filter_field_kind(FilterField field);

/* What the field takes, for an error; names of a choice are in it.  The caller frees. */
char *filter_field_takes(FilterField field);

/* The values of a choice or a flag, NULL-ended; NULL for other kinds. */
const char *const *filter_field_values(FilterField field);

/* Does the field say something of this row? */
bool filter_field_has(FilterField field, const Row *row);

/* The i-th text of a field of texts, NULL past the last; "" is an absent one.  Lives until
 * the scratch or the row changes. */
const char *filter_field_text(FilterField field, const FilterLook *look, size_t i);

/* The number, date or time of a field; false when it is not known. */
bool filter_field_number(FilterField field, const Row *row, gint64 *number);
