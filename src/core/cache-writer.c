/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cache-writer.c - loads of rows go to the thread, see conveyor.h
 */
#include "core/cache-writer.h"

#include "core/cache-file.h"
#include "core/conveyor.h"

/* Rows that are written together.  A kill costs no more than these and those that are
 * being collected. */
#define ROWS_MAX 1000

/* Loads of so many rows.  With all of them full, which is seconds of reading and some
 * megabytes, the disk is slower than the mail, and who reads has to wait: a report more
 * costs only its place in a load, as the model has it too, but without an end. */
#define LOADS_MAX 8

enum { WRITING, GIVEN_UP, DAMAGED };

struct CacheWriter {
	char *path;
	gint64 stamp;
	Conveyor *conveyor; /* of rows that are CacheTasks */
	int state;          /* of the above; atomic */
	Load *load;         /* is being filled, or NULL */

	/* The thread's: */
	sqlite3 *db; /* NULL when it is of no use */
	sqlite3_stmt *run[N_CACHE_TASKS];
};

/* ---- loads */

static void
clear_task(void *data)
{
	CacheTask *task = data;

	if (task->report)
		bounce_report_unref((BounceReport *)task->report);
}

static void
load_add(Load *load, const CacheTask *task)
{
	CacheTask ours = *task;

	if (task->key)
		ours.key = g_string_chunk_insert(load->texts, task->key);
	if (task->text)
		ours.text = g_string_chunk_insert_len(load->texts, task->text, (gssize)task->len);
	if (task->report)
		bounce_report_ref(task->report);
	g_array_append_val(load->rows, ours);
}

/* ---- the thread */

static const char *const statements[] = {
	[CACHE_ADD] = "INSERT OR REPLACE INTO file (message, path, date, is_only, stamp, report) "
		      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[CACHE_REMOVE] = "DELETE FROM file WHERE message = ?1",
	[CACHE_KEEP_STANDING] = "INSERT OR REPLACE INTO standing (key, list, alive, proof, stamp) "
				"VALUES (?1, CAST (?2 AS TEXT), ?3, ?4, ?5)",
	[CACHE_DROP_STANDING] = "DELETE FROM standing WHERE key = ?1",
	[CACHE_SETTLE] = "INSERT OR REPLACE INTO store (id, answer) VALUES (1, ?2)",
	[CACHE_CLEAR_FILES] = "DELETE FROM file",
	[CACHE_CLEAR_STANDINGS] = "DELETE FROM standing",
	[CACHE_CLEAR_STORE] = "DELETE FROM store",
};

static bool
is_writing(CacheWriter *writer)
{
	return g_atomic_int_get(&writer->state) == WRITING;
}

static void
close_database(CacheWriter *writer)
{
	for (size_t i = 0; i < N_CACHE_TASKS; i++)
		g_clear_pointer(&writer->run[i], sqlite3_finalize);
	g_clear_pointer(&writer->db, sqlite3_close);
}

static bool
open_database(CacheWriter *writer, GError **error)
{
	writer->db = cache_file_open(writer->path, error);
	for (size_t i = 0; writer->db && i < N_CACHE_TASKS; i++) {
		writer->run[i] = sqlite_prepare(writer->db, statements[i], error);
		if (!writer->run[i])
			return false;
	}
	return writer->db != NULL;
}

/* What a statement has no place for is not bound. */
static bool
run_task(const CacheWriter *writer, const CacheTask *task, GError **error)
{
	g_autoptr(GByteArray) report = task->report ? bounce_report_to_bytes(task->report) : NULL;
	sqlite3_stmt *run = writer->run[task->type];

	sqlite_bind_text(run, 1, task->key);
	sqlite3_bind_blob64(run, 2, task->text, task->len, SQLITE_STATIC);
	sqlite3_bind_int64(run, 3, task->date);
	sqlite3_bind_int(run, 4, task->choice);
	sqlite3_bind_int64(run, 5, writer->stamp);
	if (report)
		sqlite3_bind_blob64(run, 6, report->data, report->len, SQLITE_STATIC);
	else
		sqlite3_bind_null(run, 6);
	return sqlite_run(run, error);
}

static bool
write_load(CacheWriter *writer, const Load *load, GError **error)
{
	if (!sqlite_exec(writer->db, "BEGIN IMMEDIATE", error))
		return false;
	for (guint i = 0; i < load->rows->len; i++)
		if (!run_task(writer, &g_array_index(load->rows, CacheTask, i), error))
			return false;
	return sqlite_exec(writer->db, "COMMIT", error);
}

/* What was not committed is forgotten.  Not to be lost sleep over: what cannot be written is
 * read again next time. */
static void
stop_writing(CacheWriter *writer, const GError *why)
{
	bool is_damaged = g_error_matches(why, SQLITE_ERROR_OURS, SQLITE_FAULT_DAMAGED);

	close_database(writer);
	g_atomic_int_set(&writer->state, is_damaged ? DAMAGED : GIVEN_UP);
}

static void *
write_all(void *user)
{
	CacheWriter *writer = user;
	g_autoptr(GError) why = NULL;
	bool is_last = false;

	if (!open_database(writer, &why))
		stop_writing(writer, why);
	while (!is_last) {
		Load *load = conveyor_take_full(writer->conveyor);

		is_last = load->is_last;
		if (is_writing(writer) && load->rows->len > 0 && !write_load(writer, load, &why))
			stop_writing(writer, why);
		conveyor_put_empty(writer->conveyor, load);
	}
	close_database(writer);
	return NULL;
}

/* ---- who tells it */

static void
clear(CacheWriter *writer)
{
	conveyor_free(writer->conveyor);
	g_free(writer->path);
	g_free(writer);
}

/* The thread has our priority: with a lower one it falls behind the readers of the index, and
 * we wait. */
CacheWriter *
cache_writer_new(const char *path, gint64 stamp)
{
	CacheWriter *writer = g_new0(CacheWriter, 1);

	writer->path = g_strdup(path);
	writer->stamp = stamp;
	writer->conveyor = conveyor_new(LOADS_MAX, sizeof(CacheTask), clear_task);
	if (!sqlite3_threadsafe() || !conveyor_start(writer->conveyor, "cache", write_all, writer))
		g_clear_pointer(&writer, clear);
	return writer;
}

static Load *
open_load(CacheWriter *writer)
{
	if (!writer->load)
		writer->load = conveyor_take_empty(writer->conveyor);
	return writer->load;
}

bool
cache_writer_free(CacheWriter *writer)
{
	open_load(writer)->is_last = true;
	cache_writer_flush(writer);
	conveyor_join(writer->conveyor);

	bool is_sound = writer->state != DAMAGED;
	clear(writer);
	return is_sound;
}

void
cache_writer_put(CacheWriter *writer, const CacheTask *task)
{
	if (!is_writing(writer))
		return;
	load_add(open_load(writer), task);
	if (writer->load->rows->len >= ROWS_MAX)
		cache_writer_flush(writer);
}

void
cache_writer_flush(CacheWriter *writer)
{
	if (writer->load)
		conveyor_put_full(writer->conveyor, g_steal_pointer(&writer->load));
}

void
cache_writer_give_up(CacheWriter *writer)
{
	g_atomic_int_compare_and_exchange(&writer->state, WRITING, GIVEN_UP);
}
