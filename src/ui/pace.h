/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pace.h - when the list is to take in what has come
 *
 * To do so takes longer the longer the list is, and a key waits for it: it is done for a
 * hundredth of the time only, and not under the hands of who types.  Nobody is kept waiting
 * who sees nothing yet, or not that all is there.
 *
 * Pure: whoever asks tells the time, in monotonic microseconds.
 */
#pragma once

#include <glib.h>

#include "ui/timings.h"

/* No oftener is the screen drawn while mail is read: it is enough to watch. */
#define PACE_REDRAW_MS 200

typedef struct {
	gint64 typed;     /* the last key; 0 is none, and so below */
	gint64 drawn;     /* when the screen last was */
	gint64 updated;   /* when the list last took in what had come, ... */
	gint64 took;      /* ... for how long, in microseconds, ... */
	ListStage shown;  /* ... at which stage, and ... */
	size_t n_bounces; /* ... how many there were */
} Pace;

/* The list, at this stage, has taken in what had come. */
void pace_note_update(Pace *pace, ListStage stage, size_t n_bounces, gint64 began, gint64 ended);

/* Milliseconds until it may take in what has come, by which there are so many; 0 is now. */
gint64 pace_update_in(const Pace *pace, ListStage stage, size_t n_bounces, gint64 now);

/* Milliseconds until the screen is to be drawn, as something has come. */
gint64 pace_draw_in(const Pace *pace, ListStage stage, size_t n_bounces, gint64 now);
