/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * writer.h - a notmuch(1) that writes to an index, as a process that can be killed
 *
 * Who writes waits as long as another program does, in the depths of Xapian, so it is
 * not this process that waits.  What it is to read lies in memory, and how much of that
 * it has taken tells whether it still waits: it reads nothing before it has the index.
 *
 * It is a process group of its own: ^C is answered by us alone.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct Writer Writer;

/* Start "notmuch ARGS...", found by $PATH, with input as standard input.  ended is
 * called from the main context: failure is NULL when all went well, else how it ended,
 * or what it said, in any bytes; free the writer then.  A GError of one line. */
Writer *writer_new(const char *const *args, const GString *input,
                   void (*ended)(const char *failure, void *user), void *user, GError **error);
/* Kills it with SIGKILL: of what it has not committed nothing is left. */
void writer_free(Writer *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Writer, writer_free)

/* Bytes of the input that it has read; 0 while it waits. */
size_t writer_n_taken(const Writer *writer);

/* The last line that it has written to standard output, or ""; the caller frees. */
char *writer_last_line(const Writer *writer);
