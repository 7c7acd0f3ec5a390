/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * due.h - files that are still to be read, and whose they are
 */
#pragma once

#include "core/model.h"

typedef struct Due Due;

Due *due_new(void);
void due_free(Due *due);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Due, due_free)

/* A message of which n_files, at least one, will be added. */
typedef struct DueMessage DueMessage;
DueMessage *due_message(const char *message_id, gint64 date, size_t n_files, bool is_only);

/* Add a file; each has a ticket of its own. */
guint64 due_add(Due *due, DueMessage *message, const char *path);

/* Where its report comes from; lives until the file is done. */
Origin due_origin(const Due *due, guint64 ticket);

/* The file has been read.  true when it was the last of its message. */
bool due_done(Due *due, guint64 ticket);

guint due_n(const Due *due);
void due_clear(Due *due);
