/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sandbox.h - what a reader takes from itself before it touches mail
 *
 * Limits of memory, open files and processor time here; system calls in seccomp.h,
 * files in landlock.h.
 */
#pragma once

#include <glib.h>

/* Let this process read, and nothing else: it writes to no file, connects to nothing,
 * starts nothing, and ends with the program that started it.  Descriptors that are
 * open stay so.  What the system refuses to limit stays as it is.  Returns words for
 * what that is, or "". */
const char *sandbox_enter(void);

/* From now on processor time may be used for seconds / 2 to seconds, of which there are
 * at least two, then the process is killed (SIGXCPU).  until is when, in seconds of
 * processor time, and 0 at first: the limit is set seldom, as that takes a tenth of the
 * time in which a mail is read. */
void sandbox_allow_cpu(unsigned seconds, guint64 *until);
