/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * watch.h - something has changed in the index of the mail, or in a mailbox
 *
 * Looks at the folder that Xapian writes to, or to which mail comes, by inotify where
 * there is one.  Opens nothing and does not know what has changed.
 */
#pragma once

#include <glib.h>

typedef struct Watch Watch;

/* Watch the index of a notmuch database.  changed comes from the main context, some
 * time after a change and once for what changes in that time; also when the index is
 * replaced by another or comes back.  It may free the watch.  Where folders cannot be
 * watched it never comes. */
Watch *watch_new(const char *database, void (*changed)(void *user), void *user);
/* The same of a mailbox (mailbox.h): of a Maildir or an MH folder, but not those below it,
 * or of an mbox. */
Watch *watch_new_mailbox(const char *path, void (*changed)(void *user), void *user);
void watch_free(Watch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Watch, watch_free)
