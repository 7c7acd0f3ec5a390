/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/marks.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/identity.h"
#include "core/mailbox.h"
#include "core/marks-state.h"

/* Hexadecimal digits that tell one mail store of a user from another. */
#define DIGEST_LEN 16

GQuark
marks_error_quark(void)
{
	return g_quark_from_static_string("marks-error");
}

bool
marks_was_busy(const GError *error)
{
	return g_error_matches(error, SQLITE_ERROR_OURS, SQLITE_FAULT_BUSY);
}

GHashTable *
marks_new_entries(void)
{
	return g_hash_table_new_full(mark_entry_hash, mark_entry_equal, NULL, g_free);
}

/* ---- the file */

static bool
set_file_error(const char *path, int code, GError **error)
{
	g_set_error(error, MARKS_ERROR, MARKS_ERROR_FILE,
	            "cannot keep marks in %s (%s)\n"
	            "See who may write there, or set XDG_DATA_HOME.",
	            path, g_strerror(code));
	return false;
}

/* *is_there is written on success. */
static bool
look_for_file(const char *path, bool *is_there, GError **error)
{
	struct stat info;
	int result = stat(path, &info);

	if (result != 0 && errno != ENOENT && errno != ENOTDIR)
		return set_file_error(path, errno, error);
	*is_there = result == 0;
	return true;
}

static void
count_ignored(Marks *marks)
{
	GHashTableIter entries;
	void *entry;

	marks->n_ignored = 0;
	g_hash_table_iter_init(&entries, marks->entries);
	while (g_hash_table_iter_next(&entries, &entry, NULL))
		marks->n_ignored += ((MarkEntry *)entry)->mark.state == MARK_IGNORED;
}

/* The version first: what comes between it and the marks is then read once more. */
static bool
read_all(Marks *marks, GError **error)
{
	g_autoptr(GHashTable) entries = marks_new_entries();
	gint64 version;

	if (!sqlite_number(marks->db, "PRAGMA data_version", &version, error) ||
	    !marks_table_read(marks->db, entries, error))
		return false;
	g_hash_table_unref(marks->entries);
	marks->entries = g_steal_pointer(&entries);
	marks->revision++;
	marks->version = version;
	count_ignored(marks);
	return true;
}

static bool
open_file(Marks *marks, GError **error)
{
	marks->db = marks_table_open(marks->path, error);
	if (marks->db && read_all(marks, error))
		return true;
	g_clear_pointer(&marks->db, sqlite3_close);
	return false;
}

/* Ours alone: who failed and what was noted about them is nobody else's business. */
static bool
create_file(const char *path, GError **error)
{
	g_autofree char *dir = g_path_get_dirname(path);

	if (g_mkdir_with_parents(dir, 0700) != 0)
		return set_file_error(dir, errno, error);

	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return set_file_error(path, errno, error);
	close(fd);
	return true;
}

bool
marks_create(Marks *marks, GError **error)
{
	return create_file(marks->path, error) && open_file(marks, error);
}

static char *
path_of(const char *dir, const char *profile, const char *database)
{
	g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, database, -1);
	g_autofree char *name = g_strdup_printf("%s-%.*s", profile, DIGEST_LEN, digest);

	g_strdelimit(name, "/", '_');
	return g_build_filename(dir, name, "marks.db", NULL);
}

Marks *
marks_open(const char *dir, const char *profile, const char *database, GError **error)
{
	g_autoptr(Marks) marks = g_new0(Marks, 1);

	marks->path = path_of(dir, profile, database);
	marks->entries = marks_new_entries();
	return marks_reload(marks, error) ? g_steal_pointer(&marks) : NULL;
}

Marks *
marks_open_users(const char *database, GError **error)
{
	g_autofree char *dir = g_build_filename(g_get_user_data_dir(), "notmuch-bounces", NULL);
	g_autofree char *place = mailbox_place(database);
	const char *profile = g_getenv("NOTMUCH_PROFILE");

	return marks_open(dir, profile && *profile ? profile : "default", place, error);
}

void
marks_free(Marks *marks)
{
	if (!marks)
		return;
	g_clear_pointer(&marks->db, sqlite3_close);
	g_hash_table_unref(marks->entries);
	g_free(marks->path);
	g_free(marks);
}

const char *
marks_path(const Marks *marks)
{
	return marks->path;
}

bool
marks_changed_elsewhere(const Marks *marks)
{
	gint64 version;

	if (!marks->db)
		return access(marks->path, F_OK) == 0;
	return !sqlite_number(marks->db, "PRAGMA data_version", &version, NULL) ||
	       version != marks->version;
}

bool
marks_reload(Marks *marks, GError **error)
{
	bool is_there;

	if (marks->db)
		return read_all(marks, error);
	if (!look_for_file(marks->path, &is_there, error))
		return false;
	return !is_there || open_file(marks, error);
}

/* ---- what is marked */

const MarkEntry *
marks_find(const Marks *marks, const char *identity, const char *message_id)
{
	const MarkEntry key = {.identity = identity, .message_id = message_id};

	return g_hash_table_lookup(marks->entries, &key);
}

Mark
marks_get(const Marks *marks, const char *identity)
{
	const MarkEntry *entry = marks_find(marks, identity, "");

	return entry ? entry->mark : MARK_UNMARKED;
}

bool
marks_is_ignored(const Marks *marks, const char *message_id, const char *identity)
{
	return *message_id && marks_find(marks, identity, message_id);
}

static Mark
look_up(const char *identity, void *user)
{
	return marks_get(user, identity);
}

static bool
look_up_ignored(const char *message_id, const char *identity, void *user)
{
	return marks_is_ignored(user, message_id, identity);
}

MarkLookup
marks_lookup(const Marks *marks)
{
	return (MarkLookup){
		.of = look_up,
		.is_ignored = marks->n_ignored > 0 ? look_up_ignored : NULL,
		.user = (void *)marks,
		.revision = marks->revision + 1,
	};
}

GPtrArray *
marks_list(const Marks *marks)
{
	g_autoptr(GPtrArray) entries = g_ptr_array_new();
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
	GHashTableIter all;
	void *found;

	g_hash_table_iter_init(&all, marks->entries);
	while (g_hash_table_iter_next(&all, &found, NULL))
		g_ptr_array_add(entries, found);
	g_ptr_array_sort(entries, mark_entry_compare);
	for (guint i = 0; i < entries->len; i++) {
		const MarkEntry *entry = entries->pdata[i];
		const MarkChange change = {entry->address, entry->message_id, entry->mark};

		g_ptr_array_add(list, g_memdup2(&change, sizeof change));
	}
	return list;
}

GHashTable *
marks_exported(const Marks *marks, const char *receiver, GError **error)
{
	g_autoptr(GHashTable) times =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	if (marks->db && !marks_table_read_stamps(marks->db, receiver, times, error))
		return NULL;
	return g_steal_pointer(&times);
}
