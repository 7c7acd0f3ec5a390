/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cache.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#include "core/cache-file.h"
#include "core/cache-reader.h"
#include "core/cache-writer.h"
#include "core/system.h"

#define STORE_TYPE "(ssttasstt)"

struct Cache {
	char *path;
	gint64 stamp;
	/* NULL when it is new, or cannot be used any more: */
	sqlite3 *db;
	CacheReader *reader; /* to whom it is lent */
	struct stat file;    /* when it was opened */
	CacheWriter *writer; /* NULL until something is to be written */
	bool is_unwritable, is_damaged;
	bool has_standings; /* or will: there may be some to drop */

	GVariant *answer; /* of the store; NULL is none */
	const char **settings;
	StoreInfo store;
};

/* ---- the database */

static void
close_database(Cache *cache)
{
	g_clear_pointer(&cache->reader, cache_reader_free);
	g_clear_pointer(&cache->db, sqlite3_close);
}

/* Who cannot read it does not write it, either. */
static void
give_up(Cache *cache, const GError *why)
{
	cache->is_unwritable = true;
	if (cache->writer)
		cache_writer_give_up(cache->writer);
	if (!g_error_matches(why, SQLITE_ERROR_OURS, SQLITE_FAULT_DAMAGED))
		return;
	cache->is_damaged = true;
	close_database(cache);
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
	g_variant_get(answer, "(&s&stt^a&s&stt)", &cache->store.database, &cache->store.query,
	              &cache->store.n_matching, &cache->store.n_messages, &cache->settings,
	              &cache->store.uuid, &cache->store.revision, &cache->store.written);
	cache->store.settings = cache->settings;
}

static bool
prepare(Cache *cache, GError **error)
{
	gint64 has_standings;

	if (!sqlite_number(cache->db, "SELECT EXISTS (SELECT 1 FROM standing)", &has_standings,
	                   error))
		return false;
	cache->has_standings = has_standings != 0;

	g_autoptr(sqlite3_stmt) answer =
		sqlite_prepare(cache->db, "SELECT answer FROM store", error);
	if (answer && sqlite_next(answer, NULL))
		read_answer(cache, sqlite3_column_blob(answer, 0),
		            (gsize)sqlite3_column_bytes(answer, 0));
	if (answer)
		cache->reader = cache_reader_new(cache->db, cache->stamp, error);
	return cache->reader != NULL;
}

static bool
open_database(Cache *cache, GError **error)
{
	if (!system_make_private_file(cache->path))
		return false;
	cache->db = cache_file_open(cache->path, error);
	return cache->db && stat(cache->path, &cache->file) == 0 && prepare(cache, error);
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

	/* A link, also one to nothing, makes room for one. */
	return g_file_test(path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK);
}

Cache *
cache_open(const char *dir, const StoreQuery *query, gint64 stamp)
{
	g_autoptr(Cache) cache = g_new0(Cache, 1);

	cache->path = cache_file_path(dir, query);
	cache->stamp = stamp;
	if (g_mkdir_with_parents(dir, 0700) != 0 || !system_is_private_folder(dir))
		return NULL;
	/* To make one takes longer than to read a page: who writes it does that, and nobody
	 * needs to read it. */
	bool is_new = !cache_is_there(dir, query);
	if (is_new ? !system_make_private_file(cache->path) : !open_or_replace(cache))
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
	/* Who closes it last moves the log into it, for which we need not be there. */
	close_database(cache);
	if (cache->writer && !cache_writer_free(cache->writer))
		cache->is_damaged = true;
	/* Now that none of us has it open. */
	if (cache->is_damaged)
		cache_file_remove(cache->path);
	g_clear_pointer(&cache->answer, g_variant_unref);
	g_free(cache->settings);
	g_free(cache->path);
	g_free(cache);
}

/* ---- out */

const StoreInfo *
cache_store(const Cache *cache)
{
	return cache->answer ? &cache->store : NULL;
}

void
cache_next(Cache *cache, Cached *next)
{
	*next = (Cached){.type = CACHED_NOTHING};
	if (!cache->reader)
		return;
	cache_reader_next(cache->reader, next);
	if (cache_reader_error(cache->reader))
		give_up(cache, cache_reader_error(cache->reader));
}

void
cache_wait(Cache *cache)
{
	if (cache->reader)
		cache_reader_wait(cache->reader);
}

bool
cache_has_next(const Cache *cache)
{
	return !cache->reader || cache_reader_has_next(cache->reader);
}

/* ---- in */

/* A file that took its place does not hold what was read out of this one.  (A thread may use
 * the connection, which knows that, too.) */
static bool
was_moved(const Cache *cache)
{
	struct stat now;

	return stat(cache->path, &now) != 0 || now.st_ino != cache->file.st_ino ||
	       now.st_dev != cache->file.st_dev;
}

/* NULL when nothing is to be written.  It is there from the first time on. */
static CacheWriter *
writer_of(Cache *cache)
{
	if (cache->is_unwritable || cache->writer)
		return cache->is_unwritable ? NULL : cache->writer;
	if (!cache->db || !was_moved(cache))
		cache->writer = cache_writer_new(cache->path, cache->stamp);
	cache->is_unwritable = !cache->writer;
	return cache->writer;
}

static void
put(Cache *cache, const CacheTask *task)
{
	CacheWriter *writer = writer_of(cache);

	if (writer)
		cache_writer_put(writer, task);
}

void
cache_add(Cache *cache, const Origin *origin, const BounceReport *report)
{
	put(cache, &(CacheTask){
			   .type = CACHE_ADD,
			   .key = origin->message_id,
			   .text = origin->path,
			   .len = strlen(origin->path),
			   .date = origin->date,
			   .choice = origin->is_only,
			   .report = report,
		   });
}

void
cache_remove(Cache *cache, GHashTable *message_ids)
{
	GHashTableIter ids;
	void *id;

	g_hash_table_iter_init(&ids, message_ids);
	while (g_hash_table_iter_next(&ids, &id, NULL))
		put(cache, &(CacheTask){.type = CACHE_REMOVE, .key = id});
}

void
cache_keep_standing(Cache *cache, const char *key, const Standing *standing)
{
	cache->has_standings = true;
	put(cache, &(CacheTask){
			   .type = CACHE_KEEP_STANDING,
			   .key = key,
			   .text = standing->list,
			   .len = strlen(standing->list),
			   .date = standing->alive,
			   .choice = (int)standing->proof,
		   });
}

void
cache_drop_standing(Cache *cache, const char *key)
{
	/* After all mail has been read they would be many, and all in vain. */
	if (cache->has_standings)
		put(cache, &(CacheTask){.type = CACHE_DROP_STANDING, .key = key});
}

void
cache_settle(Cache *cache, const StoreInfo *store)
{
	g_autoptr(GVariant) answer = g_variant_ref_sink(g_variant_new(
		"(sstt^asstt)", store->database, store->query, store->n_matching, store->n_messages,
		store->settings, store->uuid, store->revision, store->written));
	gconstpointer bytes = g_variant_get_data(answer);
	gsize len = g_variant_get_size(answer);

	/* A start that finds nothing new writes nothing. */
	if (!cache->answer || !g_variant_equal(cache->answer, answer)) {
		put(cache, &(CacheTask){.type = CACHE_SETTLE, .text = bytes, .len = len});
		read_answer(cache, bytes, len);
	}
	if (cache->writer)
		cache_writer_flush(cache->writer);
}

void
cache_clear(Cache *cache)
{
	g_clear_pointer(&cache->answer, g_variant_unref);
	for (CacheTaskType type = CACHE_CLEAR_FILES; type <= CACHE_CLEAR_STORE; type++)
		put(cache, &(CacheTask){.type = type});
	if (cache->writer)
		cache_writer_flush(cache->writer);
}
