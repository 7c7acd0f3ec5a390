/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tagger.h - mail gets the tags in notmuch that its bounces and marks say
 *
 * Asks the index which of our tags mail has, one query for each tag, and then, when it
 * is told to, has the differences written by notmuch(1), some at a time: so another
 * program that wants to write comes in between, and what is stopped leaves whole
 * messages.  Runs in the main context; nothing blocks.
 */
#pragma once

#include "core/intake.h"
#include "core/tags.h"

/* Another program may write for as long as that before we give up; a hook must end. */
#define TAGGER_PATIENCE_S 60

typedef struct {
	const IntakeOptions *store; /* which mail; what the model was read with */
	TagSet tags;                /* the others are left alone */
	unsigned patience_s;        /* as long as we wait for other programs that write */
} TaggerOptions;

typedef enum {
	TAGGER_ASKING,
	TAGGER_READY,   /* the plan is made, and nothing is written yet */
	TAGGER_WAITING, /* for another program that writes */
	TAGGER_WRITING,
	TAGGER_DONE,
	TAGGER_STOPPED, /* by tagger_cancel() */
	TAGGER_FAILED,
} TaggerState;

#define TAGGER_ERROR (tagger_error_quark())

typedef enum {
	TAGGER_ERROR_BUSY,    /* another program wrote all the time: try again */
	TAGGER_ERROR_NOTMUCH, /* notmuch(1) failed */
} TaggerError;

GQuark tagger_error_quark(void);

typedef struct Tagger Tagger;

/* Begin to ask; the model, which must outlive the tagger, and changes of which it does
 * not follow, may be NULL: see tag_plan_new().  changed is called when something has
 * changed, and while it waits or writes some times a second. */
Tagger *tagger_new(const TaggerOptions *options, const Model *model, void (*changed)(void *user),
                   void *user);
/* Kills what runs. */
void tagger_free(Tagger *tagger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tagger, tagger_free)

TaggerState tagger_state(const Tagger *tagger);
/* Nothing goes on, and nothing will. */
bool tagger_is_over(const Tagger *tagger);

/* Two lines: why, and what to do; a TAGGER_ERROR or READERS_ERROR.  NULL unless it has
 * failed. */
const GError *tagger_error(const Tagger *tagger);

/* Not while it asks. */
const TagPlan *tagger_plan(const Tagger *tagger);

/* Write it: once, in TAGGER_READY. */
void tagger_write(Tagger *tagger);

/* Messages that are done with, more or less while it writes, but never too many when
 * it is over. */
size_t tagger_n_done(const Tagger *tagger);
/* As long as it has waited, in TAGGER_WAITING. */
unsigned tagger_waited_s(const Tagger *tagger);

/* What is happening, in words for one line, such as "tagging 8 312/20 064"; "" when
 * nothing does.  The caller frees. */
char *tagger_progress(const Tagger *tagger);

/* Stop: what is in hand comes to nothing, what was done stays. */
void tagger_cancel(Tagger *tagger);

/* Iterate the main context until it neither asks nor writes. */
void tagger_wait(Tagger *tagger);
