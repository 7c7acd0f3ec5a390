/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * messages.h - what was told on the last line, kept to be read again
 */
#pragma once

#include "core/doc.h"

typedef struct Messages Messages;

Messages *messages_new(void);
void messages_free(Messages *messages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Messages, messages_free)

/* Keep what was told at when (Unix seconds); of very many the oldest are forgotten. */
void messages_add(Messages *messages, gint64 when, const char *text);

/* All of them with their times, latest first. */
Doc *messages_doc(const Messages *messages);
