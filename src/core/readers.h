/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * readers.h - the processes that read mail and the index
 *
 * Work goes in, answers come out through the callbacks, always from the main
 * context, and no caller can tell how many hands there are.  A reader that dies,
 * hangs or talks nonsense costs the one message it was at, which is reported as
 * refused; another takes its place and goes on.  A query that is cut short
 * (libnotmuch aborts when another program commits) is asked again, and what had
 * come is not given twice; one for all mail is answered by several readers, each for
 * its part.  When no reader can be started at all, all files are
 * refused.
 *
 * The processes themselves are child.h.
 */
#pragma once

#include <bounce/bounce.h>

#include <glib.h>
#include <stdbool.h>

#include "core/wire.h"

typedef struct {
	const char *database;
	const char *query; /* as it was sent to Xapian, but the built-in part by its name */
	guint64 n_matching;
	guint64 n_messages;          /* in the whole database */
	const char *const *settings; /* see setting.h */
	const char *uuid;            /* of the index, and ... */
	guint64 revision;            /* ... its latest; two are comparable when the uuid is one */
	guint64 written; /* when its folder last changed, in nanoseconds; 0 is not known */
	/* Where nothing matches: how many STORE_BASE_WIDE and STORE_BASE_TAGGED would find. */
	guint64 n_wide, n_tagged;
} StoreInfo;

typedef struct {
	const char *config; /* NULL or "" leaves the choice to notmuch ($NOTMUCH_CONFIG,
	                     * $NOTMUCH_PROFILE, XDG) */
	StoreBase base;
	const char *const *terms; /* NULL-ended */
	bool is_sexp;             /* they are S-expressions; see notmuch-sexp-queries(7) */
	bool exclude;             /* leave out what search.exclude_tags names */
	/* Give only entries that came or changed since this revision; what went tells
	 * nothing.  NULL, or the uuid of another index: all. */
	const char *uuid;
	guint64 revision;
	/* How many messages the database had then, and how many of them matched: when it has
	 * as many at the same revision it is the same, and they are not counted again; nor are
	 * those of the database, when it has not been written to since.  0 is not known. */
	guint64 n_messages, n_matching, written;
	bool ids_only; /* give entries without their files, which is fast */
	bool newest;   /* give some that came last, without finding out how many there are */
	bool is_held;  /* give the store, or that it failed, and no more until it may go on */
	unsigned slice, n_slices; /* give one part of all there is, from 0; 0 and 0 is all */
} StoreQuery;

/* What only the whole store can tell of an address that failed. */
typedef struct {
	const char *const *message_ids; /* is one of these in it?  NULL-ended */
	const char *address;            /* is there mail from this one ... or "" */
	gint64 after;                   /* ... of a later date, in Unix seconds? */
} StoreQuestion;

/* Mail that looks like a bounce itself, or that has a tag of search.exclude_tags,
 * is no answer to either. */
typedef struct {
	bool is_stored;
	gint64 wrote; /* the date of the latest one; 0 is none */
} StoreFinding;

/* A mail as it stands, or the part of it that was asked for, which may be empty. */
typedef struct {
	const char *bytes; /* of any kind, and no NUL behind */
	size_t len;
	bool is_cut; /* there were more than WIRE_SHOWN_MAX */
} ShownMail;

typedef struct {
	/* All are called with user as last argument; what they point to is gone
	 * when they return, but for the report, which they may ref.  They may call
	 * anything of this file.  Paths may be any bytes; other text is UTF-8. */
	/* Before the first entry; again, and perhaps with other figures, when the query is
	 * asked again, and by each reader that answers a part of it. */
	void (*store)(const StoreInfo *info, void *user);
	void (*entry)(const char *message_id, gint64 date, const char *const *paths, void *user);
	/* error is NULL when the query was answered to the end; else READERS_ERROR:
	 * one line why, a newline, one line what to do. */
	void (*query_done)(const GError *error, void *user);
	/* A finding for each question, in their order; or error, as above, and none. */
	void (*looked_up)(const StoreFinding *findings, size_t n, const GError *error, void *user);
	void (*wrote)(const char *identity, gint64 date, void *user);
	void (*recent_done)(const GError *error, void *user);
	void (*report)(guint64 ticket, unsigned number, BounceReport *report, void *user);
	void (*refused)(guint64 ticket, unsigned number, const char *why, void *user);
	void (*shown)(guint64 ticket, const ShownMail *mail, void *user);
	/* All of a file has been given. */
	void (*parsed)(guint64 ticket, void *user);
} ReadersEvents;

typedef struct Readers Readers;

/* program is the executable that is a reader, as reader/reader.h says.
 * n_processes 0 stands for as many as there are processors to run on. */
Readers *readers_new(const char *program, const char *data_dir, unsigned n_processes,
                     const ReadersEvents *events, void *user);
/* Kills what still runs. */
void readers_free(Readers *readers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Readers, readers_free)

/* VERP patterns, see bounce_parser_new(), for the files from now on; those of the
 * configuration come with the answer to a query. */
void readers_set_verp(Readers *readers, const char *const *patterns);

/* A question to the index will come, or files to be read: have a reader there by then. */
void readers_expect_question(Readers *readers);
void readers_expect_files(Readers *readers);

/* Ask the index; one query at a time.  What it points to need not live on. */
void readers_query(Readers *readers, const StoreQuery *query);
/* What was held may go on. */
void readers_go_on(Readers *readers);

/* Ask the index about addresses: not while another question to it is open.  What
 * the questions point to need not live on. */
void readers_look_up(Readers *readers, const char *config, const StoreQuestion *questions,
                     size_t n);

/* Ask the index who has written since a revision, bounces left out: wrote for each mail
 * that came or changed, then recent_done.  Not while another question to it is open. */
void readers_ask_recent(Readers *readers, const char *config, const char *uuid, guint64 revision);

/* Have a file read: one message, or, when it may be an mbox and begins like one,
 * the many of it.  ticket is the caller's. */
void readers_parse(Readers *readers, guint64 ticket, const char *path, bool may_be_mbox);

/* Have a file read that holds what a person pasted; see bounce_parser_read_text(). */
void readers_read_text(Readers *readers, guint64 ticket, const char *path);

/* What of a mail is to be seen. */
typedef enum {
	SHOW_MAIL,
	SHOW_HEADER,
	SHOW_STATUS, /* the fields for programs */
} Show;

/* Have a mail, or a part of it, given as it stands, and not read. */
void readers_show(Readers *readers, guint64 ticket, const char *path, Show what);

/* Have each message of an mbox given as it stands, with what separates it from the one
 * before; of a file that is none, the one message that it is. */
void readers_split(Readers *readers, guint64 ticket, const char *path);

/* Nothing asked is still open. */
bool readers_idle(const Readers *readers);

/* Forget what is queued and stop the query; what is in hand ends by itself or is
 * killed.  No callback comes for what is forgotten, but query_done, looked_up
 * or recent_done does, with G_IO_ERROR_CANCELLED, when one was open. */
void readers_cancel(Readers *readers);
