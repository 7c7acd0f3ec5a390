/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * job.h - another program in the foreground of the terminal, until it ends
 *
 * It is a process group of its own, as a shell would make it: ^C and ^\ reach it alone,
 * and when it is stopped by ^Z we stop with all that we are, so that the shell above
 * takes over; continued, it is in the foreground again.  Meanwhile the main loop runs.
 *
 * Draws nothing; who has the terminal is for the caller to arrange.
 */
#pragma once

#include <glib.h>

typedef struct Job Job;

/* Start argv, found by $PATH, on standard input and output; its standard error is our
 * standard output.  input, when it is not -1, is its standard input and stays the
 * caller's.  ended is called with its wait status, from the main context; free the job
 * then.  An error of GSpawn. */
Job *job_new(char **argv, int input, void (*ended)(int status, void *user), void *user,
             GError **error);
/* Takes the terminal back; what still runs is hung up on. */
void job_free(Job *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Job, job_free)

/* What became of it: "exit status 3", "killed by signal 9 (Killed)"; NULL when all went
 * well.  The caller frees. */
char *job_failure(int status);
