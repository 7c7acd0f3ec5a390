/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asker.h - the reader that asks the index: the other half of readers.h
 *
 * A question that is cut short is asked again.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "core/readers.h"

typedef struct Asker Asker;

/* Of the events, those about the query are called; see readers_new(). */
Asker *asker_new(const char *program, const char *data_dir, const ReadersEvents *events,
                 void *user);
void asker_free(Asker *asker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Asker, asker_free)

/* There will be a question: have a reader there by then. */
void asker_prepare(Asker *asker);

/* See readers_query(). */
void asker_ask(Asker *asker, const StoreQuery *query);
/* See readers_go_on(). */
void asker_go_on(Asker *asker);
/* See readers_look_up(). */
void asker_look_up(Asker *asker, const char *config, const StoreQuestion *questions, size_t n);
/* See readers_ask_recent(). */
void asker_ask_recent(Asker *asker, const char *config, const char *uuid, guint64 revision);
bool asker_is_idle(const Asker *asker);
void asker_cancel(Asker *asker);
