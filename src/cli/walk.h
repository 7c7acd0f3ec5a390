/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * walk.h - the mail files that names on a command line stand for
 *
 * Looks at folders and their entries, never into a file.
 */
#pragma once

#include <glib.h>

/* Add path to files, or, when it is a folder, all files in it and below, sorted
 * by name: Maildir (without its tmp), MH, or any other.  What cannot be listed is
 * added itself, so that reading it says why. */
void walk_add(GPtrArray *files, const char *path);
