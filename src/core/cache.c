/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cache.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "core/cache-file.h"
#include "core/system.h"

/* Rows that are written together; a kill costs no more. */
#define ROWS_MAX 2000

#define STORE_TYPE "(ssttasst)"

/* In the order of the list below. */
typedef enum {
	ADD,
	REMOVE,
	NEWEST,
	REST,
	NEXT_STANDING,
	KEEP_STANDING,
	DROP_STANDING,
	SETTLE,
	N_STATEMENTS,
} Statement;

#define COLUMNS "SELECT message, path, date, is_only, stamp, report, id FROM file "

static const char *const statements[] = {
	[ADD] = "INSERT OR REPLACE INTO file (message, path, date, is_only, stamp, report) "
		"VALUES (?, ?, ?, ?, ?, ?)",
	[REMOVE] = "DELETE FROM file WHERE message = ?",
	[NEWEST] = COLUMNS "ORDER BY date DESC LIMIT ?",
	[REST] = COLUMNS "WHERE id <= ?",
	[NEXT_STANDING] = "SELECT key, proof, list, alive FROM standing WHERE stamp = ?",
	[KEEP_STANDING] = "INSERT OR REPLACE INTO standing VALUES (?, ?, ?, ?, ?)",
	[DROP_STANDING] = "DELETE FROM standing WHERE key = ?",
	[SETTLE] = "INSERT OR REPLACE INTO store VALUES (1, ?)",
};

struct Cache {
	char *path;
	gint64 stamp;
	sqlite3 *db; /* NULL when it cannot be used any more */
	sqlite3_stmt *run[N_STATEMENTS];
	bool is_over[N_STATEMENTS]; /* all rows were given */
	bool is_writing;            /* in a transaction, with ... */
	unsigned n_rows;
	bool is_unwritable; /* another program writes, or the disk is full */
	GArray *given;      /* gint64: the ids of the newest files, sorted when ... */
	bool has_newest;    /* ... all of these are out */

	GVariant *answer; /* of the store; NULL is none */
	const char **settings;
	StoreInfo store;
};

/* ---- the database */

static void
close_database(Cache *cache)
{
	for (size_t i = 0; i < N_STATEMENTS; i++)
		g_clear_pointer(&cache->run[i], sqlite3_finalize);
	g_clear_pointer(&cache->db, sqlite3_close);
	cache->is_writing = false;
}

/* Not to be lost sleep over: what cannot be written is read again next time. */
static void
give_up(Cache *cache, const GError *why)
{
	if (g_error_matches(why, SQLITE_ERROR_OURS, SQLITE_FAULT_DAMAGED)) {
		close_database(cache);
		g_unlink(cache->path);
		return;
	}
	cache->is_unwritable = true;
	if (cache->is_writing)
		sqlite_exec(cache->db, "ROLLBACK", NULL);
	cache->is_writing = false;
}

static void
commit(Cache *cache)
{
	g_autoptr(GError) why = NULL;

	if (!cache->is_writing)
		return;
	if (!sqlite_exec(cache->db, "COMMIT", &why))
		give_up(cache, why);
	cache->is_writing = false;
	cache->n_rows = 0;
}

/* May something be written? */
static bool
begin(Cache *cache)
{
	g_autoptr(GError) why = NULL;

	if (!cache->db || cache->is_unwritable)
		return false;
	if (!cache->is_writing && !sqlite_exec(cache->db, "BEGIN IMMEDIATE", &why)) {
		give_up(cache, why);
		return false;
	}
	cache->is_writing = true;
	return true;
}

static void
run(Cache *cache, Statement which)
{
	g_autoptr(GError) why = NULL;

	if (!sqlite_run(cache->run[which], &why))
		give_up(cache, why);
	else if (++cache->n_rows >= ROWS_MAX)
		commit(cache);
}

/* The next row of what was asked, until there is no more. */
static bool
next(Cache *cache, Statement which)
{
	g_autoptr(GError) why = NULL;

	if (!cache->db || cache->is_over[which])
		return false;
	if (sqlite_next(cache->run[which], &why))
		return true;
	cache->is_over[which] = true;
	sqlite3_reset(cache->run[which]);
	if (why)
		give_up(cache, why);
	return false;
}

static void
read_answer(Cache *cache, const void *bytes, gsize len)
{
	g_autoptr(GBytes) copy = g_bytes_new(bytes, len);
	GVariant *answer = g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE(STORE_TYPE), copy, FALSE));

	g_clear_pointer(&cache->answer, g_variant_unref);
	g_clear_pointer(&cache->settings, g_free);
	cache->answer = answer;
	g_variant_get(answer, "(&s&stt^a&s&st)", &cache->store.database, &cache->store.query,
	              &cache->store.n_matching, &cache->store.n_messages, &cache->settings,
	              &cache->store.uuid, &cache->store.revision);
	cache->store.settings = cache->settings;
}

static bool
prepare(Cache *cache, GError **error)
{
	gint64 last;

	for (size_t i = 0; i < N_STATEMENTS; i++) {
		cache->run[i] = sqlite_prepare(cache->db, statements[i], error);
		if (!cache->run[i])
			return false;
	}
	if (!sqlite_number(cache->db, "SELECT ifnull(max(id), 0) FROM file", &last, error))
		return false;
	sqlite3_bind_int64(cache->run[NEWEST], 1, CACHE_PAGE);
	sqlite3_bind_int64(cache->run[REST], 1, last);
	sqlite3_bind_int64(cache->run[NEXT_STANDING], 1, cache->stamp);

	g_autoptr(sqlite3_stmt) answer =
		sqlite_prepare(cache->db, "SELECT answer FROM store", error);
	if (answer && sqlite_next(answer, NULL))
		read_answer(cache, sqlite3_column_blob(answer, 0),
		            (gsize)sqlite3_column_bytes(answer, 0));
	return answer != NULL;
}

static bool
open_database(Cache *cache, GError **error)
{
	if (!system_make_private_file(cache->path))
		return false;
	cache->db = cache_file_open(cache->path, error);
	return cache->db && prepare(cache, error);
}

/* What is damaged, of another version of the program or no file of ours makes room for a
 * new one. */
static bool
open_or_replace(Cache *cache)
{
	g_autoptr(GError) why = NULL;

	if (open_database(cache, &why))
		return true;
	close_database(cache);
	if (g_error_matches(why, SQLITE_ERROR_OURS, SQLITE_FAULT_BUSY) ||
	    g_error_matches(why, SQLITE_ERROR_OURS, SQLITE_FAULT_READ_ONLY) ||
	    g_unlink(cache->path) != 0)
		return false;
	return open_database(cache, NULL);
}

char *
cache_users_dir(void)
{
	return g_build_filename(g_get_user_cache_dir(), "notmuch-bounces", "reports", NULL);
}

bool
cache_is_there(const char *dir, const StoreQuery *query)
{
	g_autofree char *path = cache_file_path(dir, query);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

Cache *
cache_open(const char *dir, const StoreQuery *query, gint64 stamp)
{
	g_autoptr(Cache) cache = g_new0(Cache, 1);

	cache->path = cache_file_path(dir, query);
	cache->stamp = stamp;
	cache->given = g_array_new(FALSE, FALSE, sizeof(gint64));
	if (g_mkdir_with_parents(dir, 0700) != 0 || !system_is_private_folder(dir) ||
	    !open_or_replace(cache))
		return NULL;
	g_utime(cache->path, NULL);
	cache_file_prune(dir);
	return g_steal_pointer(&cache);
}

void
cache_free(Cache *cache)
{
	if (!cache)
		return;
	commit(cache);
	close_database(cache);
	g_clear_pointer(&cache->answer, g_variant_unref);
	g_free(cache->settings);
	g_array_unref(cache->given);
	g_free(cache->path);
	g_free(cache);
}

/* ---- out */

const StoreInfo *
cache_store(const Cache *cache)
{
	return cache->answer ? &cache->store : NULL;
}

static BounceReport *
read_report(const Cache *cache, sqlite3_stmt *row)
{
	const void *bytes = sqlite3_column_blob(row, 5);

	if (!bytes || sqlite3_column_int64(row, 4) != cache->stamp)
		return NULL;
	return bounce_report_from_bytes(bytes, (size_t)sqlite3_column_bytes(row, 5), NULL);
}

static int
compare_ids(const void *a, const void *b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

	return (x > y) - (x < y);
}

/* The row of the next file; NULL at the end.  Of the newest there are so few that they are
 * cheaper to know than to have left out of all others. */
static sqlite3_stmt *
next_row(Cache *cache)
{
	if (next(cache, NEWEST)) {
		gint64 id = sqlite3_column_int64(cache->run[NEWEST], 6);

		g_array_append_val(cache->given, id);
		return cache->run[NEWEST];
	}
	if (!cache->has_newest)
		g_array_sort(cache->given, compare_ids);
	cache->has_newest = true;
	while (next(cache, REST)) {
		gint64 id = sqlite3_column_int64(cache->run[REST], 6);

		if (!g_array_binary_search(cache->given, &id, compare_ids, NULL))
			return cache->run[REST];
	}
	return NULL;
}

bool
cache_next(Cache *cache, CachedFile *file)
{
	sqlite3_stmt *row;

	do {
		row = next_row(cache);
		if (!row)
			return false;
	} while (!g_utf8_validate(sqlite_text(row, 0), -1, NULL));
	file->origin = (Origin){
		.message_id = sqlite_text(row, 0),
		.path = sqlite_text(row, 1),
		.date = sqlite3_column_int64(row, 2),
		.is_only = sqlite3_column_int(row, 3) != 0,
	};
	file->report = read_report(cache, row);
	return true;
}

bool
cache_next_standing(Cache *cache, const char **key, Standing *standing)
{
	sqlite3_stmt *row = cache->run[NEXT_STANDING];

	do {
		if (!next(cache, NEXT_STANDING))
			return false;
	} while (!g_utf8_validate(sqlite_text(row, 0), -1, NULL) ||
	         !g_utf8_validate(sqlite_text(row, 2), -1, NULL));
	int proof = sqlite3_column_int(row, 1);
	*key = sqlite_text(row, 0);
	standing->proof = proof > 0 && proof < N_PROOFS ? (Proof)proof : PROOF_NOT_ASKED;
	standing->list = sqlite_text(row, 2);
	standing->alive = sqlite3_column_int64(row, 3);
	return true;
}

/* ---- in */

void
cache_add(Cache *cache, const Origin *origin, const BounceReport *report)
{
	g_autoptr(GByteArray) bytes = report ? bounce_report_to_bytes(report) : NULL;
	sqlite3_stmt *add = cache->run[ADD];

	if (!begin(cache))
		return;
	sqlite_bind_text(add, 1, origin->message_id);
	sqlite3_bind_blob(add, 2, origin->path, (int)strlen(origin->path), SQLITE_STATIC);
	sqlite3_bind_int64(add, 3, origin->date);
	sqlite3_bind_int(add, 4, origin->is_only);
	sqlite3_bind_int64(add, 5, cache->stamp);
	if (bytes)
		sqlite3_bind_blob(add, 6, bytes->data, (int)bytes->len, SQLITE_STATIC);
	else
		sqlite3_bind_null(add, 6);
	run(cache, ADD);
}

void
cache_remove(Cache *cache, GHashTable *message_ids)
{
	GHashTableIter ids;
	void *id;

	g_hash_table_iter_init(&ids, message_ids);
	while (g_hash_table_iter_next(&ids, &id, NULL) && begin(cache)) {
		sqlite_bind_text(cache->run[REMOVE], 1, id);
		run(cache, REMOVE);
	}
}

void
cache_keep_standing(Cache *cache, const char *key, const Standing *standing)
{
	sqlite3_stmt *keep = cache->run[KEEP_STANDING];

	if (!begin(cache))
		return;
	sqlite_bind_text(keep, 1, key);
	sqlite3_bind_int(keep, 2, (int)standing->proof);
	sqlite_bind_text(keep, 3, standing->list);
	sqlite3_bind_int64(keep, 4, standing->alive);
	sqlite3_bind_int64(keep, 5, cache->stamp);
	run(cache, KEEP_STANDING);
}

void
cache_drop_standing(Cache *cache, const char *key)
{
	if (!begin(cache))
		return;
	sqlite_bind_text(cache->run[DROP_STANDING], 1, key);
	run(cache, DROP_STANDING);
}

void
cache_settle(Cache *cache, const StoreInfo *store)
{
	g_autoptr(GVariant) answer = g_variant_ref_sink(
		g_variant_new("(sstt^asst)", store->database, store->query, store->n_matching,
	                      store->n_messages, store->settings, store->uuid, store->revision));
	gconstpointer bytes = g_variant_get_data(answer);
	gsize len = g_variant_get_size(answer);

	if (begin(cache)) {
		sqlite3_bind_blob(cache->run[SETTLE], 1, bytes, (int)len, SQLITE_STATIC);
		run(cache, SETTLE);
		commit(cache);
	}
	read_answer(cache, bytes, len);
}

void
cache_clear(Cache *cache)
{
	g_autoptr(GError) why = NULL;

	g_clear_pointer(&cache->answer, g_variant_unref);
	if (!begin(cache))
		return;
	if (!sqlite_exec(cache->db, "DELETE FROM file; DELETE FROM standing; DELETE FROM store",
	                 &why))
		give_up(cache, why);
	commit(cache);
}
