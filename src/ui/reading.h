/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reading.h - one reading of the mail, and how far it is, in words
 */
#pragma once

#include "core/doc.h"
#include "core/intake.h"
#include "ui/keymap.h"

typedef struct Reading Reading;

/* Begin, with terms (NULL-ended, or NULL) in the place of those of the options; changed
 * is called after something came. */
Reading *reading_new(const IntakeOptions *options, const char *const *terms,
                     void (*changed)(void *user), void *user);
void reading_free(Reading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reading, reading_free)

Model *reading_model(const Reading *reading);
Intake *reading_intake(const Reading *reading);
const char *const *reading_terms(const Reading *reading);
bool reading_goes_on(const Reading *reading);

/* What is read: "mail  from:example.org".  The caller frees. */
char *reading_name(const Reading *reading);
/* "538 msgs  431 addrs", and before that how far it is; the addresses are those of
 * the list that is shown meanwhile, and "by domain" follows when it is grouped in
 * another way than usual.  The caller frees. */
char *reading_progress(const Reading *reading, const Model *shown);
/* What there is of one that came to no end: "showing 18 200 of 20 064".  The caller
 * frees. */
char *reading_what_came(const Reading *reading);
/* Why there is nothing in the list, and what to do. */
void reading_explain_empty(const Reading *reading, const Keymap *keymap, Doc *doc);
