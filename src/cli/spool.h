/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spool.h - what is given, in a file that a reader can read, and read again
 *
 * The caller frees the name, and removes the file.  NULL with an error of two lines.
 */
#pragma once

#include <glib.h>

char *spool_stdin(GError **error);
char *spool_text(const char *text, GError **error);
