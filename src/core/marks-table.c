/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/marks-table.h"

#include "core/text-hash.h"

#include <string.h>

/* "nbmk" */
#define APPLICATION_ID 0x6e626d6b

/* More than anybody takes back one by one; a bound on what the file grows to. */
#define STEPS_MAX "1000"

#define MARK_COLUMNS "identity, message_id, address, state, maker, time, reason, note"

/* A file of an older version goes through all that follow it; what was released is
 * never changed. */
static const char *const migrations[] = {
	"CREATE TABLE mark (identity TEXT NOT NULL, message_id TEXT NOT NULL,"
	" address TEXT NOT NULL, state TEXT NOT NULL, maker TEXT NOT NULL, time INTEGER NOT NULL,"
	" reason TEXT NOT NULL, note TEXT NOT NULL,"
	" PRIMARY KEY (identity, message_id)) WITHOUT ROWID;"
	"CREATE TABLE step (id INTEGER PRIMARY KEY, is_undone INTEGER NOT NULL);"
	"CREATE TABLE journal (step INTEGER NOT NULL, side INTEGER NOT NULL,"
	" identity TEXT NOT NULL, message_id TEXT NOT NULL,"
	" address TEXT NOT NULL, state TEXT NOT NULL, maker TEXT NOT NULL, time INTEGER NOT NULL,"
	" reason TEXT NOT NULL, note TEXT NOT NULL,"
	" PRIMARY KEY (step, side, identity, message_id)) WITHOUT ROWID;"
	"CREATE TABLE exported (identity TEXT NOT NULL, receiver TEXT NOT NULL,"
	" time INTEGER NOT NULL, PRIMARY KEY (identity, receiver)) WITHOUT ROWID;",
};

static const SqliteSchema schema = {APPLICATION_ID, migrations, G_N_ELEMENTS(migrations)};

sqlite3 *
marks_table_open(const char *path, GError **error)
{
	return sqlite_open(path, &schema, error);
}

MarkEntry *
mark_entry_new(const MarkEntry *entry)
{
	MarkEntry *copy;
	const char *const texts[] = {entry->identity, entry->message_id,  entry->address,
	                             entry->mark.by,  entry->mark.reason, entry->mark.note};
	const char *kept[G_N_ELEMENTS(texts)];
	size_t size = sizeof *copy;

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		size += strlen(texts[i]) + 1;
	copy = g_malloc(size);

	char *at = (char *)(copy + 1);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		kept[i] = at;
		at = stpcpy(at, texts[i]) + 1;
	}
	*copy = (MarkEntry){
		.identity = kept[0],
		.message_id = kept[1],
		.address = kept[2],
		.mark = {entry->mark.state, kept[3], entry->mark.time, kept[4], kept[5]},
	};
	return copy;
}

guint
mark_entry_hash(const void *entry)
{
	const MarkEntry *e = entry;

	return text_hash(e->identity) * 31 + text_hash(e->message_id);
}

gboolean
mark_entry_equal(const void *a, const void *b)
{
	const MarkEntry *x = a, *y = b;

	return g_str_equal(x->identity, y->identity) && g_str_equal(x->message_id, y->message_id);
}

int
mark_entry_compare(const void *a, const void *b)
{
	const MarkEntry *x = *(const MarkEntry *const *)a;
	const MarkEntry *y = *(const MarkEntry *const *)b;
	int order = strcmp(x->identity, y->identity);

	return order != 0 ? order : strcmp(x->message_id, y->message_id);
}

/* The columns of MARK_COLUMNS, from the first on. */
static MarkEntry *
read_entry(sqlite3_stmt *row, GError **error)
{
	MarkState state;

	if (!mark_state_from_name(sqlite_text(row, 3), &state)) {
		g_set_error(error, SQLITE_ERROR_OURS, SQLITE_FAULT_DAMAGED,
		            "the database is damaged: %s (a mark has no state)\n"
		            "Nothing was written to it. Move it away, and load what "
		            "\"mark --dump\" had saved.",
		            sqlite3_db_filename(sqlite3_db_handle(row), "main"));
		return NULL;
	}
	return mark_entry_new(&(MarkEntry){
		.identity = sqlite_text(row, 0),
		.message_id = sqlite_text(row, 1),
		.address = sqlite_text(row, 2),
		.mark = {state, sqlite_text(row, 4), sqlite3_column_int64(row, 5),
	                 sqlite_text(row, 6), sqlite_text(row, 7)},
	});
}

/* Into the parameters 1 to 8. */
static void
bind_entry(sqlite3_stmt *statement, const MarkEntry *entry)
{
	sqlite_bind_text(statement, 1, entry->identity);
	sqlite_bind_text(statement, 2, entry->message_id);
	sqlite_bind_text(statement, 3, entry->address);
	sqlite_bind_text(statement, 4, mark_state_name(entry->mark.state));
	sqlite_bind_text(statement, 5, entry->mark.by);
	sqlite3_bind_int64(statement, 6, entry->mark.time);
	sqlite_bind_text(statement, 7, entry->mark.reason);
	sqlite_bind_text(statement, 8, entry->mark.note);
}

static bool
read_entries(sqlite3_stmt *rows, void (*take)(void *to, MarkEntry *entry), void *to, GError **error)
{
	g_autoptr(GError) why = NULL;

	while (!why && sqlite_next(rows, &why)) {
		MarkEntry *entry = read_entry(rows, &why);

		if (entry)
			take(to, entry);
	}
	if (!why)
		return true;
	g_propagate_error(error, g_steal_pointer(&why));
	return false;
}

static void
take_into_set(void *to, MarkEntry *entry)
{
	g_hash_table_add(to, entry);
}

static void
take_into_array(void *to, MarkEntry *entry)
{
	g_ptr_array_add(to, entry);
}

bool
marks_table_read(sqlite3 *db, GHashTable *entries, GError **error)
{
	g_autoptr(sqlite3_stmt) rows =
		sqlite_prepare(db, "SELECT " MARK_COLUMNS " FROM mark", error);

	return rows && read_entries(rows, take_into_set, entries, error);
}

bool
marks_table_write(sqlite3 *db, const GPtrArray *entries, GError **error)
{
	g_autoptr(sqlite3_stmt) put = sqlite_prepare(
		db, "REPLACE INTO mark (" MARK_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)", error);
	g_autoptr(sqlite3_stmt) drop =
		put ? sqlite_prepare(db, "DELETE FROM mark WHERE identity = ? AND message_id = ?",
	                             error)
		    : NULL;

	if (!drop)
		return false;
	for (guint i = 0; i < entries->len; i++) {
		const MarkEntry *entry = entries->pdata[i];
		sqlite3_stmt *statement = put;

		if (entry->mark.state == MARK_NONE) {
			sqlite_bind_text(drop, 1, entry->identity);
			sqlite_bind_text(drop, 2, entry->message_id);
			statement = drop;
		} else {
			bind_entry(put, entry);
		}
		if (!sqlite_run(statement, error))
			return false;
	}
	return true;
}

static bool
write_side(sqlite3 *db, gint64 step, MarksSide side, const GPtrArray *entries, GError **error)
{
	g_autoptr(sqlite3_stmt) add =
		sqlite_prepare(db,
	                       "INSERT INTO journal (" MARK_COLUMNS ", step, side) "
	                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	                       error);

	if (!add)
		return false;
	sqlite3_bind_int64(add, 9, step);
	sqlite3_bind_int(add, 10, (int)side);
	for (guint i = 0; i < entries->len; i++) {
		bind_entry(add, entries->pdata[i]);
		if (!sqlite_run(add, error))
			return false;
	}
	return true;
}

bool
marks_table_add_step(sqlite3 *db, const GPtrArray *before, const GPtrArray *after, GError **error)
{
	if (!sqlite_exec(db,
	                 "DELETE FROM journal WHERE step IN (SELECT id FROM step WHERE is_undone);"
	                 "DELETE FROM step WHERE is_undone;"
	                 "INSERT INTO step (is_undone) VALUES (0);",
	                 error))
		return false;

	gint64 step = sqlite3_last_insert_rowid(db);

	return write_side(db, step, MARKS_BEFORE, before, error) &&
	       write_side(db, step, MARKS_AFTER, after, error) &&
	       sqlite_exec(db,
	                   "DELETE FROM journal WHERE step <= "
	                   "(SELECT max(id) FROM step) - " STEPS_MAX ";"
	                   "DELETE FROM step WHERE id <= "
	                   "(SELECT max(id) FROM step) - " STEPS_MAX ";",
	                   error);
}

static bool
turn_step(sqlite3 *db, gint64 step, MarksSide side, GError **error)
{
	g_autoptr(sqlite3_stmt) turn =
		sqlite_prepare(db, "UPDATE step SET is_undone = ? WHERE id = ?", error);

	if (!turn)
		return false;
	sqlite3_bind_int(turn, 1, side == MARKS_BEFORE);
	sqlite3_bind_int64(turn, 2, step);
	return sqlite_run(turn, error);
}

GPtrArray *
marks_table_take_step(sqlite3 *db, MarksSide side, GError **error)
{
	static const char *const choose[] = {
		[MARKS_BEFORE] = "SELECT ifnull(max(id), 0) FROM step WHERE NOT is_undone",
		[MARKS_AFTER] = "SELECT ifnull(min(id), 0) FROM step WHERE is_undone",
	};
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(g_free);
	gint64 step;

	if (!sqlite_number(db, choose[side], &step, error))
		return NULL;
	if (step == 0)
		return g_steal_pointer(&entries);

	g_autoptr(sqlite3_stmt) rows =
		sqlite_prepare(db,
	                       "SELECT " MARK_COLUMNS " FROM journal WHERE step = ? AND side = ? "
	                       "ORDER BY identity, message_id",
	                       error);
	if (!rows)
		return NULL;
	sqlite3_bind_int64(rows, 1, step);
	sqlite3_bind_int(rows, 2, (int)side);
	if (!read_entries(rows, take_into_array, entries, error) ||
	    !turn_step(db, step, side, error))
		return NULL;
	return g_steal_pointer(&entries);
}

bool
marks_table_stamp(sqlite3 *db, const char *const *identities, const char *receiver, gint64 time,
                  GError **error)
{
	g_autoptr(sqlite3_stmt) stamp = sqlite_prepare(
		db, "REPLACE INTO exported (identity, receiver, time) VALUES (?, ?, ?)", error);

	if (!stamp)
		return false;
	sqlite_bind_text(stamp, 2, receiver);
	sqlite3_bind_int64(stamp, 3, time);
	for (; *identities; identities++) {
		sqlite_bind_text(stamp, 1, *identities);
		if (!sqlite_run(stamp, error))
			return false;
	}
	return true;
}

bool
marks_table_read_stamps(sqlite3 *db, const char *receiver, GHashTable *times, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(sqlite3_stmt) rows =
		sqlite_prepare(db, "SELECT identity, time FROM exported WHERE receiver = ?", error);

	if (!rows)
		return false;
	sqlite_bind_text(rows, 1, receiver);
	while (sqlite_next(rows, &why)) {
		gint64 time = sqlite3_column_int64(rows, 1);

		g_hash_table_insert(times, g_strdup(sqlite_text(rows, 0)),
		                    g_memdup2(&time, sizeof time));
	}
	if (!why)
		return true;
	g_propagate_error(error, g_steal_pointer(&why));
	return false;
}
