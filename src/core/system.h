/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * system.h - what several of us ask of the system
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Write all of it, whatever interrupts that; false with errno. */
bool system_write_all(int fd, const void *bytes, size_t len);

/* Is it a folder of the user's that nobody else may write to?  Who could, could put there
 * whatever they like in the place of what is ours. */
bool system_is_private_folder(const char *path);

/* A file for that, which may be there: false when it is no file, but a link or a FIFO, or
 * others may write to it. */
bool system_make_private_file(const char *path);

/* A file on no disk that holds this, to be read from its beginning, for the caller to close;
 * -1 with errno.  Its name is for people who look for leaks. */
int system_memory_file(const char *name, const void *bytes, size_t len);

/* Nobody waits for this child any more: forget it when it has ended. */
void system_reap(GPid pid);

/* On which we may run, at least one; of a machine with more than a thousand, all. */
unsigned system_n_processors(void);
