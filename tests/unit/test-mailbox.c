/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-mailbox.c - while another program of ours is at the same mailbox
 */
#include "core/mailbox.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "unit.h"

/* Longer than a wait takes to look again. */
#define SOON_MS 300

typedef struct {
	char *dir; /* with the mailbox, and as the user's cache */
	char *path;
	int lock; /* of the other program, or -1 */
	GCancellable *cancellable;
	GString *told; /* as progress, a line each */
} Fixture;

static void
shell(const char *dir, const char *command)
{
	g_autofree char *script = g_strdup_printf("cd '%s' && %s", dir, command);
	const char *const argv[] = {"sh", "-c", script, NULL};
	int status = 1;

	assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
	                         NULL, &status, NULL));
	assert_int_equal(status, 0);
}

static void
on_progress(const char *line, void *user)
{
	Fixture *fixture = user;

	g_string_append_printf(fixture->told, "%s\n", line);
}

static char *
open_it(Fixture *fixture, unsigned patience_s, GError **error)
{
	const MailboxOptions options = {
		.path = fixture->path,
		.patience_s = patience_s,
		.cancellable = fixture->cancellable,
		.progress = on_progress,
		.user = fixture,
	};

	g_string_truncate(fixture->told, 0);
	return mailbox_open(&options, error);
}

/* The lock is that of an open file, and not of a process. */
static void
take_lock(Fixture *fixture)
{
	g_autofree char *cache = g_build_filename(fixture->dir, "notmuch-bounces", "mailbox", NULL);
	g_autoptr(GDir) dir = g_dir_open(cache, 0, NULL);
	g_autofree char *path = g_build_filename(cache, g_dir_read_name(dir), "lock", NULL);

	fixture->lock = open(path, O_RDWR | O_CLOEXEC);
	assert_int_equal(flock(fixture->lock, LOCK_EX | LOCK_NB), 0);
}

static gboolean
on_unlock(void *user)
{
	Fixture *fixture = user;

	close(fixture->lock);
	fixture->lock = -1;
	return G_SOURCE_REMOVE;
}

static gboolean
on_cancel(void *user)
{
	g_cancellable_cancel(((Fixture *)user)->cancellable);
	return G_SOURCE_REMOVE;
}

/* Indexed once, and then another program has it. */
static int
setup(void **state)
{
	Fixture *fixture = g_new0(Fixture, 1);

	fixture->dir = g_strdup(g_get_user_cache_dir());
	fixture->path = g_build_filename(fixture->dir, "box", NULL);
	fixture->cancellable = g_cancellable_new();
	fixture->told = g_string_new(NULL);
	shell(fixture->dir, "mkdir -p box/cur box/new box/tmp");

	g_autofree char *config = open_it(fixture, 0, NULL);
	assert_non_null(config);
	take_lock(fixture);
	*state = fixture;
	return 0;
}

static int
teardown(void **state)
{
	Fixture *fixture = *state;

	if (fixture->lock >= 0)
		close(fixture->lock);
	g_free(fixture->dir);
	g_free(fixture->path);
	g_object_unref(fixture->cancellable);
	g_string_free(fixture->told, TRUE);
	g_free(fixture);
	return 0;
}

static void
test_busy(void **state)
{
	static const unsigned patiences[] = {0, 1};

	for_each_case(patience_s, patiences) {
		g_autoptr(GError) error = NULL;
		g_autofree char *config = open_it(*state, *patience_s, &error);
		g_autofree char *want = g_strdup_printf("/box for %u s\nTry again", *patience_s);
		const GString *told = ((const Fixture *)*state)->told;

		assert_null(config);
		assert_true(g_error_matches(error, MAILBOX_ERROR, MAILBOX_ERROR_BUSY));
		check(strstr(error->message, want), "%s", error->message);
		check(strstr(told->str, "Waiting 0 s ...") || *patience_s == 0, "%s", told->str);
	}
}

static void
test_it_goes_on_when_the_other_is_done(void **state)
{
	g_autoptr(GError) error = NULL;

	g_timeout_add(SOON_MS, on_unlock, *state);
	g_autofree char *config = open_it(*state, MAILBOX_PATIENCE_S, &error);

	check(config, "%s", error ? error->message : "");
	check(strstr(((const Fixture *)*state)->told->str, "Another program is indexing"),
	      "it did not wait");
}

static void
test_stopped_while_it_waits(void **state)
{
	g_autoptr(GError) error = NULL;

	g_timeout_add(SOON_MS, on_cancel, *state);
	g_autofree char *config = open_it(*state, MAILBOX_PATIENCE_S, &error);

	assert_null(config);
	assert_true(g_error_matches(error, MAILBOX_ERROR, MAILBOX_ERROR_STOPPED));
}

/* Others could put mail into it that is then ours. */
static void
test_folder_of_others(void **state)
{
	Fixture *fixture = *state;
	g_autoptr(GError) error = NULL;

	shell(fixture->dir, "chmod 777 notmuch-bounces/mailbox/*");
	g_autofree char *config = open_it(fixture, 0, &error);
	shell(fixture->dir, "chmod 700 notmuch-bounces/mailbox/*");
	assert_null(config);
	check(strstr(error->message, "others may write to it"), "%s", error->message);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_busy, setup, teardown),
		cmocka_unit_test_setup_teardown(test_it_goes_on_when_the_other_is_done, setup,
	                                        teardown),
		cmocka_unit_test_setup_teardown(test_stopped_while_it_waits, setup, teardown),
		cmocka_unit_test_setup_teardown(test_folder_of_others, setup, teardown),
	};
	g_autofree char *dir = g_dir_make_tmp("mailbox-XXXXXX", NULL);
	int status;

	/* Before GLib asks for them, which it does once. */
	g_setenv("XDG_CACHE_HOME", dir, TRUE);
	g_setenv("HOME", dir, TRUE);
	g_setenv("XDG_CONFIG_HOME", dir, TRUE);
	status = cmocka_run_group_tests(tests, NULL, NULL);
	g_autofree char *remove = g_strdup_printf("rm -r '%s'", dir);
	shell("/", remove);
	return status;
}
