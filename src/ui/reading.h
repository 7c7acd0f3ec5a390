/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reading.h - one reading of the mail, and how far it is, in words
 */
#pragma once

#include "core/intake.h"

typedef struct Reading Reading;

/* Which mail; the members are those of IntakeOptions. */
typedef struct {
	StoreBase base;
	const char *const *terms; /* NULL-ended, or NULL */
	bool others;
} ReadingScope;

/* Begin, with a scope in the place of that of the options; changed is called after
 * something came. */
Reading *reading_new(const IntakeOptions *options, const ReadingScope *scope,
                     void (*changed)(void *user), void *user);
void reading_free(Reading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reading, reading_free)
/* The same at the end of the process; see model_leave(). */
void reading_leave(Reading *reading);

Model *reading_model(const Reading *reading);
Intake *reading_intake(const Reading *reading);
const ReadingScope *reading_scope(const Reading *reading);
bool reading_goes_on(const Reading *reading);
/* Nothing that has come makes a row, were there a limit or not. */
bool reading_is_empty(const Reading *reading);

/* What is read: "mail  from:example.org".  The caller frees. */
char *reading_name(const Reading *reading);
/* "538 msgs  431 addrs", and before that how far it is; the addresses are those of
 * the list that is shown meanwhile, and "by domain" follows when it is grouped in
 * another way than usual.  The caller frees. */
char *reading_progress(const Reading *reading, const Model *shown);
/* What there is of one that came to no end: "showing 18 200 of 20 064".  The caller
 * frees. */
char *reading_what_came(const Reading *reading);
