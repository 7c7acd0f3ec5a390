/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * landlock.h - what a reader may do to files (Linux)
 */
#pragma once

#include <stdbool.h>

/* From now on this process reads files and folders: it writes, makes, renames,
 * removes and runs none, anywhere, by whatever call.  What it may read is not
 * narrowed: mail lies where the index or the user says, and behind links.
 * false: the system has no Landlock. */
bool landlock_enter(void);
