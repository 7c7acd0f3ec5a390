/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-export-file.c - a file is there whole or not at all, and nothing else is left
 */
#include "core/export-file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

typedef ExportFile *(*Opener)(const char *path, GError **error);

static const struct {
	const char *name;
	Opener open;
} openers[] = {
	{"unnamed", export_file_new},
	{"named", export_file_new_named},
};

/* The names in a folder, sorted, each with a blank behind. */
static char *
list(const char *dir)
{
	g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	GString *out = g_string_new(NULL);
	const char *name;

	assert_non_null(open);
	while ((name = g_dir_read_name(open)))
		g_ptr_array_add(names, (void *)name);
	g_ptr_array_sort(names, (GCompareFunc)(void (*)(void))g_strcmp0);
	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(out, "%s ", (char *)names->pdata[i]);
	return g_string_free(out, FALSE);
}

static void
check_is(const char *what, const char *dir, const char *names, const char *text)
{
	g_autofree char *found = list(dir);
	g_autofree char *path = g_build_filename(dir, "out", NULL);
	g_autofree char *got = NULL;

	check(g_str_equal(found, names), "%s: there are %s", what, found);
	if (text)
		check(g_file_get_contents(path, &got, NULL, NULL) && g_str_equal(got, text),
		      "%s: %s", what, got ? got : "no file");
}

static void
write_text(ExportFile *file, const char *text)
{
	assert_true(export_file_write(file, text, strlen(text), NULL));
}

static void
test_it_takes_the_place_when_it_is_whole(void **state)
{
	for_each_case(c, openers) {
		g_autofree char *dir = g_dir_make_tmp("export-XXXXXX", NULL);
		g_autofree char *path = g_build_filename(dir, "out", NULL);
		struct stat info;

		g_autoptr(ExportFile) first = c->open(path, NULL);
		write_text(first, "one\n");
		assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
		assert_true(export_file_commit(first, NULL));
		check_is(c->name, dir, "out ", "one\n");

		assert_int_equal(chmod(path, 0640), 0);
		g_autoptr(ExportFile) second = c->open(path, NULL);
		write_text(second, "two\n");
		write_text(second, "three\n");
		assert_true(g_file_test(path, G_FILE_TEST_EXISTS));
		assert_true(export_file_commit(second, NULL));
		check_is(c->name, dir, "out ", "two\nthree\n");
		assert_int_equal(stat(path, &info), 0);
		assert_int_equal(info.st_mode & 07777, 0640);

		g_autoptr(ExportFile) given_up = c->open(path, NULL);
		write_text(given_up, "four\n");
		g_clear_pointer(&given_up, export_file_free);
		check_is(c->name, dir, "out ", "two\nthree\n");

		assert_int_equal(g_unlink(path), 0);
		assert_int_equal(g_rmdir(dir), 0);
	}
	(void)state;
}

/* Somebody makes a file of that name while ours is written. */
static void
test_the_name_is_taken_meanwhile(void **state)
{
	for_each_case(c, openers) {
		g_autofree char *dir = g_dir_make_tmp("export-XXXXXX", NULL);
		g_autofree char *path = g_build_filename(dir, "out", NULL);
		g_autoptr(ExportFile) file = c->open(path, NULL);

		write_text(file, "ours\n");
		assert_true(g_file_set_contents(path, "theirs\n", -1, NULL));
		assert_true(export_file_commit(file, NULL));
		check_is(c->name, dir, "out ", "ours\n");
		assert_int_equal(g_unlink(path), 0);
		assert_int_equal(g_rmdir(dir), 0);
	}
	(void)state;
}

static bool
knows_unnamed_files(const char *dir)
{
#ifdef O_TMPFILE
	int fd = open(dir, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
#else
	(void)dir;
	return false;
#endif
}

static void
test_who_is_killed_leaves_nothing(void **state)
{
	g_autofree char *dir = g_dir_make_tmp("export-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "out", NULL);
	bool is_known = knows_unnamed_files(dir);

	for (int i = 0; is_known && i < 2; i++) {
		pid_t pid = fork();
		int status;

		if (pid == 0) {
			ExportFile *file = export_file_new(path, NULL);

			write_text(file, "part");
			kill(getpid(), SIGKILL);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status));
		/* whether there was one before or not */
		check_is("killed", dir, i == 0 ? "" : "out ", i == 0 ? NULL : "before\n");
		assert_true(g_file_set_contents(path, "before\n", -1, NULL));
	}
	g_unlink(path);
	assert_int_equal(g_rmdir(dir), 0);
	if (!is_known)
		skip();
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_takes_the_place_when_it_is_whole),
		cmocka_unit_test(test_the_name_is_taken_meanwhile),
		cmocka_unit_test(test_who_is_killed_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
