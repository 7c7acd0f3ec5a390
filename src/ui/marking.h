/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * marking.h - the marks of what is shown
 *
 * Between the marks on disk and the model: a mark is in the list when it is on disk,
 * and not before.  What could not be done comes back as words for the last line.
 */
#pragma once

#include "core/intake.h"
#include "core/policy.h"
#include "ui/view.h"

typedef struct Marking Marking;

/* The context stays the caller's, who may exchange its model. */
Marking *marking_new(const ViewContext *context);
void marking_free(Marking *marking);

/* Give the rows their marks, as soon as the intake knows whose store it is.  To be
 * called after each model_refresh().  The caller frees what is returned; NULL when
 * there is nothing to say. */
char *marking_show(Marking *marking, const Intake *intake);

/* Show what other programs have marked since; cheap when none has. */
void marking_follow(Marking *marking);

/* What a command that marks makes of the row. */
MarkState marking_next_state(Command command, const Row *row);

/* Nothing is held back, by the configuration. */
bool marking_is_unguarded(const Marking *marking);

/* What is marked is not kept: the marks cannot be read, or not be written. */
bool marking_is_unsaved(const Marking *marking);

/* Mark rows by a command that does so, as one step: those with these keys, NULL-ended;
 * what has no address is passed over.  false when that could not be, and *said, for the
 * caller to free, tells why; else it is NULL. */
bool marking_apply(Marking *marking, Command command, const char *const *keys, char **said);

/* Mark what is accepted of offers of rules, as one step.  *said, for the caller to free,
 * tells what was done; or, with false, why nothing was. */
bool marking_accept(Marking *marking, const GPtrArray *offers, const bool *accepts, char **said);

/* Undo, or do again.  Returns as marking_show() does. */
char *marking_step_back(Marking *marking, bool undoes);

/* Let the bounce not count, or count again.  Returns as marking_show() does. */
char *marking_ignore(Marking *marking, const Row *row, const Event *event);

/* As marks_exported(); NULL while there are no marks. */
GHashTable *marking_exported(const Marking *marking, const char *receiver);
/* Note that the addresses, NULL-ended, were given to a receiver. */
bool marking_stamp(Marking *marking, const char *const *addresses, const char *receiver,
                   GError **error);
