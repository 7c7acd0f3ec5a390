/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * copy.h - a mail, copied for another program to read
 */
#pragma once

#include <glib.h>

/* A file that the user alone can read and nobody write, in a folder of its own. */
typedef struct Copy Copy;

Copy *copy_new(const char *bytes, size_t len, GError **error);
/* Remove it, and what an editor has put beside it. */
void copy_free(Copy *copy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Copy, copy_free)

const char *copy_path(const Copy *copy);

/* A file on no disk, empty: a file descriptor, or -1 with error. */
int copy_open_memory(GError **error);
/* The same with a mail, to be read from its beginning. */
int copy_in_memory(const char *bytes, size_t len, GError **error);
