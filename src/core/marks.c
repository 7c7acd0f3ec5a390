/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/marks.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/identity.h"
#include "core/mailbox.h"
#include "core/marks-table.h"

/* Hexadecimal digits that tell one mail store of a user from another. */
#define DIGEST_LEN 16

struct Marks {
	char *path;
	sqlite3 *db;         /* NULL while there is no file */
	GHashTable *entries; /* a set of MarkEntry; none is MARK_NONE */
	size_t n_ignored;
	gint64 version; /* of the file, as another program changes it */
};

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

static GHashTable *
new_set(void)
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
	g_autoptr(GHashTable) entries = new_set();
	gint64 version;

	if (!sqlite_number(marks->db, "PRAGMA data_version", &version, error) ||
	    !marks_table_read(marks->db, entries, error))
		return false;
	g_hash_table_unref(marks->entries);
	marks->entries = g_steal_pointer(&entries);
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
	marks->entries = new_set();
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

static const MarkEntry *
find(const Marks *marks, const char *identity, const char *message_id)
{
	const MarkEntry key = {.identity = identity, .message_id = message_id};

	return g_hash_table_lookup(marks->entries, &key);
}

Mark
marks_get(const Marks *marks, const char *identity)
{
	const MarkEntry *entry = find(marks, identity, "");

	return entry ? entry->mark : MARK_UNMARKED;
}

bool
marks_is_ignored(const Marks *marks, const char *message_id, const char *identity)
{
	return *message_id && find(marks, identity, message_id);
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
	return (MarkLookup){look_up, marks->n_ignored > 0 ? look_up_ignored : NULL, (void *)marks};
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

/* ---- changes */

static void
changed_free(void *data)
{
	MarkChanged *changed = data;

	g_free(changed->address);
	g_free(changed->message_id);
	g_free(changed);
}

/* What is in memory is what is in the file until the end of the transaction. */
static bool
begin(Marks *marks, GError **error)
{
	if (!marks->db && !(create_file(marks->path, error) && open_file(marks, error)))
		return false;
	if (sqlite_was_moved(marks->db)) {
		g_set_error(error, MARKS_ERROR, MARKS_ERROR_FILE,
		            "the marks were moved or deleted while they were in use: %s\n"
		            "Put the file back, or start the program again.",
		            marks->path);
		return false;
	}
	if (!sqlite_exec(marks->db, "BEGIN IMMEDIATE", error))
		return false;
	if (!marks_changed_elsewhere(marks) || read_all(marks, error))
		return true;
	sqlite_exec(marks->db, "ROLLBACK", NULL);
	return false;
}

static void
take_back(Marks *marks)
{
	sqlite_exec(marks->db, "ROLLBACK", NULL);
	/* Whatever a commit that failed has left behind. */
	read_all(marks, NULL);
}

static MarkEntry *
entry_before(const Marks *marks, const MarkEntry *after)
{
	const MarkEntry *before = find(marks, after->identity, after->message_id);
	MarkEntry none = *after;

	none.mark = MARK_UNMARKED;
	return mark_entry_new(before ? before : &none);
}

static GPtrArray *
entries_before(const Marks *marks, const GPtrArray *after)
{
	GPtrArray *before = g_ptr_array_new_full(after->len, g_free);

	for (guint i = 0; i < after->len; i++)
		g_ptr_array_add(before, entry_before(marks, after->pdata[i]));
	return before;
}

/* In memory, once it is on disk. */
static GPtrArray *
take_over(Marks *marks, const GPtrArray *after)
{
	GPtrArray *all = g_ptr_array_new_full(after->len, changed_free);

	for (guint i = 0; i < after->len; i++) {
		const MarkEntry *entry = after->pdata[i];
		const MarkEntry *before = find(marks, entry->identity, entry->message_id);
		MarkChanged *changed = g_new0(MarkChanged, 1);

		changed->address = g_strdup(entry->address);
		changed->message_id = g_strdup(entry->message_id);
		changed->before = before ? before->mark.state : MARK_NONE;
		changed->after = entry->mark.state;
		g_ptr_array_add(all, changed);

		marks->n_ignored -= changed->before == MARK_IGNORED;
		marks->n_ignored += changed->after == MARK_IGNORED;
		if (entry->mark.state == MARK_NONE)
			g_hash_table_remove(marks->entries, entry);
		else
			g_hash_table_add(marks->entries, mark_entry_new(entry));
	}
	return all;
}

/* Within a transaction, which it ends. */
static GPtrArray *
finish(Marks *marks, const GPtrArray *after, GError **error)
{
	if (marks_table_write(marks->db, after, error) && sqlite_exec(marks->db, "COMMIT", error))
		return take_over(marks, after);
	take_back(marks);
	return NULL;
}

static bool
check_text(const char *what, const char *text, GError **error)
{
	if (g_utf8_validate(text, -1, NULL) && strlen(text) <= MARK_TEXT_MAX)
		return true;
	g_set_error(error, MARKS_ERROR, MARKS_ERROR_CHANGE,
	            "%s is no text that can be kept\nUse UTF-8, and at most %d bytes.", what,
	            MARK_TEXT_MAX);
	return false;
}

static bool
check_change(const MarkChange *change, GError **error)
{
	bool is_of_event = *change->message_id != '\0';

	if (!check_text("the address", change->address, error) ||
	    !check_text("the Message-ID", change->message_id, error) ||
	    !check_text("who marks", change->mark.by, error) ||
	    !check_text("the reason", change->mark.reason, error) ||
	    !check_text("the note", change->mark.note, error))
		return false;
	if (*change->address && mark_is_by(change->mark.by) &&
	    (change->mark.state == MARK_NONE ||
	     is_of_event == (change->mark.state == MARK_IGNORED)))
		return true;
	g_set_error(error, MARKS_ERROR, MARKS_ERROR_CHANGE,
	            "\"%s\" cannot be marked %s by \"%s\"\n"
	            "Give an address; a mark is remove, keep or none, by user, rule:NAME or "
	            "import:FILE.",
	            change->address, mark_state_name(change->mark.state), change->mark.by);
	return false;
}

static bool
is_change(const Marks *marks, const MarkEntry *after)
{
	const MarkEntry *before = find(marks, after->identity, after->message_id);

	if (!before)
		return after->mark.state != MARK_NONE;
	return mark_may_replace(&before->mark, &after->mark) &&
	       (before->mark.state != after->mark.state ||
	        !g_str_equal(before->mark.by, after->mark.by) ||
	        !g_str_equal(before->mark.note, after->mark.note));
}

/* What there is to do, sorted; the entries belong to all. */
static GPtrArray *
choose_changes(const Marks *marks, GHashTable *all)
{
	GPtrArray *chosen = g_ptr_array_new();
	GHashTableIter entries;
	void *entry;

	g_hash_table_iter_init(&entries, all);
	while (g_hash_table_iter_next(&entries, &entry, NULL))
		if (is_change(marks, entry))
			g_ptr_array_add(chosen, entry);
	g_ptr_array_sort(chosen, mark_entry_compare);
	return chosen;
}

GPtrArray *
marks_set_many(Marks *marks, const MarkChange *changes, size_t n, GError **error)
{
	g_autoptr(GHashTable) all = new_set();

	for (size_t i = 0; i < n; i++) {
		if (!check_change(&changes[i], error))
			return NULL;

		g_autofree char *identity = identity_of(changes[i].address);
		g_hash_table_add(all,
		                 mark_entry_new(&(MarkEntry){identity, changes[i].message_id,
		                                             changes[i].address, changes[i].mark}));
	}
	if (!begin(marks, error))
		return NULL;

	g_autoptr(GPtrArray) after = choose_changes(marks, all);
	g_autoptr(GPtrArray) before = entries_before(marks, after);

	if (after->len > 0 && !marks_table_add_step(marks->db, before, after, error)) {
		take_back(marks);
		return NULL;
	}
	return finish(marks, after, error);
}

static GPtrArray *
repeat_step(Marks *marks, MarksSide side, GError **error)
{
	/* Where nothing was done nothing is made. */
	if (!marks->db && !marks_changed_elsewhere(marks))
		return g_ptr_array_new_with_free_func(changed_free);
	if (!begin(marks, error))
		return NULL;

	g_autoptr(GPtrArray) entries = marks_table_take_step(marks->db, side, error);

	if (!entries) {
		take_back(marks);
		return NULL;
	}
	return finish(marks, entries, error);
}

GPtrArray *
marks_undo(Marks *marks, GError **error)
{
	return repeat_step(marks, MARKS_BEFORE, error);
}

GPtrArray *
marks_redo(Marks *marks, GError **error)
{
	return repeat_step(marks, MARKS_AFTER, error);
}

bool
marks_stamp_export(Marks *marks, const char *const *addresses, const char *receiver, gint64 time,
                   GError **error)
{
	g_autoptr(GStrvBuilder) identities = g_strv_builder_new();

	for (; *addresses; addresses++) {
		g_autofree char *identity = identity_of(*addresses);

		g_strv_builder_add(identities, identity);
	}
	g_auto(GStrv) all = g_strv_builder_end(identities);

	if (!begin(marks, error))
		return false;
	if (marks_table_stamp(marks->db, (const char *const *)all, receiver, time, error) &&
	    sqlite_exec(marks->db, "COMMIT", error))
		return true;
	take_back(marks);
	return false;
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
