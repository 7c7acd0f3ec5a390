/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sqlite.h"

#include <unistd.h>

/* Another program holds the lock for as long as one change takes; a person waits
 * no longer than this for a key to answer. */
#define BUSY_MS 2000

/* SQLite itself does not wait where two programs begin to use a new file at once,
 * which takes them milliseconds. */
#define OPEN_PAUSE_US 10000

GQuark
sqlite_error_quark(void)
{
	return g_quark_from_static_string("sqlite-error");
}

static SqliteFault
fault_of(int code)
{
	switch (code) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return SQLITE_FAULT_DAMAGED;
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
		return SQLITE_FAULT_READ_ONLY;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return SQLITE_FAULT_BUSY;
	default:
		return SQLITE_FAULT_OTHER;
	}
}

static void
set_error(sqlite3 *db, const char *path, GError **error)
{
	static const struct {
		const char *why, *what;
	} texts[] = {
		[SQLITE_FAULT_DAMAGED] = {"is damaged", "Nothing was written to it. Move it away, "
	                                                "and load what \"mark --dump\" had saved."},
		[SQLITE_FAULT_READ_ONLY] = {"cannot be opened or written",
	                                    "See who may write to the file and to its folder."},
		[SQLITE_FAULT_BUSY] = {"is in use by another program",
	                               "Nothing was changed; try again."},
		[SQLITE_FAULT_OTHER] = {"cannot be read or written",
	                                "Nothing was changed; see whether the disk is full."},
	};
	SqliteFault fault = fault_of(sqlite3_errcode(db) & 0xff);

	g_set_error(error, SQLITE_ERROR_OURS, (int)fault, "the database %s: %s (%s)\n%s",
	            texts[fault].why, path, sqlite3_errmsg(db), texts[fault].what);
}

static void
set_db_error(sqlite3 *db, GError **error)
{
	const char *path = sqlite3_db_filename(db, "main");

	set_error(db, path ? path : "the database", error);
}

bool
sqlite_exec(sqlite3 *db, const char *sql, GError **error)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	set_db_error(db, error);
	return false;
}

sqlite3_stmt *
sqlite_prepare(sqlite3 *db, const char *sql, GError **error)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		set_db_error(db, error);
	return statement;
}

void
sqlite_bind_text(sqlite3_stmt *statement, int at, const char *text)
{
	sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

bool
sqlite_next(sqlite3_stmt *statement, GError **error)
{
	int result = sqlite3_step(statement);

	if (result != SQLITE_ROW && result != SQLITE_DONE)
		set_db_error(sqlite3_db_handle(statement), error);
	return result == SQLITE_ROW;
}

bool
sqlite_run(sqlite3_stmt *statement, GError **error)
{
	int result = sqlite3_step(statement);

	if (result != SQLITE_DONE)
		set_db_error(sqlite3_db_handle(statement), error);
	sqlite3_reset(statement);
	return result == SQLITE_DONE;
}

const char *
sqlite_text(sqlite3_stmt *statement, int column)
{
	const unsigned char *text = sqlite3_column_text(statement, column);

	return text ? (const char *)text : "";
}

bool
sqlite_number(sqlite3 *db, const char *sql, gint64 *number, GError **error)
{
	g_autoptr(sqlite3_stmt) statement = sqlite_prepare(db, sql, error);

	if (!statement || !sqlite_next(statement, error))
		return false;
	*number = sqlite3_column_int64(statement, 0);
	return true;
}

bool
sqlite_was_moved(sqlite3 *db)
{
	int moved = 0;

	return sqlite3_file_control(db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK &&
	       moved != 0;
}

static sqlite3 *
open_file(const char *path, const char *name, int flags, GError **error)
{
	g_autoptr(sqlite3) db = NULL;
	gint64 version;

	/* Each is used by one thread, and so needs no lock at every step. */
	if (sqlite3_open_v2(name, &db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		set_error(db, path, error);
		return NULL;
	}
	sqlite3_busy_timeout(db, BUSY_MS);
	/* Nothing is read before this. */
	if (!sqlite_number(db, "PRAGMA user_version", &version, error))
		return NULL;
	return g_steal_pointer(&db);
}

/* In a folder that cannot be written SQLite reads a file of this kind only when it is
 * told that nobody writes; with a write-ahead log beside it that would not be true. */
static sqlite3 *
open_unwritable(const char *path, GError **error)
{
	g_autofree char *log = g_strconcat(path, "-wal", NULL);
	g_autofree char *uri = g_filename_to_uri(path, NULL, error);
	g_autofree char *name = uri ? g_strconcat(uri, "?immutable=1", NULL) : NULL;

	if (!name || access(log, F_OK) == 0)
		return NULL;
	return open_file(path, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
}

static sqlite3 *
open_any(const char *path, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(sqlite3) db = open_file(path, path, SQLITE_OPEN_READWRITE, &why);

	if (!db && g_error_matches(why, SQLITE_ERROR_OURS, SQLITE_FAULT_READ_ONLY))
		db = open_unwritable(path, NULL);
	if (!db)
		g_propagate_error(error, g_steal_pointer(&why));
	return g_steal_pointer(&db);
}

static bool
set_foreign(const char *path, const char *why, const char *what, GError **error)
{
	g_set_error(error, SQLITE_ERROR_OURS, SQLITE_FAULT_FOREIGN, "the database %s: %s\n%s", why,
	            path, what);
	return false;
}

/* Within a transaction, else it may be another program's half-made file. */
static bool
check_owner(sqlite3 *db, const char *path, const SqliteSchema *schema, gint64 *version,
            GError **error)
{
	gint64 owner, n_tables;

	if (!sqlite_number(db, "PRAGMA application_id", &owner, error) ||
	    !sqlite_number(db, "SELECT count(*) FROM sqlite_master", &n_tables, error) ||
	    !sqlite_number(db, "PRAGMA user_version", version, error))
		return false;
	if (owner != schema->application_id && (owner != 0 || n_tables > 0))
		return set_foreign(path, "is of another program",
		                   "Nothing was written to it. Move it away.", error);
	if (*version > schema->n_migrations)
		return set_foreign(path, "is of a later version of this program",
		                   "Nothing was written to it. Install that version.", error);
	return true;
}

/* Of two programs that both find an old file, one finds it new when its turn has
 * come. */
static bool
migrate(sqlite3 *db, const char *path, const SqliteSchema *schema, GError **error)
{
	gint64 version;

	if (!check_owner(db, path, schema, &version, error))
		return false;
	for (gint64 i = version; i < schema->n_migrations; i++)
		if (!sqlite_exec(db, schema->migrations[i], error))
			return false;

	g_autofree char *stamp =
		g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
	                        schema->application_id, schema->n_migrations);
	return sqlite_exec(db, stamp, error) && sqlite_exec(db, "COMMIT", error);
}

static sqlite3 *
open_once(const char *path, const SqliteSchema *schema, GError **error)
{
	g_autoptr(sqlite3) db = open_any(path, error);
	gint64 version;

	if (!db || !sqlite_exec(db, "BEGIN", error) ||
	    !check_owner(db, path, schema, &version, error) || !sqlite_exec(db, "COMMIT", error))
		return NULL;
	if (version < schema->n_migrations) {
		if (!sqlite_exec(db, "BEGIN IMMEDIATE", error) || !migrate(db, path, schema, error))
			return NULL;
	}
	if (sqlite3_db_readonly(db, "main"))
		return g_steal_pointer(&db);
	if (!sqlite_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", error))
		return NULL;
	return g_steal_pointer(&db);
}

sqlite3 *
sqlite_open(const char *path, const SqliteSchema *schema, GError **error)
{
	g_autoptr(GError) why = NULL;
	gint64 end = g_get_monotonic_time() + BUSY_MS * G_TIME_SPAN_MILLISECOND;
	sqlite3 *db = open_once(path, schema, &why);

	while (g_error_matches(why, SQLITE_ERROR_OURS, SQLITE_FAULT_BUSY) &&
	       g_get_monotonic_time() < end) {
		g_clear_error(&why);
		g_usleep(OPEN_PAUSE_US);
		db = open_once(path, schema, &why);
	}
	if (!db)
		g_propagate_error(error, g_steal_pointer(&why));
	return db;
}
