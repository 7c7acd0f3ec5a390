/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * watch.c - the folder of the index, and the one that holds it; a mailbox
 *
 * "notmuch compact" moves another folder to the place of the index: what watches a
 * folder goes along with the old one, what watches the place is told.
 */
#include "core/watch.h"

#include <gio/gio.h>
#include <stdbool.h>

/* A commit writes several files, and hooks of "notmuch new" commit again. */
#define SETTLE_MS 200

struct Watch {
	void (*changed)(void *user);
	void *user;
	GFile *index; /* NULL for a mailbox */
	/* NULL where they cannot be watched. */
	GFileMonitor *place;
	GFileMonitor *inside;
	GFileMonitor *beside; /* the other one of the two folders of a Maildir */
	guint due;            /* 0 when nothing is to be told */
};

static void
end_monitor(GFileMonitor *monitor)
{
	g_file_monitor_cancel(monitor);
	g_object_unref(monitor);
}

static gboolean
on_due(void *user)
{
	Watch *watch = user;

	watch->due = 0;
	watch->changed(watch->user);
	return G_SOURCE_REMOVE;
}

/* Not put off by what comes meanwhile: another program may write for minutes. */
static void
tell_soon(Watch *watch)
{
	if (!watch->due)
		watch->due = g_timeout_add(SETTLE_MS, on_due, watch);
}

static void
on_inside(GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, Watch *watch)
{
	(void)monitor;
	(void)file;
	(void)other;
	(void)event;
	tell_soon(watch);
}

static GFileMonitor *
monitor_new(Watch *watch, GFile *place, GCallback on_event)
{
	bool is_file =
		g_file_query_file_type(place, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_REGULAR;
	GFileMonitor *monitor = (is_file ? g_file_monitor_file : g_file_monitor_directory)(
		place, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);

	if (!monitor)
		return NULL;
	g_file_monitor_set_rate_limit(monitor, SETTLE_MS);
	g_signal_connect(monitor, "changed", on_event, watch);
	return monitor;
}

static void
on_place(GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, Watch *watch)
{
	g_clear_pointer(&watch->inside, end_monitor);
	watch->inside = monitor_new(watch, watch->index, G_CALLBACK(on_inside));
	on_inside(monitor, file, other, event, watch);
}

/* The index stands in the database's folder, or, as of old, in one named ".notmuch"
 * there. */
static GFile *
find_place(const char *database)
{
	g_autofree char *hidden = g_build_filename(database, ".notmuch", NULL);
	bool is_hidden = g_file_test(hidden, G_FILE_TEST_IS_DIR);

	return g_file_new_for_path(is_hidden ? hidden : database);
}

Watch *
watch_new(const char *database, void (*changed)(void *user), void *user)
{
	g_autoptr(GFile) place = find_place(database);
	Watch *watch = g_new0(Watch, 1);

	watch->changed = changed;
	watch->user = user;
	watch->index = g_file_get_child(place, "xapian");
	watch->place = monitor_new(watch, place, G_CALLBACK(on_place));
	watch->inside = monitor_new(watch, watch->index, G_CALLBACK(on_inside));
	return watch;
}

/* NULL when it is not there: nobody would wait for a folder of a Maildir that is none. */
static GFileMonitor *
monitor_child(Watch *watch, GFile *folder, const char *name)
{
	g_autoptr(GFile) child = g_file_get_child(folder, name);

	return g_file_query_exists(child, NULL) ? monitor_new(watch, child, G_CALLBACK(on_inside))
	                                        : NULL;
}

Watch *
watch_new_mailbox(const char *path, void (*changed)(void *user), void *user)
{
	g_autoptr(GFile) place = g_file_new_for_path(path);
	Watch *watch = g_new0(Watch, 1);

	watch->changed = changed;
	watch->user = user;
	watch->place = monitor_new(watch, place, G_CALLBACK(on_inside));
	watch->inside = monitor_child(watch, place, "new");
	watch->beside = monitor_child(watch, place, "cur");
	return watch;
}

void
watch_free(Watch *watch)
{
	if (!watch)
		return;
	if (watch->due)
		g_source_remove(watch->due);
	g_clear_pointer(&watch->inside, end_monitor);
	g_clear_pointer(&watch->beside, end_monitor);
	g_clear_pointer(&watch->place, end_monitor);
	g_clear_object(&watch->index);
	g_free(watch);
}
