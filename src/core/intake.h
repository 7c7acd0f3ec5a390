/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake.h - from a query to a model
 *
 * Asks the index, has every file of every message read, and hands the reports
 * to the model as they come; then asks the index about the addresses that failed
 * (inquiry.h).  Runs in the main context; nothing blocks.
 */
#pragma once

#include "core/model.h"
#include "core/readers.h"

typedef struct {
	const char *program;      /* this executable */
	const char *data_dir;     /* share/, where kb/ is */
	const char *config;       /* notmuch configuration file, or NULL */
	const char *const *terms; /* search terms that narrow the query; NULL-ended, or NULL */
	bool exclude;             /* leave out what search.exclude_tags names */
} IntakeOptions;

typedef enum {
	INTAKE_READING,
	INTAKE_ASKING, /* all is read, and the store is asked about the addresses */
	INTAKE_DONE,
	INTAKE_PARTIAL, /* stopped by the user, or the index kept changing; what is missing
	                 * may be answers only */
	INTAKE_FAILED,  /* nothing could be read; intake_error() says why */
} IntakeState;

typedef struct Intake Intake;

/* Begin to read into model, which must outlive the intake.  changed (may be
 * NULL) is called after something came: cheap, and often. */
Intake *intake_new(const IntakeOptions *options, Model *model, void (*changed)(void *user),
                   void *user);
void intake_free(Intake *intake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Intake, intake_free)

IntakeState intake_state(const Intake *intake);

/* Set in INTAKE_FAILED, and in INTAKE_PARTIAL when it was not the user: one line
 * why, a newline, one line what to do. */
const GError *intake_error(const Intake *intake);

/* What the store answered; NULL until it has. */
const StoreInfo *intake_store(const Intake *intake);

/* Messages all of whose files were read; compare with store->n_matching. */
guint64 intake_n_read(const Intake *intake);

/* Addresses that the store was asked about, and all of them; both 0 in
 * INTAKE_READING. */
void intake_count_asked(const Intake *intake, guint64 *n_done, guint64 *n_all);

/* Stop, and keep what was read. */
void intake_cancel(Intake *intake);

/* Neither reading nor asking. */
bool intake_is_over(const Intake *intake);

/* Iterate the main context until it is over. */
void intake_wait(Intake *intake);
