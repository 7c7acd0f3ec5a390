/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gather.h - all that a query finds, read to its end
 */
#pragma once

#include "core/intake.h"
#include "core/marks.h"
#include "core/policy.h"

typedef struct {
	Model *model;      /* refreshed, with the marks of the user, and guards */
	Marks *marks;      /* those */
	Policy *policy;    /* whose rules the model knows, or NULL */
	char *nothing;     /* that no message matches, as errors say it; else NULL */
	bool is_unguarded; /* nothing is held back, by the configuration */
} Gathered;

void gathered_clear(Gathered *gathered);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gathered, gathered_clear)

/* *gathered is to be cleared in any case. */
bool gather(const IntakeOptions *options, Gathered *gathered, GError **error);

/* The same, and what the rules say; preset is that of policy_load(). */
bool gather_with_rules(const IntakeOptions *options, const BounceKb *kb, const char *preset,
                       Gathered *gathered, GError **error);

/* Where presets are; the caller frees user_dir. */
PolicyPlaces gather_places(const char *data_dir, char **user_dir);
