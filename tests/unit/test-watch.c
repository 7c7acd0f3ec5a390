/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-watch.c - a folder that looks like an index, or a mailbox, changed in all ways
 */
#include "core/watch.h"

#include <stdbool.h>
#include <unistd.h>

#include "unit.h"

/* Much longer than a watch waits, and than GLib between looks for what is missing. */
#define WAIT_MAX_S 20
/* Longer than a watch waits. */
#define QUIET_MS 300

typedef struct {
	char *dir;
	unsigned n_changes;
	Watch *watch;
} Fixture;

static int
setup(void **state)
{
	Fixture *fixture = g_new0(Fixture, 1);

	fixture->dir = g_dir_make_tmp("watch-XXXXXX", NULL);
	assert_non_null(fixture->dir);
	*state = fixture;
	return 0;
}

static void
shell(const Fixture *fixture, const char *command)
{
	g_autofree char *script = g_strdup_printf("cd %s && %s", fixture->dir, command);
	const char *const argv[] = {"sh", "-c", script, NULL};
	int status = 1;

	assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
	                         NULL, &status, NULL));
	check(status == 0, "%s: status %d", command, status);
}

static int
teardown(void **state)
{
	Fixture *fixture = *state;

	watch_free(fixture->watch);
	shell(fixture, "cd / && rm -rf \"$OLDPWD\"");
	g_free(fixture->dir);
	g_free(fixture);
	return 0;
}

static void
on_changed(void *user)
{
	((Fixture *)user)->n_changes++;
}

static gboolean
on_time(void *user)
{
	*(bool *)user = true;
	return G_SOURCE_REMOVE;
}

static void
wait_quietly(void)
{
	bool is_over = false;

	g_timeout_add(QUIET_MS, on_time, &is_over);
	while (!is_over)
		g_main_context_iteration(NULL, TRUE);
}

/* Do it, and see that it is told. */
static void
check_told(Fixture *fixture, const char *command)
{
	gint64 until = g_get_monotonic_time() + WAIT_MAX_S * G_USEC_PER_SEC;

	wait_quietly();
	fixture->n_changes = 0;
	shell(fixture, command);
	while (fixture->n_changes == 0) {
		check(g_get_monotonic_time() < until, "not told: %s", command);
		g_main_context_iteration(NULL, FALSE);
		g_usleep(1000);
	}
}

static void
follow(Fixture *fixture, const char *index)
{
	g_autofree char *make = g_strdup_printf("mkdir -p %s && echo 1 >%s/docdata", index, index);
	g_autofree char *write = g_strdup_printf("echo 2 >>%s/docdata", index);
	g_autofree char *move = g_strdup_printf("mkdir %s.compact && echo 3 >%s.compact/docdata && "
	                                        "mv %s %s.old && mv %s.compact %s",
	                                        index, index, index, index, index, index);
	g_autofree char *remove = g_strdup_printf("rm -r %s", index);

	shell(fixture, make);
	fixture->watch = watch_new(fixture->dir, on_changed, fixture);
	wait_quietly();
	assert_int_equal(fixture->n_changes, 0);
	check_told(fixture, write);
	/* as "notmuch compact" does */
	check_told(fixture, move);
	check_told(fixture, write);
	check_told(fixture, remove);
	check_told(fixture, make);
	check_told(fixture, write);
}

static void
test_of_old(void **state)
{
	follow(*state, ".notmuch/xapian");
}

static void
test_xdg(void **state)
{
	follow(*state, "xapian");
}

static void
test_mailboxes(void **state)
{
	static const struct {
		const char *name, *make, *deliver;
	} cases[] = {
		{"maildir", "mkdir -p maildir/cur maildir/new maildir/tmp",
	         "touch maildir/tmp/1 && mv maildir/tmp/1 maildir/new/1"},
		{"maildir", ":", "mv maildir/new/1 maildir/cur/1:2,S"},
		{"mh", "mkdir mh", "echo hello >mh/1"},
		{"mbox", "echo From >mbox", "echo From >>mbox"},
		{"mbox", ":", "echo From >other && mv other mbox"},
	};
	Fixture *fixture = *state;

	for_each_case(c, cases) {
		g_autofree char *path = g_build_filename(fixture->dir, c->name, NULL);

		shell(fixture, c->make);
		fixture->watch = watch_new_mailbox(path, on_changed, fixture);
		check_told(fixture, c->deliver);
		g_clear_pointer(&fixture->watch, watch_free);
	}
}

/* What comes together is told once. */
static void
test_once(void **state)
{
	Fixture *fixture = *state;

	shell(fixture, "mkdir -p .notmuch/xapian");
	fixture->watch = watch_new(fixture->dir, on_changed, fixture);
	check_told(fixture, "cd .notmuch/xapian && touch a b c d e f g h && mv a z && rm b");
	wait_quietly();
	/* twice when the shell is slow */
	check(fixture->n_changes <= 2, "told %u times", fixture->n_changes);
}

static void
test_missing(void **state)
{
	Fixture *fixture = *state;
	g_autofree char *missing = g_build_filename(fixture->dir, "none", NULL);

	fixture->watch = watch_new(missing, on_changed, fixture);
	wait_quietly();
	assert_int_equal(fixture->n_changes, 0);
	/* nothing is told after the end */
	g_clear_pointer(&fixture->watch, watch_free);
	fixture->watch = watch_new(fixture->dir, on_changed, fixture);
	shell(fixture, "mkdir xapian");
	g_clear_pointer(&fixture->watch, watch_free);
	wait_quietly();
	assert_int_equal(fixture->n_changes, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_of_old, setup, teardown),
		cmocka_unit_test_setup_teardown(test_xdg, setup, teardown),
		cmocka_unit_test_setup_teardown(test_mailboxes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_once, setup, teardown),
		cmocka_unit_test_setup_teardown(test_missing, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
