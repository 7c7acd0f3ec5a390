/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-marks-faults.c - SQLite refuses in the middle of a step: it is told, nothing of the
 * step is there, and afterwards all goes on
 */
#include "core/marks.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/identity.h"
#include "core/sqlite.h"
#include "unit.h"

typedef struct {
	char *dir;
	Marks *marks;
} Fixture;

static Marks *
open_marks(const Fixture *fixture)
{
	g_autoptr(GError) error = NULL;
	Marks *marks = marks_open(fixture->dir, "default", "/mail", &error);

	check(marks, "not opened: %s", error ? error->message : "");
	return marks;
}

static bool
set(Marks *marks, const char *address, MarkState to, GError **error)
{
	const MarkChange change = {address, "", {to, MARK_USER, 1000, "", ""}};
	g_autoptr(GPtrArray) changed = marks_set_many(marks, &change, 1, error);

	return changed != NULL;
}

/* Two marks, and an address that was exported. */
static void
set_up(Fixture *fixture)
{
	const char *const addresses[] = {"a@example.org", NULL};

	fixture->dir = g_dir_make_tmp("marks-XXXXXX", NULL);
	fixture->marks = open_marks(fixture);
	assert_true(set(fixture->marks, "a@example.org", MARK_REMOVE, NULL));
	assert_true(set(fixture->marks, "b@example.org", MARK_KEEP, NULL));
	assert_true(marks_stamp_export(fixture->marks, addresses, "mailman3", 5, NULL));
}

static void
tear_down(Fixture *fixture)
{
	const char *const argv[] = {"rm", "-rf", fixture->dir, NULL};

	marks_free(fixture->marks);
	g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
	             NULL);
	g_free(fixture->dir);
}

/* As another program, or whoever is at the file. */
static void
edit(const Fixture *fixture, const char *sql)
{
	g_autoptr(sqlite3) db = NULL;

	assert_int_equal(sqlite3_open(marks_path(fixture->marks), &db), SQLITE_OK);
	check(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s: %s", sql,
	      sqlite3_errmsg(db));
}

/* ---- what can be done */

static bool
do_set(Marks *marks, GError **error)
{
	return set(marks, "a@example.org", MARK_KEEP, error);
}

static bool
do_clear(Marks *marks, GError **error)
{
	return set(marks, "a@example.org", MARK_NONE, error);
}

static bool
do_undo(Marks *marks, GError **error)
{
	g_autoptr(GPtrArray) changed = marks_undo(marks, error);

	return changed != NULL;
}

static bool
do_stamp(Marks *marks, GError **error)
{
	const char *const addresses[] = {"b@example.org", NULL};

	return marks_stamp_export(marks, addresses, "mailman3", 9, error);
}

static bool
do_ask(Marks *marks, GError **error)
{
	g_autoptr(GHashTable) times = marks_exported(marks, "mailman3", error);

	return times != NULL;
}

#define REFUSE(what)                                                                               \
	"CREATE TRIGGER refuse BEFORE " what " BEGIN SELECT RAISE(ABORT, 'refused'); END"
#define AS_VIEW(table)                                                                             \
	"ALTER TABLE " table " RENAME TO kept; CREATE VIEW " table " AS SELECT * FROM kept"
#define REPAIR_VIEW(table) "DROP VIEW " table "; ALTER TABLE kept RENAME TO " table
#define TAKES(table, what)                                                                         \
	"; CREATE TRIGGER takes INSTEAD OF " what " ON " table " BEGIN SELECT 1; END"

static const struct {
	const char *what;
	bool (*run)(Marks *marks, GError **error);
	const char *breaks, *mends, *why;
} cases[] = {
	{"a mark", do_set, REFUSE("INSERT ON mark"), "DROP TRIGGER refuse", "refused"},
	{"no mark any more", do_clear, REFUSE("DELETE ON mark"), "DROP TRIGGER refuse", "refused"},
	{"marks that cannot be written", do_set, AS_VIEW("mark"), REPAIR_VIEW("mark"), "view"},
	{"marks that cannot be taken away", do_clear, AS_VIEW("mark") TAKES("mark", "INSERT"),
         REPAIR_VIEW("mark"), "view"},
	{"marks that cannot be read", do_set, "ALTER TABLE mark RENAME TO kept",
         "ALTER TABLE kept RENAME TO mark", "no such table"},
	{"no journal", do_set, "ALTER TABLE journal RENAME TO kept",
         "ALTER TABLE kept RENAME TO journal", "no such table"},
	{"a journal that takes nothing", do_set, AS_VIEW("journal") TAKES("journal", "DELETE"),
         REPAIR_VIEW("journal"), "view"},
	{"the past", do_set, REFUSE("INSERT ON journal WHEN new.side = 0"), "DROP TRIGGER refuse",
         "refused"},
	{"the present", do_set, REFUSE("INSERT ON journal WHEN new.side = 1"),
         "DROP TRIGGER refuse", "refused"},
	{"no steps to undo", do_undo, "ALTER TABLE step RENAME TO kept",
         "ALTER TABLE kept RENAME TO step", "no such table"},
	{"no journal to undo", do_undo, "ALTER TABLE journal RENAME TO kept",
         "ALTER TABLE kept RENAME TO journal", "no such table"},
	{"a step that cannot be turned", do_undo, AS_VIEW("step"), REPAIR_VIEW("step"), "view"},
	{"a step that is not turned", do_undo, REFUSE("UPDATE ON step"), "DROP TRIGGER refuse",
         "refused"},
	{"a past of no state", do_undo, "UPDATE journal SET state = 'x-' || state",
         "UPDATE journal SET state = substr(state, 3)", "a mark has no state"},
	{"no marks to undo", do_undo, REFUSE("DELETE ON mark"), "DROP TRIGGER refuse", "refused"},
	{"no stamps", do_stamp, "ALTER TABLE exported RENAME TO kept",
         "ALTER TABLE kept RENAME TO exported", "no such table"},
	{"a stamp", do_stamp, REFUSE("INSERT ON exported"), "DROP TRIGGER refuse", "refused"},
	{"no stamps to ask for", do_ask, "ALTER TABLE exported RENAME TO kept",
         "ALTER TABLE kept RENAME TO exported", "no such table"},
	{"a stamp that cannot be read", do_ask,
         "ALTER TABLE exported RENAME TO kept; CREATE VIEW exported AS SELECT identity, receiver, "
         "abs(-9223372036854775808) AS time FROM kept",
         REPAIR_VIEW("exported"), "overflow"},
};

static char *
dump(const Marks *marks)
{
	g_autoptr(GPtrArray) list = marks_list(marks);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < list->len; i++) {
		const MarkChange *change = list->pdata[i];

		g_string_append_printf(out, "%s %s ", change->address,
		                       mark_state_name(change->mark.state));
	}
	return g_string_free(out, FALSE);
}

static void
test_nothing_of_it_is_there(void **state)
{
	for_each_case(c, cases) {
		Fixture fixture;
		g_autoptr(GError) error = NULL;

		set_up(&fixture);
		g_autofree char *before = dump(fixture.marks);
		edit(&fixture, c->breaks);
		check(!c->run(fixture.marks, &error), "%s: done", c->what);
		check(error && strstr(error->message, c->why) && strchr(error->message, '\n'),
		      "%s: %s", c->what, error ? error->message : "no error");
		g_autofree char *after = dump(fixture.marks);
		check(g_str_equal(before, after), "%s: %s", c->what, after);

		edit(&fixture, c->mends);
		Marks *again = open_marks(&fixture);
		g_autofree char *stored = dump(again);
		check(g_str_equal(before, stored), "%s: on disk %s", c->what, stored);
		marks_free(again);
		check(c->run(fixture.marks, NULL), "%s: does not go on", c->what);
		tear_down(&fixture);
	}
	(void)state;
}

/* Where the file cannot be made. */
static void
test_no_place_for_a_file(void **state)
{
	g_autofree char *dir = g_dir_make_tmp("marks-XXXXXX", NULL);
	g_autofree char *link = g_build_filename(dir, "link", NULL);
	g_autoptr(GError) error = NULL;

	g_autoptr(Marks) nowhere = marks_open("/dev/null/x", "default", "/mail", NULL);
	assert_non_null(nowhere);
	assert_false(set(nowhere, "a@example.org", MARK_KEEP, &error));
	check(strstr(error->message, "/dev/null/x"), "%s", error->message);
	g_clear_error(&error);

	/* the folder is there, and the file a link to where there is none */
	g_autoptr(Marks) linked = marks_open(dir, "default", "/mail", NULL);
	g_autofree char *folder = g_path_get_dirname(marks_path(linked));
	assert_int_equal(g_mkdir(folder, 0700), 0);
	assert_int_equal(symlink("/dev/null/x", marks_path(linked)), 0);
	assert_false(set(linked, "a@example.org", MARK_KEEP, &error));
	check(strstr(error->message, "marks.db"), "%s", error->message);
	g_clear_error(&error);
	g_unlink(marks_path(linked));
	g_rmdir(folder);

	/* a ring of links is an error even before something is marked */
	assert_int_equal(symlink(link, link), 0);
	assert_null(marks_open(link, "default", "/mail", &error));
	check(strstr(error->message, "link"), "%s", error->message);
	g_unlink(link);
	g_rmdir(dir);
	(void)state;
}

static void
test_exports_are_read_back(void **state)
{
	Fixture fixture;

	set_up(&fixture);
	g_autoptr(GHashTable) times = marks_exported(fixture.marks, "mailman3", NULL);
	g_autoptr(GHashTable) none = marks_exported(fixture.marks, "sympa", NULL);
	const gint64 *time = g_hash_table_lookup(times, "a@example.org");
	assert_true(time && *time == 5);
	assert_int_equal(g_hash_table_size(times), 1);
	assert_int_equal(g_hash_table_size(none), 0);
	tear_down(&fixture);
	(void)state;
}

/* By the profile that notmuch goes by, and in the folder of the user's data. */
static void
test_the_users_own(void **state)
{
	g_unsetenv("NOTMUCH_PROFILE");
	g_autoptr(Marks) usual = marks_open_users("/mail", NULL);
	g_setenv("NOTMUCH_PROFILE", "work", TRUE);
	g_autoptr(Marks) work = marks_open_users("/mail", NULL);
	g_setenv("NOTMUCH_PROFILE", "", TRUE);
	g_autoptr(Marks) empty = marks_open_users("/mail", NULL);
	g_unsetenv("NOTMUCH_PROFILE");

	check(strstr(marks_path(usual), "/nothing/here/notmuch-bounces/default-"), "%s",
	      marks_path(usual));
	check(strstr(marks_path(work), "/notmuch-bounces/work-"), "%s", marks_path(work));
	assert_string_equal(marks_path(usual), marks_path(empty));
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_of_it_is_there),
		cmocka_unit_test(test_no_place_for_a_file),
		cmocka_unit_test(test_exports_are_read_back),
		cmocka_unit_test(test_the_users_own),
	};

	g_setenv("XDG_DATA_HOME", "/nothing/here", TRUE);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
