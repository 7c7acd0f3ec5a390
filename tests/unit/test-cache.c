/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-cache.c - a cache that somebody has been at; what it is good for is in
 * test-intake.c
 */
#include "core/cache.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report-build.h"
#include "unit.h"

#define STAMP 7

typedef struct {
	char *dir; /* the test's own; the cache is in a folder of it */
	char *folder, *path;
} Fixture;

static Cache *
open_cache(const Fixture *fixture)
{
	static const char *const terms[] = {"tag:bounce", NULL};
	const StoreQuery query = {.terms = terms};

	return cache_open(fixture->folder, &query, STAMP);
}

static void
add(Cache *cache, const char *message_id, gint64 date)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	const Origin origin = {.message_id = message_id, .path = "/a", .date = date};

	cache_add(cache, &origin, report);
}

/* One with three messages, two rows and what the store answered. */
static int
setup(void **state)
{
	Fixture *fixture = g_new0(Fixture, 1);
	const char *const settings[] = {"some", NULL};
	const StoreInfo store = {.database = "/mail",
	                         .query = "tag:bounce",
	                         .settings = settings,
	                         .uuid = "uuid",
	                         .revision = 9};
	const Standing standing = {.proof = PROOF_STORE, .list = ""};

	fixture->dir = g_dir_make_tmp("cache-XXXXXX", NULL);
	fixture->folder = g_build_filename(fixture->dir, "reports", NULL);
	Cache *cache = open_cache(fixture);
	assert_non_null(cache);
	add(cache, "one", 1);
	add(cache, "two", 2);
	add(cache, "three", 3);
	cache_keep_standing(cache, "a@example.org", &standing);
	cache_keep_standing(cache, "b@example.org", &standing);
	cache_settle(cache, &store);
	cache_free(cache);

	g_autoptr(GDir) open = g_dir_open(fixture->folder, 0, NULL);
	const char *name;
	while ((name = g_dir_read_name(open)))
		if (g_str_has_suffix(name, ".db"))
			fixture->path = g_build_filename(fixture->folder, name, NULL);
	assert_non_null(fixture->path);
	*state = fixture;
	return 0;
}

static int
teardown(void **state)
{
	Fixture *fixture = *state;
	const char *const argv[] = {"rm", "-rf", fixture->dir, NULL};

	g_chmod(fixture->folder, 0700);
	g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
	             NULL);
	g_free(fixture->dir);
	g_free(fixture->folder);
	g_free(fixture->path);
	g_free(fixture);
	return 0;
}

static unsigned
mode_of(const char *path)
{
	struct stat info;

	return lstat(path, &info) == 0 ? (unsigned)info.st_mode : 0;
}

/* What comes out: messages, in brackets when they are to be read again, then rows, and
 * whether their mail is in the store. */
static char *
read_all(Cache *cache)
{
	GString *out = g_string_new(NULL);
	CachedFile file;
	Standing standing;
	const char *key;

	while (cache_next(cache, &file)) {
		g_string_append_printf(out, file.report ? "%s " : "(%s) ", file.origin.message_id);
		if (file.report)
			bounce_report_unref(file.report);
	}
	while (cache_next_standing(cache, &key, &standing))
		g_string_append_printf(out, "%s %c ", key,
		                       standing.proof == PROOF_STORE ? '+' : '-');
	return g_string_free(out, FALSE);
}

static void
check_holds(const Fixture *fixture, const char *what, const char *want)
{
	g_autoptr(Cache) cache = open_cache(fixture);
	g_autofree char *got = cache ? read_all(cache) : g_strdup("none");

	check(g_str_equal(got, want), "%s: %s", what, got);
}

#define WHOLE "three two one a@example.org + b@example.org + "

static void
test_is_the_users_alone(void **state)
{
	const Fixture *fixture = *state;

	assert_int_equal(mode_of(fixture->folder) & 0777, 0700);
	assert_int_equal(mode_of(fixture->path) & 0777, 0600);
	check_holds(fixture, "as it was left", WHOLE);
}

/* Where others may put in what they like, there is none, and none is made. */
static void
test_folder_of_others(void **state)
{
	const Fixture *fixture = *state;
	static const unsigned modes[] = {0777, 0775, 0720, 01777};

	for_each_case(mode, modes) {
		g_chmod(fixture->folder, *mode);
		check_holds(fixture, "a folder of others", "none");
	}
	g_chmod(fixture->folder, 0755);
	check_holds(fixture, "a folder of ours", WHOLE);
	g_chmod(fixture->folder, 0777);
	g_unlink(fixture->path);
	check_holds(fixture, "a folder of others", "none");
	assert_int_equal(mode_of(fixture->path), 0);
}

/* What is no file of ours is taken away, and nothing behind it is touched. */
static void
test_something_else(void **state)
{
	const Fixture *fixture = *state;
	g_autofree char *other = g_build_filename(fixture->dir, "other", NULL);
	g_autofree char *contents = NULL;

	g_unlink(fixture->path);
	assert_true(g_file_set_contents(other, "", -1, NULL));
	assert_int_equal(symlink(other, fixture->path), 0);
	check_holds(fixture, "a link", "");
	assert_true(S_ISREG(mode_of(fixture->path)));
	assert_true(g_file_get_contents(other, &contents, NULL, NULL));
	assert_string_equal(contents, "");

	g_unlink(fixture->path);
	g_unlink(other);
	assert_int_equal(symlink(other, fixture->path), 0);
	check_holds(fixture, "a link to nothing", "");
	assert_int_equal(mode_of(other), 0);

	g_unlink(fixture->path);
	assert_int_equal(mkfifo(fixture->path, 0600), 0);
	check_holds(fixture, "a FIFO", "");
	assert_true(S_ISREG(mode_of(fixture->path)));

	g_unlink(fixture->path);
	assert_int_equal(g_mkdir(fixture->path, 0700), 0);
	check_holds(fixture, "a folder", "none");
}

static void
test_file_of_others(void **state)
{
	const Fixture *fixture = *state;

	g_chmod(fixture->path, 0660);
	check_holds(fixture, "a file that others may write to", "");
	assert_int_equal(mode_of(fixture->path) & 0777, 0600);
}

static void
edit(const Fixture *fixture, const char *sql)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
	check(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s: %s", sql,
	      sqlite3_errmsg(db));
	sqlite3_close(db);
}

/* What we would not have written is not there, or is read again. */
static void
test_edited(void **state)
{
	static const struct {
		const char *sql, *want;
	} cases[] = {
		{"UPDATE file SET report = x'00' WHERE message = 'two'",
	         "three (two) one a@example.org + b@example.org + "},
		{"UPDATE file SET report = randomblob(length(report)) WHERE message = 'two'",
	         "three (two) one a@example.org + b@example.org + "},
		{"UPDATE file SET report = 'text', stamp = 'text' WHERE message = 'two'",
	         "three (two) one a@example.org + b@example.org + "},
		{"UPDATE file SET stamp = 8 WHERE message = 'two'",
	         "three (two) one a@example.org + b@example.org + "},
		{"UPDATE file SET message = x'ff1b5b326a' WHERE message = 'two'",
	         "three one a@example.org + b@example.org + "},
		{"UPDATE standing SET key = x'ff' WHERE key LIKE 'a%'",
	         "three two one b@example.org + "},
		{"UPDATE standing SET list = x'c328' WHERE key LIKE 'a%'",
	         "three two one b@example.org + "},
		{"UPDATE standing SET proof = 99 WHERE key LIKE 'a%'",
	         "three two one a@example.org - b@example.org + "},
		{"UPDATE standing SET proof = -1, alive = 'text' WHERE key LIKE 'a%'",
	         "three two one a@example.org - b@example.org + "},
		{"UPDATE file SET date = 'text', path = 5 WHERE message = 'two'",
	         "two three one a@example.org + b@example.org + "},
		{"DROP TABLE standing", ""},
		{"PRAGMA user_version = 99", ""},
		{"PRAGMA application_id = 1", ""},
	};

	for_each_case(c, cases) {
		Fixture *fixture = NULL;

		setup((void **)&fixture);
		edit(fixture, c->sql);
		check_holds(fixture, c->sql, c->want);
		teardown((void **)&fixture);
	}
	(void)state;
}

/* The answer of the store is text, whatever bytes it is made of. */
static void
test_edited_answer(void **state)
{
	static const char *const answers[] = {
		"x'00'", "zeroblob(100)", "randomblob(100)", "substr(answer, 2)", "'text'", "x''",
	};

	for_each_case(answer, answers) {
		Fixture *fixture = NULL;
		setup((void **)&fixture);
		g_autofree char *sql = g_strdup_printf("UPDATE store SET answer = %s", *answer);

		edit(fixture, sql);
		Cache *cache = open_cache(fixture);
		const StoreInfo *store = cache ? cache_store(cache) : NULL;
		check(store && g_utf8_validate(store->database, -1, NULL) &&
		              g_utf8_validate(store->query, -1, NULL) &&
		              g_utf8_validate(store->uuid, -1, NULL) && store->settings,
		      "%s", *answer);
		cache_free(cache);
		teardown((void **)&fixture);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_is_the_users_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(test_folder_of_others, setup, teardown),
		cmocka_unit_test_setup_teardown(test_something_else, setup, teardown),
		cmocka_unit_test_setup_teardown(test_file_of_others, setup, teardown),
		cmocka_unit_test(test_edited),
		cmocka_unit_test(test_edited_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
