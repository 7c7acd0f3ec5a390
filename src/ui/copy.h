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

/* The same on no disk: a file descriptor to read it from, or -1 with error. */
int copy_in_memory(const char *bytes, size_t len, GError **error);
