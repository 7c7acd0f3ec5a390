/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cache-reader.c - loads of rows come from the thread, see conveyor.h
 */
#include "core/cache-reader.h"

#include "core/conveyor.h"

/* Rows that come together; of the first load, CACHE_PAGE.  Who has waited for a load is woken
 * up for many, as that takes as long as to read some dozens. */
#define ROWS_MAX 1024

/* Loads of so many rows, so that each side may be late for a moment. */
#define LOADS_MAX 16

/* The reports of a load take about as much. */
#define REPORTS_SIZE ((gsize)ROWS_MAX * 960)

/* In the order of the list below. */
typedef enum {
	NEWEST,
	REST,
	STANDINGS,
	N_STATEMENTS,
} Statement;

#define COLUMNS "SELECT message, path, date, is_only, stamp, report, id FROM file "

static const char *const statements[] = {
	[NEWEST] = COLUMNS "ORDER BY date DESC LIMIT ?",
	[REST] = COLUMNS "WHERE id <= ?",
	[STANDINGS] = "SELECT key, proof, list, alive FROM standing WHERE stamp = ?",
};

struct CacheReader {
	gint64 stamp;
	Conveyor *conveyor; /* of rows that are Cached */
	bool has_thread, is_over;
	int is_cancelled; /* atomic */
	Load *load;       /* whose rows are given, or NULL */
	guint n_given;    /* of these */

	/* The thread's, until the last load is there: */
	sqlite3_stmt *run[N_STATEMENTS];
	GArray *newest; /* gint64: the ids of the newest files, sorted */
	GError *error;
};

static void
clear_row(void *data)
{
	Cached *row = data;

	if (row->report)
		bounce_report_unref((BounceReport *)row->report);
}

/* ---- the thread */

/* What is not ours may be no UTF-8. */
static bool
is_text(sqlite3_stmt *row, int column)
{
	return g_utf8_validate(sqlite_text(row, column), -1, NULL);
}

static const char *
keep_text(const Load *load, sqlite3_stmt *row, int column)
{
	return g_string_chunk_insert(load->texts, sqlite_text(row, column));
}

static BounceReport *
read_report(const CacheReader *reader, sqlite3_stmt *row)
{
	const void *bytes = sqlite3_column_blob(row, 5);

	if (!bytes || sqlite3_column_int64(row, 4) != reader->stamp)
		return NULL;
	return bounce_report_from_bytes(bytes, (size_t)sqlite3_column_bytes(row, 5), NULL);
}

static void
read_file(const CacheReader *reader, const Load *load, sqlite3_stmt *row)
{
	const Cached file = {
		.type = CACHED_FILE,
		.origin = {.message_id = keep_text(load, row, 0),
	                   .path = keep_text(load, row, 1),
	                   .date = sqlite3_column_int64(row, 2),
	                   .is_only = sqlite3_column_int(row, 3) != 0},
		.report = read_report(reader, row),
	};

	g_array_append_val(load->rows, file);
}

static void
read_standing(const Load *load, sqlite3_stmt *row)
{
	int proof = sqlite3_column_int(row, 1);
	const Cached standing = {
		.type = CACHED_STANDING,
		.key = keep_text(load, row, 0),
		.standing = {.proof =
	                             proof > 0 && proof < N_PROOFS ? (Proof)proof : PROOF_NOT_ASKED,
	                     .list = keep_text(load, row, 2),
	                     .alive = sqlite3_column_int64(row, 3)},
	};

	g_array_append_val(load->rows, standing);
}

static int
compare_ids(const void *a, const void *b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

	return (x > y) - (x < y);
}

/* The newest are so few that they are cheaper to know than to have left out of all others. */
static void
read_row(const CacheReader *reader, const Load *load, Statement which)
{
	sqlite3_stmt *row = reader->run[which];
	gint64 id;

	if (!is_text(row, 0))
		return;
	if (which == STANDINGS) {
		if (is_text(row, 2))
			read_standing(load, row);
		return;
	}
	id = sqlite3_column_int64(row, 6);
	if (which == NEWEST)
		g_array_append_val(reader->newest, id);
	else if (g_array_binary_search(reader->newest, &id, compare_ids, NULL))
		return;
	read_file(reader, load, row);
}

static void
send(CacheReader *reader, Load *load)
{
	conveyor_put_full(reader->conveyor, load);
	/* Who waits for it may sleep in the main loop. */
	g_main_context_wakeup(NULL);
}

/* Outside of the main thread glibc asks the system for memory page by page, which takes longer
 * than to read what goes there. */
static Load *
take_empty(CacheReader *reader)
{
	g_free(g_malloc(REPORTS_SIZE));
	return conveyor_take_empty(reader->conveyor);
}

/* All rows of a statement; the load is another one then. */
static Load *
read_rows(CacheReader *reader, Load *load, Statement which)
{
	while (!g_atomic_int_get(&reader->is_cancelled) &&
	       sqlite_next(reader->run[which], &reader->error)) {
		read_row(reader, load, which);
		if (load->rows->len < ROWS_MAX)
			continue;
		send(reader, load);
		load = take_empty(reader);
	}
	sqlite3_reset(reader->run[which]);
	return load;
}

static void *
read_all(void *user)
{
	CacheReader *reader = user;
	Load *load = take_empty(reader);

	for (Statement which = NEWEST; which < N_STATEMENTS && !reader->error; which++) {
		load = read_rows(reader, load, which);
		if (which != NEWEST)
			continue;
		/* Somebody waits for these. */
		send(reader, load);
		load = take_empty(reader);
		g_array_sort(reader->newest, compare_ids);
	}
	load->is_last = true;
	send(reader, load);
	return NULL;
}

/* ---- who is told */

static bool
prepare(CacheReader *reader, sqlite3 *db, GError **error)
{
	gint64 last;

	for (size_t i = 0; i < N_STATEMENTS; i++) {
		reader->run[i] = sqlite_prepare(db, statements[i], error);
		if (!reader->run[i])
			return false;
	}
	if (!sqlite_number(db, "SELECT ifnull(max(id), 0) FROM file", &last, error))
		return false;
	sqlite3_bind_int64(reader->run[NEWEST], 1, CACHE_PAGE);
	sqlite3_bind_int64(reader->run[REST], 1, last);
	sqlite3_bind_int64(reader->run[STANDINGS], 1, reader->stamp);
	return true;
}

CacheReader *
cache_reader_new(sqlite3 *db, gint64 stamp, GError **error)
{
	CacheReader *reader = g_new0(CacheReader, 1);

	reader->stamp = stamp;
	reader->newest = g_array_new(FALSE, FALSE, sizeof(gint64));
	reader->conveyor = conveyor_new(LOADS_MAX, sizeof(Cached), clear_row);
	if (!prepare(reader, db, error))
		g_clear_pointer(&reader, cache_reader_free);
	return reader;
}

static void
give_back(CacheReader *reader)
{
	reader->is_over = reader->load->is_last;
	conveyor_put_empty(reader->conveyor, g_steal_pointer(&reader->load));
	reader->n_given = 0;
}

/* The thread may wait for an empty load, and sees then that no more is wanted. */
static void
end_thread(CacheReader *reader)
{
	g_atomic_int_set(&reader->is_cancelled, 1);
	if (reader->load)
		give_back(reader);
	while (!reader->is_over) {
		reader->load = conveyor_take_full(reader->conveyor);
		give_back(reader);
	}
	conveyor_join(reader->conveyor);
}

void
cache_reader_free(CacheReader *reader)
{
	if (!reader)
		return;
	if (reader->has_thread)
		end_thread(reader);
	for (size_t i = 0; i < N_STATEMENTS; i++)
		sqlite3_finalize(reader->run[i]);
	conveyor_free(reader->conveyor);
	g_array_unref(reader->newest);
	g_clear_error(&reader->error);
	g_free(reader);
}

/* Where there is no thread to be had, or SQLite is built for one alone, nothing was ever
 * read. */
static void
begin(CacheReader *reader)
{
	if (reader->has_thread || reader->is_over)
		return;
	reader->has_thread = sqlite3_threadsafe() &&
	                     conveyor_start(reader->conveyor, "cache reader", read_all, reader);
	reader->is_over = !reader->has_thread;
}

static bool
has_row(const CacheReader *reader)
{
	return reader->load && reader->n_given < reader->load->rows->len;
}

/* Go on to the next load, if it is there, when all rows of this one were given. */
static void
take_load(CacheReader *reader)
{
	if (reader->load && !has_row(reader))
		give_back(reader);
	if (!reader->load && !reader->is_over)
		reader->load = conveyor_try_full(reader->conveyor);
}

void
cache_reader_next(CacheReader *reader, Cached *next)
{
	begin(reader);
	/* A load may hold none. */
	do
		take_load(reader);
	while (reader->load && !has_row(reader));
	if (reader->load)
		*next = g_array_index(reader->load->rows, Cached, reader->n_given++);
	else
		*next = (Cached){.type = reader->is_over ? CACHED_NOTHING : CACHED_LATER};
}

void
cache_reader_wait(CacheReader *reader)
{
	begin(reader);
	if (!reader->load && !reader->is_over)
		reader->load = conveyor_take_full(reader->conveyor);
}

bool
cache_reader_has_next(CacheReader *reader)
{
	return reader->load || reader->is_over || conveyor_has_full(reader->conveyor);
}

const GError *
cache_reader_error(const CacheReader *reader)
{
	return reader->is_over ? reader->error : NULL;
}
