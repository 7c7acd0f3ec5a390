/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake-state.h - what an intake is made of
 *
 * intake.c begins with what is in the cache; intake-look.c looks at the store, again
 * and again.
 */
#pragma once

#include "core/due.h"
#include "core/inquiry.h"
#include "core/intake.h"
#include "core/recall.h"
#include "core/stock.h"
#include "core/watch.h"

/* Of an index. */
typedef struct {
	char *uuid; /* NULL is none */
	guint64 number;
} Revision;

struct Intake {
	char *program, *data_dir, *config;
	char **query_terms;
	StoreBase base;
	bool is_sexp, exclude, follow, anew;
	void (*changed)(void *user);
	void *user;
	Readers *readers; /* NULL when nothing goes on */
	IntakeState state;
	gint64 began;
	enum {
		NEWEST, /* the query is for some that came last, as somebody waits, */
		NEWS,   /* for what has changed since what is known, if anything is, */
		IDS,    /* for all Message-IDs, to see which have gone, */
		ALL,    /* or for all messages, as some have come to match and not changed */
	} asked;
	bool has_missed; /* IDS gave one that is not known */
	bool is_asked;   /* the query has been answered, or never will be */
	bool is_early;   /* it is under way, and held while what is known comes back */
	Due *due;        /* files that are still to be read */
	guint64 n_read;
	Inquiry *inquiry; /* when all has been read */
	Stock *stock;
	Recall *recall;   /* what is in the cache comes back; until then nothing is asked */
	bool is_recalled; /* ... and what could not is read */

	Revision looked; /* the one that is being read */
	Revision known;  /* all up to it is in the model */
	Revision heard;  /* who wrote up to it is known */
	Watch *watch;
	guint pause;   /* a source, until more is asked; or 0 */
	bool is_stale; /* there may be a newer one than is being read */

	StoreInfo *store; /* NULL before it has answered, whatever the cache says: the user may
	                   * have set something else since */
	GError *error;
};

/* What is known is coming back: ask what has changed since. */
void intake_ask_early(Intake *intake);

/* Something came. */
void intake_note_change(Intake *intake);

/* For what is to be read and asked now; none runs before that. */
Readers *intake_start_readers(Intake *intake);

/* Have a file read. */
void intake_read_file(Intake *intake, DueMessage *message, const char *path);

/* All that was there when this was the answer comes back. */
void intake_know(Intake *intake, const StoreInfo *store);

/* What was read before is back: look at what has changed since. */
void intake_first_look(Intake *intake);

/* Go on when all that is due has been read. */
void intake_end_if_read(Intake *intake);

/* What was begun and not finished is as if it had not been. */
void intake_end(Intake *intake, IntakeState state);
