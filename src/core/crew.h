/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crew.h - the readers that parse mail: half of readers.h
 *
 * Work for them waits here, is handed out, and is handed out again when one dies.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "core/readers.h"

typedef struct Crew Crew;

/* n_processes at most, from 1.  Of the events, those about files are called; see
 * readers_new(). */
Crew *crew_new(const char *program, const char *data_dir, unsigned n_processes,
               const ReadersEvents *events, void *user);
void crew_free(Crew *crew);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Crew, crew_free)

/* VERP patterns for the files from now on; see readers.h. */
void crew_set_verp(Crew *crew, const char *const *patterns);

/* Files will come: have a reader there by then. */
void crew_prepare(Crew *crew);

void crew_parse(Crew *crew, guint64 ticket, const char *path, bool may_be_mbox);
void crew_read_text(Crew *crew, guint64 ticket, const char *path);
void crew_show(Crew *crew, guint64 ticket, const char *path, Show what);
void crew_split(Crew *crew, guint64 ticket, const char *path);
bool crew_is_idle(const Crew *crew);
void crew_cancel(Crew *crew);
