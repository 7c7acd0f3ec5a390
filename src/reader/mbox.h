/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mbox.h - the messages of a file: one, or the many of an mbox
 *
 * An mbox begins with "From "; its messages begin at each such line that follows
 * an empty one.  Only as much of a message is held as the parser takes, and of a
 * file never more than that and a line.
 *
 * A file that gzip has compressed is read as what it holds.
 *
 * Reads from a file descriptor that stays the caller's; does not know what mail is.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct Mbox Mbox;

typedef struct {
	unsigned number;   /* in the mbox, from 1; 0 when the file is none */
	guint64 next;      /* the offset of the one that follows */
	const char *bytes; /* one more than BOUNCE_MESSAGE_MAX when it is longer */
	size_t len;
} MboxMessage;

/* Read the regular file fd from its beginning, or an mbox from the message of
 * this number, from 1, at offset.  Number 0: it is one message, and no mbox.  NULL with a
 * G_IO_ERROR when it cannot be read, or no message begins there. */
Mbox *mbox_new(int fd, unsigned number, guint64 offset, GError **error);
void mbox_free(Mbox *mbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mbox, mbox_free)

/* The next message; its bytes live until the next call.  false at the end, and
 * with a G_IO_ERROR when the file can be read no further. */
bool mbox_next(Mbox *mbox, MboxMessage *message, GError **error);
