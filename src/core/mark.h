/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mark.h - what was decided about an address, or about one of its bounces
 *
 * A value; who keeps it on disk is marks.h.  No text is NULL.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Addresses are unmarked, to be removed or to be kept; of a bounce it is only said
 * that it does not count.
 *
 *      value, name, letter in the list */
#define MARK_STATES(X)                                                                             \
	X(NONE, "none", ' ')                                                                       \
	X(REMOVE, "remove", 'D')                                                                   \
	X(KEEP, "keep", 'K')                                                                       \
	X(IGNORED, "ignored", ' ')

#define X(value, name, letter) MARK_##value,
typedef enum { MARK_STATES(X) MARK_N_STATES } MarkState;
#undef X

/* Who decided; what stands later is not overruled by what stands before it, and
 * no rule touches what is kept.  Those that end in a colon have a name after it. */
#define MARK_RULE "rule:"
#define MARK_IMPORT "import:"
#define MARK_USER "user"

typedef struct {
	MarkState state;
	const char *by;     /* "" when nobody has */
	gint64 time;        /* Unix seconds */
	const char *reason; /* an id of reason.conf, or "" */
	const char *note;   /* words of a person, or "" */
} Mark;

#define MARK_UNMARKED ((Mark){MARK_NONE, "", 0, "", ""})

/* What a row is shown with when it was kept, and has bounced for good since. */
#define MARK_LETTER_NEW '!'
/* ... and when a rule would mark it, which nobody has accepted yet. */
#define MARK_LETTER_RULE 'r'

const char *mark_state_name(MarkState state);

/* The names of those that an address can have, NULL-ended; in the order of the enum. */
const char *const *mark_state_names(void);
char mark_state_letter(MarkState state);
/* false when no state is called so; *state is written only on success. */
bool mark_state_from_name(const char *name, MarkState *state);

bool mark_is_by(const char *by);
/* May a decision take the place of another one? */
bool mark_may_replace(const Mark *old, const Mark *new);

/* Where a model finds marks. */
typedef struct {
	Mark (*of)(const char *identity, void *user);
	/* NULL when all bounces count. */
	bool (*is_ignored)(const char *message_id, const char *identity, void *user);
	void *user;
	guint64 revision; /* another number whenever an answer may be; 0 is not known */
} MarkLookup;
