/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * locate.h - where the user's mail store is, for what needs nothing else of it
 *
 * A reader is asked, as only notmuch knows what its configuration comes to.
 */
#pragma once

#include <glib.h>

/* The path of its database; config as in readers_query().  The caller frees.  An error
 * of READERS_ERROR: one line why, a newline, one line what to do. */
char *locate_database(const char *program, const char *data_dir, const char *config,
                      GError **error);
