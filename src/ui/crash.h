/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crash.h - the terminal given back even by a program that crashes
 *
 * A signal by which a broken program ends (SIGSEGV, SIGABRT and the like) still ends
 * it, but first the terminal gets back its modes and its own screen.
 */
#pragma once

#include <termios.h>

typedef struct Crash Crash;

/* From now on, for the terminal behind these two descriptors, whose modes were saved.
 * One at a time, for the main thread, to which all others leave it.  NULL when the system
 * has no stack for it. */
Crash *crash_new(int in, int out, const struct termios *saved);
/* The signals do again what they did before.  NULL is none. */
void crash_free(Crash *crash);
