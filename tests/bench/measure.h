/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * measure.h - what commands, and the program on a terminal, cost
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
	double wall_ms;
	double cpu_ms; /* of all its processes */
} Cost;

/* Run a command, with the file as its standard input and its output thrown away, on one
 * processor alone if so wanted.  Ends the program when it cannot be run or fails. */
Cost measure_command(const char *const *command, const char *input, bool on_one_core);

/* Take the processes that ours leave behind as our own, so that what they cost is
 * known; once, before all else. */
void measure_adopt(void);

/* Have programs that are started from here, and this one, use the store of a config, and
 * keep what they keep below home. */
void measure_set_folders(const char *config, const char *home);

/* How the program is started and used. */
typedef struct {
	const char *program;
	const char *config; /* of notmuch */
	const char *home;   /* all that the program keeps is below it */
	const char *keys;   /* pressed one by one, and time and again; or NULL */
	unsigned n_keys;
	bool at_once; /* while it still reads; else after that */
} SessionOptions;

/* In milliseconds from exec. */
typedef struct {
	double screen_ms, rows_ms, whole_ms; /* when it was on the screen */
	double settled_ms;                   /* when it was so */
	Cost reading;      /* until all has been read, which is before it is on the screen */
	double readers_ms; /* of CPU until it settled, by all processes but the program */
	double peak_mb;    /* of the program */
	double readers_mb; /* of the largest of the others */
	GArray *keys;      /* of double: milliseconds from each key to what it paints */
} Session;

void session_clear(Session *session);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Session, session_clear)

/* Run the program on a terminal until it has nothing more to do.  The caller clears the
 * session.  Ends our own program when it cannot be run or fails. */
Session session_run(const SessionOptions *options);

/* One of values (of double), which are sorted: the median, or the one that 99 in a
 * hundred do not exceed.  0 when there are none. */
double measure_percentile(GArray *values, unsigned percent);
