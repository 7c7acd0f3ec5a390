/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mailbox.h - a Maildir, MH folder or mbox that notmuch does not know
 *
 * It gets an index of its own, in a folder of the user's cache, which notmuch(1) keeps up
 * to date and which can be removed at any time.  The mailbox itself is never written to:
 * notmuch(1) is told not to synchronize flags and to run no hooks, and has its database
 * elsewhere.  An mbox, of which notmuch knows no messages, is split into that folder.
 */
#pragma once

#include <gio/gio.h>

/* Another program of ours may usually be at the same mailbox for as long as that. */
#define MAILBOX_PATIENCE_S 60

#define MAILBOX_ERROR (mailbox_error_quark())

typedef enum {
	MAILBOX_ERROR_PATH,    /* there is no mailbox, or it cannot be read */
	MAILBOX_ERROR_CACHE,   /* our folder cannot be written */
	MAILBOX_ERROR_NOTMUCH, /* notmuch(1) failed */
	MAILBOX_ERROR_BUSY,    /* another program of ours was at it all the time */
	MAILBOX_ERROR_STOPPED, /* it was cancelled */
} MailboxError;

GQuark mailbox_error_quark(void);

typedef struct {
	const char *program; /* as in readers.h */
	const char *data_dir;
	const char *path;    /* the mailbox */
	const char *config;  /* a configuration of notmuch, of which our keys and the addresses
	                      * of the user hold; or NULL for the usual one, if there is one */
	unsigned patience_s; /* to wait for another program at the same mailbox */
	GCancellable *cancellable; /* or NULL */
	/* What is being done, in words for one line, some times a second. */
	void (*progress)(const char *line, void *user);
	void *user;
} MailboxOptions;

/* Bring the index up to date, or make it; iterates the main context.  Returns the
 * configuration file by which notmuch finds it, for the caller to free; $NOTMUCH_DATABASE
 * must not be set where it is used.  NULL with a MAILBOX_ERROR: one line why, a newline,
 * one line what to do. */
char *mailbox_open(const MailboxOptions *options, GError **error);

/* The mailbox of which a database is the index, else the database itself: what people
 * know it by, and what outlives the cache.  The caller frees. */
char *mailbox_place(const char *database);
