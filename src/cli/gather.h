/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gather.h - all that a query finds, read to its end
 */
#pragma once

#include "core/intake.h"
#include "core/marks.h"
#include "core/policy.h"

/* The model, refreshed, with guards and the marks of the user, which *marks, where marks is not
 * NULL, holds for the caller to free; NULL with an error, CLI_ERROR_NO_MATCH where no
 * message matches. */
Model *gather(const IntakeOptions *options, Marks **marks, GError **error);

typedef struct {
	Model *model;
	Marks *marks;
	Policy *policy;    /* whose rules the model knows */
	bool is_unguarded; /* nothing is held back, by the configuration */
} Gathered;

void gathered_clear(Gathered *gathered);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gathered, gathered_clear)

/* The same, and what the rules say; preset is that of policy_load(). */
bool gather_with_rules(const IntakeOptions *options, const BounceKb *kb, const char *preset,
                       Gathered *gathered, GError **error);

/* Where presets are; the caller frees user_dir. */
PolicyPlaces gather_places(const char *data_dir, char **user_dir);
