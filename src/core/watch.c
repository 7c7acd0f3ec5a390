/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * watch.c - the folder of the index, and the one that holds it
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
	GFile *index;
	GFileMonitor *place; /* NULL where it cannot be watched */
	GFileMonitor *inside;
	guint due; /* 0 when nothing is to be told */
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
monitor_new(Watch *watch, GFile *folder, GCallback on_event)
{
	GFileMonitor *monitor =
		g_file_monitor_directory(folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);

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

void
watch_free(Watch *watch)
{
	if (!watch)
		return;
	if (watch->due)
		g_source_remove(watch->due);
	g_clear_pointer(&watch->inside, end_monitor);
	g_clear_pointer(&watch->place, end_monitor);
	g_object_unref(watch->index);
	g_free(watch);
}
