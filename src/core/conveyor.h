/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * conveyor.h - a thread of ours, and the loads that go between it and who started it
 *
 * Loads go full and come back empty, or the other way round.  There is a fixed number of
 * them, which is the limit of what may wait.  Each belongs to who took it, until it is put
 * back onto one of the two sides.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct Conveyor Conveyor;

typedef struct {
	GArray *rows;
	GStringChunk *texts; /* theirs */
	bool is_last;        /* none follows */
} Load;

/* So many loads, empty, of rows of that size, which clear_row clears. */
Conveyor *conveyor_new(guint n, guint row_size, GDestroyNotify clear_row);
/* When there is no thread (any more), and all loads are on it.  NULL is none. */
void conveyor_free(Conveyor *conveyor);

/* false when there is no thread to be had. */
bool conveyor_start(Conveyor *conveyor, const char *name, GThreadFunc run, void *user);
/* Wait for the end of the thread. */
void conveyor_join(Conveyor *conveyor);

/* Wait until there is one. */
Load *conveyor_take_empty(Conveyor *conveyor);
Load *conveyor_take_full(Conveyor *conveyor);
/* NULL when there is none. */
Load *conveyor_try_full(Conveyor *conveyor);
bool conveyor_has_full(Conveyor *conveyor);

void conveyor_put_full(Conveyor *conveyor, Load *load);
/* Empties it. */
void conveyor_put_empty(Conveyor *conveyor, Load *load);
