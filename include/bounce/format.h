/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * format.h - how mailers write reports that have no part for programs
 *
 * A format is a key file of some ten lines (notmuch-bounces-config(5)): patterns for the lines
 * of the notice, with its source and examples that are its tests.  Loaded once,
 * immutable, shared by any number of threads.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct BounceFormats BounceFormats;

/* Told of each file that is left out, and why: its path, line and reason, in UTF-8. */
typedef void (*BounceFormatsWarn)(const char *message, void *user);

/* Load every NAME.conf of the folders, the last of which may be NULL.  A file of a
 * later folder takes the place of an earlier one's of the same name; an empty one
 * takes it out.  A broken file is told to warn, which may be NULL, and left out; a
 * folder that is not there holds none. */
BounceFormats *bounce_formats_load(const char *const *dirs, BounceFormatsWarn warn, void *user);
BounceFormats *bounce_formats_ref(const BounceFormats *formats);
void bounce_formats_unref(BounceFormats *formats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceFormats, bounce_formats_unref)

size_t bounce_formats_count(const BounceFormats *formats);

/* The name of a format: that of its file, without ".conf". */
const char *bounce_formats_name(const BounceFormats *formats, size_t i);

/* Try every example of every format: told to fail are those that another format
 * takes, that give other addresses than they should, or formats that have none. */
size_t bounce_formats_test(const BounceFormats *formats, BounceFormatsWarn fail, void *user);
