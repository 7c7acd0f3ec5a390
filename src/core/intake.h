/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake.h - from a query to a model
 *
 * Asks the index, has every file of every message read, and hands the reports
 * to the model as they come; then asks the index about the addresses that failed
 * (inquiry.h).  What was read and asked before comes out of a cache, and only what has
 * changed in the store since is read.  May go on to follow the store: when that changes, what came
 * is read and what went is forgotten.  Runs in the main context; nothing blocks.
 */
#pragma once

#include "core/model.h"
#include "core/readers.h"

typedef struct {
	const char *program;      /* of the readers, see readers.h */
	const char *data_dir;     /* share/, where kb/ is */
	const char *config;       /* notmuch configuration file, or NULL */
	StoreBase base;           /* what is narrowed */
	const char *const *terms; /* search terms that narrow the query; NULL-ended, or NULL */
	bool is_sexp;             /* these are S-expressions */
	bool exclude;             /* leave out what search.exclude_tags names */
	bool follow;              /* go on when all has been read */
	const char *cache_dir;    /* see cache.h; NULL is none */
	bool others;              /* take in mail that is no bounce, too */
	const char *uuid;         /* of the index that it must be, for who compares; or NULL */
	bool anew;                /* ask the store about all addresses, also those it was
	                           * asked about before */
} IntakeOptions;

typedef enum {
	INTAKE_READING,
	INTAKE_ASKING,     /* all is read, and the store is asked about the addresses */
	INTAKE_REFRESHING, /* the store has changed: what is new is read, and the model
	                    * stays as it is until all of that is there */
	INTAKE_DONE,
	INTAKE_PARTIAL, /* stopped by the user, or the index kept changing; what is missing
	                 * may be answers only */
	INTAKE_FAILED,  /* nothing could be read; intake_error() says why */
} IntakeState;

typedef struct Intake Intake;

/* Begin to read into model, which must outlive the intake.  changed (may be
 * NULL) is called after something came: cheap, and often.  When it follows the store
 * and that changes, a state that was over goes back to INTAKE_REFRESHING, but not
 * from INTAKE_FAILED, nor before all has been read once. */
Intake *intake_new(const IntakeOptions *options, Model *model, void (*changed)(void *user),
                   void *user);
void intake_free(Intake *intake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Intake, intake_free)

IntakeState intake_state(const Intake *intake);

/* When it last began to read or to refresh, in monotonic microseconds. */
gint64 intake_began(const Intake *intake);

/* Set in INTAKE_FAILED, and in INTAKE_PARTIAL when it was not the user: one line
 * why, a newline, one line what to do. */
const GError *intake_error(const Intake *intake);

/* What the store answered; NULL until it has. */
const StoreInfo *intake_store(const Intake *intake);

/* Messages all of whose files were read; compare with store->n_matching. */
guint64 intake_n_read(const Intake *intake);

/* Addresses that the store was asked about, and all that it is to be asked about; both
 * 0 in INTAKE_READING. */
void intake_count_asked(const Intake *intake, guint64 *n_done, guint64 *n_all);

/* Stop, and keep what was read; a refresh leaves all as it was. */
void intake_cancel(Intake *intake);

/* Nothing goes on; the store may still be followed. */
bool intake_is_over(const Intake *intake);

/* Iterate the main context until it is over. */
void intake_wait(Intake *intake);
