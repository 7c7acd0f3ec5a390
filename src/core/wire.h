/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wire.h - what goes through the pipes between the program and its readers
 *
 * A frame is a header of three 32-bit numbers in the machine's own order (the
 * length of what follows, the type, the job it belongs to) and a GVariant.
 * Nothing that is read is believed: lengths are bounded, variants must be in
 * normal form.  Pure but for the two file descriptors' sake: wire_write()
 * writes; reading is fed bytes.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* A report is bounded by the message it came from; see BOUNCE_MESSAGE_MAX. */
#define WIRE_FRAME_MAX ((guint32)4 * 1024 * 1024)

/*      value      type of the variant       meaning */
#define WIRE_TYPES(X)                                                                              \
	/* to the reader */                                                                        \
	X(QUERY, "(sasb)")   /* notmuch configuration or "", search terms, honour excluded tags */ \
	X(PARSE, "(sut)")    /* path; message of an mbox to begin with, from 1; its offset */      \
	/* from the reader */                                                                      \
	X(STORE, "(sstt)")   /* database path, query as sent, messages that match, messages */     \
	X(ENTRY, "(sxas)")   /* Message-ID, date in Unix seconds, file names */                    \
	X(REPORT, "(utv)")   /* number in an mbox or 0; offset of the next; report */              \
	X(REFUSED, "(uts)")  /* number in an mbox or 0; offset of the next; why */                 \
	X(FAILED, "(is)")    /* a job that cannot be done: ReaderError, message */                 \
	X(DONE, "()")        /* the job is finished */

#define X(value, type) WIRE_##value,
typedef enum { WIRE_TYPES(X) WIRE_N_TYPES } WireType;
#undef X

typedef struct {
	WireType type;
	guint32 job;
	GVariant *body; /* of the type that belongs to it */
} WireFrame;

void wire_frame_clear(WireFrame *frame);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WireFrame, wire_frame_clear)

/* Write one frame to fd, whole; blocks.  Takes a floating body.  false with a
 * G_IO_ERROR when the other end is gone. */
bool wire_write(int fd, WireType type, guint32 job, GVariant *body, GError **error);

/* Bytes that came, until they make frames. */
typedef struct Wire Wire;

Wire *wire_new(void);
void wire_free(Wire *wire);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wire, wire_free)

/* Read what fd has, once.  Returns the bytes read, 0 at the end, -1 with error;
 * EAGAIN and EINTR are 1 byte that was not there: call again when readable. */
gssize wire_fill(Wire *wire, int fd, GError **error);

/* Take the next whole frame.  false without error: none yet; with error: what
 * came is no frame, and the pipe must be given up. */
bool wire_next(Wire *wire, WireFrame *frame, GError **error);
