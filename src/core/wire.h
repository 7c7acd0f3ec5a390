/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wire.h - what goes between the program and its readers
 *
 * A frame is a header of three 32-bit numbers in the machine's own order (the
 * length of what follows, the type, the job it belongs to) and a GVariant.
 * Nothing that is read is believed: lengths are bounded, variants must be in
 * normal form, but for the bytes of a report, which are checked by who reads it.
 * Frames travel over a stream socket, not a pipe, so that writing to an end that is
 * gone is an error and never a SIGPIPE, without touching how the program takes that
 * signal elsewhere.
 *
 * Does not know what a frame is an answer to; that is readers.c and reader.c.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* What this program is called with when it is to be a reader, which then speaks so. */
#define READER_OF_MAIL "--reader"
#define READER_OF_INDEX "--asker"

/* A report is bounded by the message it came from; see BOUNCE_MESSAGE_MAX. */
#define WIRE_FRAME_MAX ((size_t)4 * 1024 * 1024)

/* Nobody reads more of a raw mail on a screen. */
#define WIRE_SHOWN_MAX ((size_t)256 * 1024)

/* As long as wire_send() waits for an end that does not read. */
#define WIRE_PATIENCE_MS 10000

/* "ay" are bytes up to a NUL, as file names and arguments are, but in SHOWN; "s" is
 * UTF-8.
 *
 * A PARSE begins at any message of an mbox, so that another reader can go on
 * where one died: it gives the number and the offset of that message, and, when
 * it is the one that killed the last reader, in words why it is not to be parsed.
 * The reader then answers REFUSED for it, with those words, and goes on with the
 * next.  For a file that has not been begun these are 1, 0 and "";
 * number 0 stands for a file that is one message, whatever it begins with. */
/*      value      type of the variant       meaning */
#define WIRE_TYPES(X)                                                                              \
	/* to the reader */                                                                        \
	/* configuration of notmuch or "", StoreBase, search terms, are these S-expressions,       \
	 * honour excluded tags; the index and its revision since which to look, or "" and 0; how  \
	 * many messages there were then, and how many matched; Message-IDs only; the newest only; \
	 * which part of how many, or 0 and 0 */                                                   \
	X(QUERY, "(ayuaaybbsttttbbuu)")                                                            \
	X(PARSE, "(ayuts)") /* path; number and offset of a message; why to refuse it, or "" */    \
	X(TEXT, "(ayuts)")  /* the same of a file that holds any text; number and offset 0 */      \
	X(SHOW, "(ayuts)")  /* the same of a mail that is wanted as it stands, */                  \
	X(SHOW_HEADER, "(ayuts)") /* of its header, */                                             \
	X(SHOW_STATUS, "(ayuts)") /* of its delivery-status part */                                \
	X(LOOKUP, "(aya(assx))")  /* configuration or ""; questions, as in readers.h */            \
	/* configuration or ""; the index and the revision since which mail came */                \
	X(RECENT, "(ayst)")                                                                        \
	/* from the reader */                                                                      \
	/* first of all, or FAILED: takes jobs; what the system does not limit, in words, or "" */ \
	X(READY, "(s)")                                                                            \
	/* database path, query as people know it, how many match, messages, settings; name        \
	 * and revision of the index; how many entries follow; how many the wide query and the     \
	 * tag would find */                                                                       \
	X(STORE, "(ssttassttttt)")                                                                 \
	X(ENTRY, "(sxaay)") /* Message-ID, date in Unix seconds, file names */                     \
	X(REPORT, "(utay)") /* number in an mbox or 0; offset of the next; stored report */        \
	/* number in an mbox or 0; offset of the next; its bytes, of any kind; were there more */  \
	X(SHOWN, "(utayb)")                                                                        \
	X(REFUSED, "(uts)")   /* number in an mbox or 0; offset of the next; why */                \
	X(FOUND, "(a(bx))")   /* a finding for each question, in their order */                    \
	X(SENDERS, "(a(sx))") /* who wrote, as identity.h has them; and when */                    \
	X(FAILED, "(us)")     /* why not: a ReadersError, message */                               \
	X(DONE, "()")         /* the job is finished; not said after an answer of number 0 */

#define X(value, type) WIRE_##value,
typedef enum { WIRE_TYPES(X) WIRE_N_TYPES } WireType;
#undef X

/* What search terms narrow; what a QUERY frame carries. */
typedef enum {
	STORE_BASE_SET,    /* what is configured, else what is saved, else the wide query */
	STORE_BASE_WIDE,   /* all that looks like a bounce to the knowledge base */
	STORE_BASE_TAGGED, /* STORE_TAGGED */
} StoreBase;

/* The mail that has the first of the tags of tags.h. */
#define STORE_TAGGED "tag:bounce"

#define READERS_ERROR (readers_error_quark())

/* Why a query cannot be answered; what a FAILED frame carries, and what
 * readers.h gives to the program. */
typedef enum {
	READERS_ERROR_NO_CONFIG,
	READERS_ERROR_NO_DATABASE,
	READERS_ERROR_DATABASE, /* it is there and cannot be opened or read */
	READERS_ERROR_QUERY,    /* Xapian does not understand it */
	READERS_ERROR_READER,   /* readers cannot be started, or died too often */
	READERS_ERROR_SETTING,  /* a key of ours makes no sense */
	READERS_ERROR_CHANGED,  /* the database did, each time that it was read */
	READERS_N_ERRORS,
} ReadersError;

GQuark readers_error_quark(void);

typedef struct {
	WireType type;
	guint32 job;
	GVariant *body; /* of the type that belongs to it */
} WireFrame;

void wire_frame_clear(WireFrame *frame);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WireFrame, wire_frame_clear)

/* Append a frame to what is to be sent.  Takes a floating body.  false with a G_IO_ERROR
 * when it is too long. */
bool wire_put(GByteArray *out, WireType type, guint32 job, GVariant *body, GError **error);

/* Write what is to be sent to fd, whole, and empty it; blocks.  false with a G_IO_ERROR
 * when the other end is gone, or has not read for WIRE_PATIENCE_MS. */
bool wire_send(int fd, GByteArray *out, GError **error);

/* Bytes that came, until they make frames. */
typedef struct Wire Wire;

Wire *wire_new(void);
void wire_free(Wire *wire);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wire, wire_free)

/* Read what fd has, once.  Returns the bytes read, 0 at the end, -1 with error;
 * EAGAIN and EINTR are 1 byte that was not there: call again when readable.  Take
 * the frames before filling again: that is what bounds the bytes held. */
gssize wire_fill(Wire *wire, int fd, GError **error);

/* Take the next whole frame.  false without error: none yet; with error: what
 * came is no frame, and the other end must be given up. */
bool wire_next(Wire *wire, WireFrame *frame, GError **error);
