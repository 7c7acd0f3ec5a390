/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-cache.c - a cache that somebody has been at; what it is good for is in
 * test-intake.c
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cache.h"

static unsigned
mode_of(const char *path)
{
	struct stat info;

	return lstat(path, &info) == 0 ? (unsigned)info.st_mode : 0;
}

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

/* Whoever reads anew has it open twice for a time, and it stays locked: the last of all
 * programs that closes it takes the log away. */
static void
test_stays_locked(void **state)
{
	const Fixture *fixture = *state;
	g_autoptr(Cache) old = open_cache(fixture);
	int status = -1;

	cache_free(open_cache(fixture));
	pid_t pid = fork();
	if (pid == 0) {
		struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
		int fd = open(fixture->path, O_RDWR);

		_exit(fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	g_autofree char *got = read_all(old);
	assert_string_equal(got, WHOLE);
}

/* More than are read in advance. */
#define MANY 20000

static void
add_many(const Fixture *fixture)
{
	g_autoptr(Cache) cache = open_cache(fixture);

	for (unsigned i = 0; i < MANY; i++) {
		g_autofree char *id = g_strdup_printf("%u", i);

		add(cache, id, (gint64)(i * 7 % MANY) + 10);
	}
}

/* Each comes once, the newest first; nobody has to wait for the last of them. */
static void
test_many(void **state)
{
	const Fixture *fixture = *state;
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Cached it = {0};

	add_many(fixture);
	g_autoptr(Cache) cache = open_cache(fixture);
	for (guint n = 0; it.type != CACHED_NOTHING; n++) {
		cache_wait(cache);
		assert_true(cache_has_next(cache));
		cache_next(cache, &it);
		if (it.type == CACHED_FILE) {
			assert_non_null(it.report);
			assert_true(g_hash_table_add(seen, g_strdup(it.origin.message_id)));
			if (n < CACHE_PAGE)
				assert_int_equal(it.origin.date, 10 + MANY - 1 - (gint64)n);
		}
	}
	assert_int_equal(g_hash_table_size(seen), MANY + 3);

	for (unsigned n = 0; n < MANY; n = 2 * n + 1) {
		g_autoptr(Cache) some = open_cache(fixture);

		for (unsigned i = 0; i < n; i++)
			cache_next(some, &it);
	}
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
		cmocka_unit_test_setup_teardown(test_stays_locked, setup, teardown),
		cmocka_unit_test_setup_teardown(test_many, setup, teardown),
		cmocka_unit_test(test_edited),
		cmocka_unit_test(test_edited_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
