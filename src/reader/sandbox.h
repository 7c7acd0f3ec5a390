/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sandbox.h - what a reader takes from itself before it touches mail
 *
 * Limits of memory, open files and processor time here; system calls in seccomp.h,
 * files in landlock.h.
 */
#pragma once

/* Let this process read, and nothing else: it writes to no file, connects to nothing,
 * starts nothing, and ends with the program that started it.  Descriptors that are
 * open stay so.  What the system refuses to limit stays as it is.  Returns words for
 * what that is, or "". */
const char *sandbox_enter(void);

/* From now on so much processor time may be used, in seconds, then the process is
 * killed (SIGXCPU); 0: without end. */
void sandbox_allow_cpu(unsigned seconds);
