/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-cache-writer.c - what is written by a thread of its own is all there, in order, or
 * missed by nobody
 */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cache.h"

/* More than the writer lets wait. */
#define MANY 10000

/* A page of the database, and one of its own that it begins with. */
#define PAGE "4096"

static void
add_many(Cache *cache, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++) {
		char id[16];

		g_snprintf(id, sizeof(id), "m%u", i);
		add(cache, id, 100 + i);
	}
}

/* A number that the database gives, or -1. */
static gint64
ask(const Fixture *fixture, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;
	gint64 number = -1;

	if (sqlite3_open_v2(fixture->path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return number;
}

static guint64
revision(const Fixture *fixture)
{
	g_autoptr(Cache) cache = open_cache(fixture);

	return cache && cache_store(cache) ? cache_store(cache)->revision : 0;
}

static void
test_all_is_there(void **state)
{
	const Fixture *fixture = *state;
	Cache *cache = open_cache(fixture);

	add_many(cache, 0, MANY);
	cache_free(cache);
	assert_int_equal(ask(fixture, "SELECT count(*) FROM file"), MANY + 3);
	assert_int_equal(revision(fixture), 9);
}

static void
test_order(void **state)
{
	const Fixture *fixture = *state;
	g_autoptr(GHashTable) two = g_hash_table_new(g_str_hash, g_str_equal);
	const Standing proven = {.proof = PROOF_STORE, .list = ""};
	const Standing unproven = {.proof = PROOF_UNPROVEN, .list = "news", .alive = 5};
	Cache *cache = open_cache(fixture);

	g_hash_table_add(two, (char *)"two");
	cache_remove(cache, two);
	add(cache, "two", 5);
	add(cache, "four", 4);
	cache_remove(cache, two);
	cache_keep_standing(cache, "c@example.org", &proven);
	cache_keep_standing(cache, "a@example.org", &unproven);
	cache_drop_standing(cache, "b@example.org");
	cache_drop_standing(cache, "c@example.org");
	settle(cache, 10);
	settle(cache, 11);
	cache_free(cache);
	check_holds(fixture, "in order", "four three one a@example.org - ");
	assert_int_equal(revision(fixture), 11);
	assert_int_equal(ask(fixture, "SELECT count(*) FROM standing WHERE list = 'news' AND "
	                              "typeof(list) = 'text' AND alive = 5"),
	                 1);

	cache = open_cache(fixture);
	add(cache, "before", 6);
	cache_clear(cache);
	add(cache, "after", 7);
	cache_free(cache);
	check_holds(fixture, "cleared", "after ");
	assert_int_equal(revision(fixture), 0);
}

/* What was settled before is settled again after it was cleared. */
static void
test_clear_and_settle(void **state)
{
	const Fixture *fixture = *state;
	Cache *cache = open_cache(fixture);

	cache_clear(cache);
	settle(cache, 9);
	cache_free(cache);
	check_holds(fixture, "cleared", "");
	assert_int_equal(revision(fixture), 9);
}

/* A start that finds nothing new leaves the file as it is. */
static void
test_nothing_new(void **state)
{
	const Fixture *fixture = *state;
	sqlite3 *db = NULL;
	sqlite3_stmt *version = NULL;
	int before, after;

	assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA data_version", -1, &version, NULL),
	                 SQLITE_OK);
	assert_int_equal(sqlite3_step(version), SQLITE_ROW);
	before = sqlite3_column_int(version, 0);
	sqlite3_reset(version);

	Cache *cache = open_cache(fixture);
	g_autofree char *got = read_all(cache);
	assert_string_equal(got, WHOLE);
	settle(cache, 9);
	cache_free(cache);

	assert_int_equal(sqlite3_step(version), SQLITE_ROW);
	after = sqlite3_column_int(version, 0);
	sqlite3_finalize(version);
	sqlite3_close(db);
	assert_int_equal(before, after);
}

/* Who finds another program writing writes nothing any more, as what was settled then would
 * not be all there; and goes on. */
static void
test_another_writes(void **state)
{
	const Fixture *fixture = *state;
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	Cache *cache = open_cache(fixture);
	add_many(cache, 0, MANY);
	/* By now it has tried. */
	assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	add(cache, "later", 500);
	settle(cache, 10);
	g_autofree char *got = read_all(cache);
	assert_string_equal(got, WHOLE);
	cache_free(cache);
	check_holds(fixture, "while another wrote", WHOLE);
	assert_int_equal(revision(fixture), 9);
}

static void
zero(const Fixture *fixture, const char *from, const char *n)
{
	g_autofree char *of = g_strconcat("of=", fixture->path, NULL);
	g_autofree char *seek = g_strconcat("seek=", from, NULL);
	g_autofree char *count = g_strconcat("count=", n, NULL);
	const char *const argv[] = {"dd",  "if=/dev/zero", of,  "bs=" PAGE, seek,
	                            count, "conv=notrunc", NULL};
	int status = -1;

	g_spawn_sync(NULL, (char **)argv, NULL,
	             G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
	             NULL, NULL, NULL, NULL, &status, NULL);
	assert_int_equal(status, 0);
}

/* It is found out when it is written to, and taken away. */
static void
test_damaged(void **state)
{
	static const struct {
		const char *from, *n, *what;
	} cases[] = {
		{"0", "1", "no header"},
		{"1", "6", "no tables"},
	};

	for_each_case(c, cases) {
		Fixture *fixture = NULL;

		setup((void **)&fixture);
		Cache *cache = open_cache(fixture);
		zero(fixture, c->from, c->n);
		add_many(cache, 0, MANY);
		settle(cache, 10);
		cache_free(cache);
		check(!g_file_test(fixture->path, G_FILE_TEST_EXISTS), "%s: is still there",
		      c->what);
		check_holds(fixture, c->what, "");
		teardown((void **)&fixture);
	}
	(void)state;
}

/* No more can be written than there is. */
static void
test_full_disk(void **state)
{
	const Fixture *fixture = *state;
	struct rlimit limit, low;
	Cache *cache = open_cache(fixture);

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	low = limit;
	low.rlim_cur = (rlim_t)64 * 1024;
	setrlimit(RLIMIT_FSIZE, &low);
	add_many(cache, 0, MANY);
	settle(cache, 10);
	cache_free(cache);
	setrlimit(RLIMIT_FSIZE, &limit);
	signal(SIGXFSZ, SIG_DFL);
	check_holds(fixture, "on a full disk", WHOLE);
	assert_int_equal(revision(fixture), 9);
}

/* Nothing goes into a file that has come into the place of the one that was read. */
static void
test_moved(void **state)
{
	const Fixture *fixture = *state;
	g_autofree char *kept = g_strconcat(fixture->path, ".kept", NULL);
	Cache *cache = open_cache(fixture);

	assert_int_equal(g_rename(fixture->path, kept), 0);
	add(cache, "lost", 5);
	settle(cache, 10);
	cache_free(cache);
	assert_false(g_file_test(fixture->path, G_FILE_TEST_EXISTS));

	assert_int_equal(g_rename(kept, fixture->path), 0);
	cache = open_cache(fixture);
	assert_int_equal(g_rename(fixture->path, kept), 0);
	cache_free(open_cache(fixture));
	add(cache, "lost", 5);
	settle(cache, 10);
	cache_free(cache);
	check_holds(fixture, "another file", "");
	assert_int_equal(revision(fixture), 0);
}

static void
add_until_killed(const Fixture *fixture)
{
	Cache *cache = open_cache(fixture);

	for (unsigned i = 0;; i++)
		add_many(cache, i, i + 1);
}

/* Then what was written is what came first, without a hole, and the next one writes. */
static void
test_killed(void **state)
{
	const Fixture *fixture = *state;
	pid_t pid = fork();

	if (pid == 0)
		add_until_killed(fixture);
	while (ask(fixture, "SELECT count(*) FROM file") < MANY / 4)
		g_usleep(1000);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);

	gint64 n = ask(fixture, "SELECT count(*) - 3 FROM file");
	assert_int_equal(ask(fixture, "SELECT max(CAST(substr(message, 2) AS INTEGER)) + 1 "
	                              "FROM file WHERE message LIKE 'm%'"),
	                 n);
	Cache *cache = open_cache(fixture);
	add_many(cache, (unsigned)n, (unsigned)n + 1);
	settle(cache, 10);
	cache_free(cache);
	assert_int_equal(ask(fixture, "SELECT count(*) - 3 FROM file"), n + 1);
	assert_int_equal(revision(fixture), 10);
}

#define with_cache(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		with_cache(test_all_is_there),     with_cache(test_order),
		with_cache(test_clear_and_settle), with_cache(test_nothing_new),
		with_cache(test_another_writes),   cmocka_unit_test(test_damaged),
		with_cache(test_full_disk),        with_cache(test_moved),
		with_cache(test_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
