/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * timings.h - when what was on the screen, for who measures the program
 *
 * All functions take NULL, and then do nothing: usually nobody measures.
 */
#pragma once

#include <glib.h>
#include <stdio.h>

/* How far the list is; each includes those before. */
typedef enum {
	STAGE_EMPTY,
	STAGE_ROWS,    /* it has some */
	STAGE_WHOLE,   /* it has all that the query finds */
	STAGE_SETTLED, /* nothing more is asked, either */
	N_STAGES
} ListStage;

typedef struct Timings Timings;

/* All is told relative to began, in monotonic microseconds. */
Timings *timings_new(gint64 began);
void timings_free(Timings *timings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Timings, timings_free)

void timings_reach(Timings *timings, ListStage stage);
void timings_key(Timings *timings);
/* The screen shows the stage, and what the keys so far have done. */
void timings_paint(Timings *timings, ListStage stage);

/* A line for each stage that was reached, and each key: what, when, when it was on the
 * screen; in milliseconds, with tabs between. */
void timings_print(const Timings *timings, FILE *file);
