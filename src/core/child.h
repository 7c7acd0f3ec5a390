/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * child.h - one reader process: started, talked to, watched, ended
 *
 * The only file that starts readers.  Frames and the end of the process come
 * as callbacks from the main context; child_free() may be called in them.
 *
 * Sees to it that the reader begins as wire.h says; does not know what the other
 * frames are about.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "core/wire.h"

/* So many readers on end that do not come to work, and none ever will. */
#define CHILD_FALSE_STARTS_MAX 3

typedef struct {
	/* false: this cannot be an answer, and the child is ended as if it had died. */
	bool (*frame)(const WireFrame *frame, void *user);
	/* It is gone, or was killed for hanging or talking nonsense: what it did,
	 * in words that go on from "the reader ...", and whether it had come to
	 * work at all.  Free the child. */
	void (*died)(const char *how, bool had_begun, void *user);
} ChildEvents;

typedef struct Child Child;

/* What a reader is started with. */
typedef struct {
	const char *program;
	const char *data_dir;
	const char *kind;        /* READER_OF_MAIL or READER_OF_INDEX */
	const char *const *verp; /* see bounce_parser_new(); or NULL */
} ChildOptions;

/* Start "PROGRAM KIND DATA-DIR VERP...".  An error of GSpawn or a G_IO_ERROR. */
Child *child_new(const ChildOptions *options, const ChildEvents *events, void *user,
                 GError **error);
/* Kills it. */
void child_free(Child *child);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Child, child_free)

/* Frames to be sent, all at once: a reader is woken up once for many.  When that fails,
 * died() will come: the caller need not look. */
void child_put(Child *child, WireType type, guint32 job, GVariant *body);
void child_send(Child *child);

/* Nothing more that it says comes, and its silence does not count, until it may go on. */
void child_hold(Child *child);
void child_go_on(Child *child);

/* It has work: when it says nothing for so many seconds it hangs.  0: it has none. */
void child_set_patience(Child *child, unsigned seconds);
