/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * split.h - an mbox as a folder of messages, a file each, for notmuch to index
 *
 * A reader splits it, as that is to look into mail; here it is only written.  Files are
 * named by what they hold, so what stays in an mbox stays in the folder untouched,
 * however the mbox was changed: only what came is written, and what went is removed.
 */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

typedef struct {
	const char *program; /* as in readers.h */
	const char *data_dir;
	const char *from;          /* the mbox; never written to */
	const char *to;            /* the folder, which is ours alone, and is there */
	GCancellable *cancellable; /* or NULL */
	/* Called after each message; may be NULL. */
	void (*progress)(guint64 n_messages, void *user);
	void *user;
} Split;

/* Make the folder agree with the mbox.  Iterates the main context.  A message that is
 * longer than WIRE_SHOWN_MAX is cut, as a parser would cut it.  false with a GError of
 * one line, or G_IO_ERROR_CANCELLED; the folder then has some of it. */
bool split_run(const Split *split, GError **error);
