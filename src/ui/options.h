/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options.h - what the screen is started with
 */
#pragma once

#include "core/intake.h"
#include "ui/config.h"
#include "ui/timings.h"

#include <bounce/kb.h>

/* All of it stays the caller's. */
typedef struct UiOptions {
	const IntakeOptions *intake;
	const char *program; /* this executable */
	const BounceKb *kb;
	Config *config;
	const char *mailbox;   /* whose index is read, see mailbox.h; or NULL */
	const char *state_dir; /* where histories are kept; "" keeps none */
	gint64 now;            /* Unix seconds; days are told relative to it */
	Timings *timings;      /* or NULL */
	/* Is all of kb as it should be?  Asked by a thread of its own when there is a first
	 * screen, which explains nothing; false ends all.  NULL asks nothing, and that screen is
	 * like all others. */
	bool (*check_kb)(const BounceKb *kb, GError **error);
} UiOptions;
