/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * progress.h - a line on standard error that tells how far it is
 *
 * Where that is a terminal; else nothing is written.  Not for errors.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
	bool has_line; /* there is one to be wiped off */
	gint64 shown;  /* when, in monotonic microseconds */
} Progress;

/* Write the line over the one before, at most five times a second; "" wipes it off. */
void progress_show(Progress *progress, const char *line);
