/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-marks.c - marks on disk: nothing that was acknowledged is ever lost
 */
#include "core/marks.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/identity.h"
#include "core/marks-text.h"
#include "core/sqlite.h"

#include "unit.h"

#define DATABASE "/home/ann/mail"

/* A folder of its own for each test, and the marks in it. */
typedef struct {
	char *dir;
	char *path;
	Marks *marks;
} Fixture;

static Marks *
open_marks(const Fixture *fixture)
{
	g_autoptr(GError) error = NULL;
	Marks *marks = marks_open(fixture->dir, "default", DATABASE, &error);

	check(marks, "not opened: %s", error ? error->message : "");
	return marks;
}

static int
set_up(void **state)
{
	Fixture *fixture = g_new0(Fixture, 1);

	fixture->dir = g_dir_make_tmp("marks-XXXXXX", NULL);
	fixture->marks = open_marks(fixture);
	fixture->path = g_strdup(marks_path(fixture->marks));
	*state = fixture;
	return 0;
}

static void
remove_all(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inner = g_build_filename(path, name, NULL);

		remove_all(inner);
	}
	g_remove(path);
}

static int
tear_down(void **state)
{
	Fixture *fixture = *state;

	marks_free(fixture->marks);
	remove_all(fixture->dir);
	g_free(fixture->path);
	g_free(fixture->dir);
	g_free(fixture);
	return 0;
}

static MarkChange
change_of(const char *address, MarkState to)
{
	return (MarkChange){address, "", {to, MARK_USER, 1000, "", ""}};
}

/* How many marks the step changed; -1 when it could not. */
static int
count(GPtrArray *changed)
{
	int n = changed ? (int)changed->len : -1;

	g_clear_pointer(&changed, g_ptr_array_unref);
	return n;
}

static int
set(Marks *marks, const char *address, MarkState to)
{
	const MarkChange change = change_of(address, to);

	return count(marks_set_many(marks, &change, 1, NULL));
}

static MarkState
state_of(const Marks *marks, const char *address)
{
	g_autofree char *identity = identity_of(address);

	return marks_get(marks, identity).state;
}

static char *
dump(const Marks *marks)
{
	g_autoptr(GString) out = g_string_new(NULL);

	marks_dump(marks, out);
	return g_strdup(out->str);
}

/* The file says the same as the memory does. */
static void
check_stored(const Fixture *fixture, const char *when)
{
	g_autoptr(Marks) again = open_marks(fixture);
	g_autofree char *want = dump(fixture->marks);
	g_autofree char *got = dump(again);

	check(g_str_equal(want, got), "%s, in memory\n%son disk\n%s", when, want, got);
}

static void
test_marks_are_kept(void **state)
{
	const Fixture *f = *state;
	const MarkChange change = {
		"Neko@EXAMPLE.org", "", {MARK_KEEP, MARK_USER, 7, "full", "a friend"}};
	struct stat info;

	assert_int_equal(marks_get(f->marks, "neko@example.org").state, MARK_NONE);
	check(!g_file_test(f->path, G_FILE_TEST_EXISTS), "a file was made before the first mark");
	assert_int_equal(count(marks_set_many(f->marks, &change, 1, NULL)), 1);

	g_autoptr(Marks) again = open_marks(f);
	Mark mark = marks_get(again, "neko@example.org");
	assert_int_equal(mark.state, MARK_KEEP);
	assert_string_equal(mark.by, "user");
	assert_int_equal(mark.time, 7);
	assert_string_equal(mark.reason, "full");
	assert_string_equal(mark.note, "a friend");

	g_autofree char *dir = g_path_get_dirname(f->path);
	assert_int_equal(stat(dir, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0700);
	assert_int_equal(stat(f->path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
}

static void
test_each_store_has_its_own(void **state)
{
	const Fixture *f = *state;
	g_autoptr(Marks) other = marks_open(f->dir, "default", "/home/ann/work", NULL);
	g_autoptr(Marks) odd = marks_open(f->dir, "../x", DATABASE, NULL);

	set(f->marks, "a@example.org", MARK_REMOVE);
	set(other, "b@example.org", MARK_REMOVE);
	set(odd, "c@example.org", MARK_REMOVE);
	check_stored(f, "marked in another");
	check(g_str_has_prefix(marks_path(odd), f->dir) && !strstr(marks_path(odd), "/../"),
	      "a profile leads out of the folder: %s", marks_path(odd));
}

static void
test_who_may_overrule_whom(void **state)
{
	static const struct {
		const char *name;
		MarkState old;
		const char *old_by;
		MarkState new;
		const char *new_by;
		MarkState want;
	} cases[] = {
		{"a rule marks", MARK_NONE, "user", MARK_REMOVE, "rule:gone", MARK_REMOVE},
		{"a person after a rule", MARK_REMOVE, "rule:gone", MARK_KEEP, "user", MARK_KEEP},
		{"a rule after a person", MARK_REMOVE, "user", MARK_KEEP, "rule:x", MARK_REMOVE},
		{"a rule after a rule", MARK_REMOVE, "rule:a", MARK_NONE, "rule:b", MARK_NONE},
		{"a rule after a file's keep", MARK_KEEP, "import:f", MARK_REMOVE, "rule:x",
	         MARK_KEEP},
		{"a rule after a rule's keep", MARK_KEEP, "rule:a", MARK_REMOVE, "rule:b",
	         MARK_KEEP},
		{"a file after a rule", MARK_KEEP, "rule:a", MARK_REMOVE, "import:f", MARK_REMOVE},
		{"a file after a person", MARK_REMOVE, "user", MARK_NONE, "import:f", MARK_REMOVE},
		{"a person clears", MARK_KEEP, "user", MARK_NONE, "user", MARK_NONE},
	};
	const Fixture *f = *state;

	for_each_case(c, cases) {
		const MarkChange old = {c->name, "", {c->old, c->old_by, 1, "", ""}};
		const MarkChange new = {c->name, "", {c->new, c->new_by, 2, "", ""}};

		check(count(marks_set_many(f->marks, &old, 1, NULL)) == (c->old != MARK_NONE),
		      "%s: before", c->name);
		check(count(marks_set_many(f->marks, &new, 1, NULL)) == (c->want != c->old),
		      "%s: how many", c->name);
		check(state_of(f->marks, c->name) == c->want, "%s: %s", c->name,
		      mark_state_name(state_of(f->marks, c->name)));
	}
	check_stored(f, "overruled");
}

static void
test_what_makes_no_sense_is_refused(void **state)
{
	static const struct {
		const char *name;
		MarkChange change;
	} cases[] = {
		{"no address", {"", "", {MARK_KEEP, "user", 1, "", ""}}},
		{"no UTF-8", {"a\xff@example.org", "", {MARK_KEEP, "user", 1, "", ""}}},
		{"nobody", {"a@example.org", "", {MARK_KEEP, "", 1, "", ""}}},
		{"somebody", {"a@example.org", "", {MARK_KEEP, "users", 1, "", ""}}},
		{"a rule without a name", {"a@example.org", "", {MARK_KEEP, "rule:", 1, "", ""}}},
		{"an ignored address", {"a@example.org", "", {MARK_IGNORED, "user", 1, "", ""}}},
		{"a kept event", {"a@example.org", "m@x", {MARK_KEEP, "user", 1, "", ""}}},
	};
	const Fixture *f = *state;
	g_autofree char *long_note = g_strnfill(MARK_TEXT_MAX + 1, 'x');
	const MarkChange both[] = {change_of("good@example.org", MARK_REMOVE),
	                           {"a@example.org", "", {MARK_KEEP, "user", 1, "", long_note}}};

	for_each_case(c, cases) {
		g_autoptr(GError) error = NULL;

		check(!marks_set_many(f->marks, &c->change, 1, &error), "%s", c->name);
		check(error && strchr(error->message, '\n'), "%s: no two lines", c->name);
	}
	check(!marks_set_many(f->marks, both, G_N_ELEMENTS(both), NULL), "a long note");
	check(state_of(f->marks, "good@example.org") == MARK_NONE, "half of a step was done");
}

static void
test_undo_and_redo(void **state)
{
	const Fixture *f = *state;
	const MarkChange many[] = {change_of("a@example.org", MARK_REMOVE),
	                           change_of("b@example.org", MARK_KEEP),
	                           change_of("A@example.org", MARK_KEEP)};

	assert_int_equal(count(marks_undo(f->marks, NULL)), 0);
	assert_int_equal(count(marks_set_many(f->marks, many, G_N_ELEMENTS(many), NULL)), 2);
	assert_int_equal(state_of(f->marks, "a@example.org"), MARK_KEEP);
	/* nothing to do is no step */
	assert_int_equal(set(f->marks, "b@example.org", MARK_KEEP), 0);
	assert_int_equal(set(f->marks, "a@example.org", MARK_NONE), 1);

	assert_int_equal(count(marks_undo(f->marks, NULL)), 1);
	assert_int_equal(state_of(f->marks, "a@example.org"), MARK_KEEP);

	g_autoptr(GPtrArray) undone = marks_undo(f->marks, NULL);
	assert_int_equal(undone->len, 2);
	const MarkChanged *first = undone->pdata[0];
	assert_string_equal(first->address, "A@example.org");
	assert_int_equal(first->before, MARK_KEEP);
	assert_int_equal(first->after, MARK_NONE);
	assert_int_equal(count(marks_undo(f->marks, NULL)), 0);

	assert_int_equal(count(marks_redo(f->marks, NULL)), 2);
	check_stored(f, "redone");
	/* what was undone is out of reach after a new step */
	assert_int_equal(set(f->marks, "c@example.org", MARK_KEEP), 1);
	assert_int_equal(count(marks_redo(f->marks, NULL)), 0);
	check_stored(f, "after a new step");
}

/* Do something at random; what stood after each step is in past. */
static void
do_at_random(const Fixture *f, GRand *rand, GPtrArray *past)
{
	char addresses[4][8];
	MarkChange changes[G_N_ELEMENTS(addresses)];
	size_t n = (size_t)g_rand_int_range(rand, 1, G_N_ELEMENTS(addresses) + 1);

	for (size_t i = 0; i < n; i++) {
		bool is_event = g_rand_int_range(rand, 0, 4) == 0;
		MarkState to = (MarkState)g_rand_int_range(rand, MARK_NONE, MARK_IGNORED);

		g_snprintf(addresses[i], sizeof addresses[i], "%c@x",
		           g_rand_int_range(rand, 'a', 'h'));
		changes[i] = change_of(addresses[i], to);
		changes[i].mark.note = g_rand_boolean(rand) ? "one" : "two";
		if (is_event) {
			changes[i].message_id = "m@x";
			changes[i].mark.state = to == MARK_NONE ? MARK_NONE : MARK_IGNORED;
		}
	}
	if (count(marks_set_many(f->marks, changes, n, NULL)) > 0)
		g_ptr_array_add(past, dump(f->marks));
}

static void
check_same(const Marks *marks, const char *want, const char *after, int seed)
{
	g_autofree char *got = dump(marks);

	check(g_str_equal(got, want), "%s, seed %d:\n%swanted:\n%s", after, seed, got, want);
}

/* Undo after do is as if nothing had been, and redo after undo, too. */
static void
test_undo_gives_back_any_past(void **state)
{
	const Fixture *f = *state;

	for (int seed = 1; seed <= 8; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed((guint32)seed);
		g_autoptr(GPtrArray) past = g_ptr_array_new_with_free_func(g_free);

		g_ptr_array_add(past, dump(f->marks));
		for (int i = 0; i < 30; i++)
			do_at_random(f, rand, past);
		for (guint i = past->len - 1; i > 0; i--) {
			count(marks_undo(f->marks, NULL));
			check_same(f->marks, past->pdata[i - 1], "undo", seed);
		}
		for (guint i = 1; i < past->len; i++) {
			count(marks_redo(f->marks, NULL));
			check_same(f->marks, past->pdata[i], "redo", seed);
		}
		check_stored(f, "at random");
	}
}

static void
test_two_programs_see_each_other(void **state)
{
	const Fixture *f = *state;
	g_autoptr(Marks) other = open_marks(f);

	assert_false(marks_changed_elsewhere(other));
	set(f->marks, "a@example.org", MARK_REMOVE);
	assert_true(marks_changed_elsewhere(other));
	assert_true(marks_reload(other, NULL));
	assert_false(marks_changed_elsewhere(other));
	assert_false(marks_changed_elsewhere(f->marks));
	assert_int_equal(state_of(other, "a@example.org"), MARK_REMOVE);

	/* each goes on from what the other did, seen or not */
	set(other, "b@example.org", MARK_KEEP);
	assert_int_equal(set(f->marks, "b@example.org", MARK_KEEP), 0);
	set(other, "b@example.org", MARK_NONE);
	assert_int_equal(count(marks_undo(f->marks, NULL)), 1);
	assert_int_equal(state_of(f->marks, "b@example.org"), MARK_KEEP);
	check_stored(f, "after both");
}

static bool
is_refused(const Fixture *f, int fault, const char *words)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Marks) marks = marks_open(f->dir, "default", DATABASE, &error);

	return !marks && g_error_matches(error, SQLITE_ERROR_OURS, fault) &&
	       strstr(error->message, words) && strchr(error->message, '\n');
}

static void
change_file(const Fixture *f, const char *sql)
{
	g_autoptr(sqlite3) db = NULL;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static char *
read_file(const char *path)
{
	char *text = NULL;
	gsize len = 0;

	g_file_get_contents(path, &text, &len, NULL);
	char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (guchar *)text, len);
	g_free(text);
	return digest;
}

static void
test_what_is_not_ours_is_not_touched(void **state)
{
	static const struct {
		const char *sql;
		SqliteFault fault;
		const char *words;
	} cases[] = {
		{"PRAGMA user_version = 2", SQLITE_FAULT_FOREIGN, "later version"},
		{"PRAGMA user_version = 1; PRAGMA application_id = 7", SQLITE_FAULT_FOREIGN,
	         "another program"},
		{"PRAGMA user_version = 0; PRAGMA application_id = 0", SQLITE_FAULT_FOREIGN,
	         "another program"},
	};
	Fixture *f = *state;

	set(f->marks, "a@example.org", MARK_REMOVE);
	g_clear_pointer(&f->marks, marks_free);
	for_each_case(c, cases) {
		change_file(f, c->sql);

		g_autofree char *before = read_file(f->path);
		check(is_refused(f, (int)c->fault, c->words), "%s", c->sql);
		g_autofree char *after = read_file(f->path);
		check(g_str_equal(before, after), "%s: was written to", c->sql);
	}
	change_file(f, "PRAGMA user_version = 1; PRAGMA application_id = 0x6e626d6b");
	g_autoptr(Marks) again = open_marks(f);
	assert_int_equal(state_of(again, "a@example.org"), MARK_REMOVE);
}

static void
test_a_damaged_file_is_told_and_left(void **state)
{
	Fixture *f = *state;
	g_autofree char *noise = g_strnfill(20000, '#');

	set(f->marks, "a@example.org", MARK_REMOVE);
	g_clear_pointer(&f->marks, marks_free);

	change_file(f, "UPDATE mark SET state = 'eaten'");
	check(is_refused(f, SQLITE_FAULT_DAMAGED, "damaged"), "an unknown state");

	g_autoptr(GString) bytes = g_string_new(NULL);
	g_autofree char *whole = NULL;
	gsize len;
	g_file_get_contents(f->path, &whole, &len, NULL);
	/* all but the header and the first page */
	g_string_append_len(bytes, whole, 4096);
	g_string_append_len(bytes, noise, (gssize)len - 4096);
	g_file_set_contents(f->path, bytes->str, (gssize)len, NULL);
	check(is_refused(f, SQLITE_FAULT_DAMAGED, "damaged"), "noise after the first page");

	g_file_set_contents(f->path, noise, -1, NULL);
	g_autofree char *before = read_file(f->path);
	check(is_refused(f, SQLITE_FAULT_DAMAGED, "damaged"), "no database");
	g_autofree char *after = read_file(f->path);
	assert_string_equal(before, after);
}

/* Of the first release there is but one version: an empty file is the oldest. */
static void
test_an_old_file_is_brought_up_to_date(void **state)
{
	const Fixture *f = *state;
	g_autofree char *dir = g_path_get_dirname(f->path);

	g_mkdir(dir, 0700);
	g_file_set_contents(f->path, "", 0, NULL);
	assert_true(marks_changed_elsewhere(f->marks));
	assert_true(marks_reload(f->marks, NULL));
	assert_int_equal(set(f->marks, "a@example.org", MARK_KEEP), 1);
	check_stored(f, "in a file that was empty");
}

/* A database that a release wrote, whose marks, steps and exports each later
 * version has to keep. */
static void
test_the_file_of_a_release_opens(void **state)
{
	Fixture *f = *state;
	g_autofree char *dir = g_path_get_dirname(f->path);
	g_autofree char *sql = NULL;

	assert_true(g_file_get_contents("tests/unit/marks-1.sql", &sql, NULL, NULL));
	g_clear_pointer(&f->marks, marks_free);
	g_mkdir(dir, 0700);
	change_file(f, sql);
	f->marks = open_marks(f);

	const Mark gone = marks_get(f->marks, "gone@example.org");
	assert_int_equal(gone.state, MARK_REMOVE);
	assert_string_equal(gone.by, "rule:gone");
	assert_string_equal(gone.reason, "unknown-user");
	assert_int_equal(gone.time, 1795972189);
	assert_true(marks_is_ignored(f->marks, "m@mta.example", "gone@example.org"));
	assert_string_equal(marks_get(f->marks, "o'neil@example.org").note, "a friend");

	assert_int_equal(count(marks_redo(f->marks, NULL)), 1);
	assert_int_equal(state_of(f->marks, "later@example.org"), MARK_REMOVE);
	assert_int_equal(count(marks_undo(f->marks, NULL)), 1);
	assert_int_equal(count(marks_undo(f->marks, NULL)), 1);
	assert_int_equal(state_of(f->marks, "O'Neil@Example.ORG"), MARK_NONE);
	check_stored(f, "of a release");

	g_autoptr(GHashTable) exported = marks_exported(f->marks, "mailman3", NULL);
	assert_int_equal(g_hash_table_size(exported), 1);
}

static void
test_migrations_run_once_and_in_order(void **state)
{
	static const char *const sql[] = {"CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)",
	                                  "UPDATE t SET n = n * 10", "UPDATE t SET n = n + 2"};
	const Fixture *f = *state;
	g_autofree char *path = g_build_filename(f->dir, "old.db", NULL);

	g_file_set_contents(path, "", 0, NULL);
	for (int version = 1; version <= 3; version++) {
		const SqliteSchema schema = {5, sql, version};
		const SqliteSchema broken = {5, (const char *const[]){"", "", "", "nonsense"}, 4};
		g_autoptr(sqlite3) db = sqlite_open(path, &schema, NULL);
		g_autoptr(sqlite3) none = sqlite_open(path, &broken, NULL);
		gint64 n = 0, now = 0;

		assert_non_null(db);
		assert_null(none);
		assert_true(sqlite_number(db, "SELECT n FROM t", &n, NULL));
		assert_true(sqlite_number(db, "PRAGMA user_version", &now, NULL));
		assert_int_equal(now, version);
		assert_int_equal(n, ((const int[]){1, 10, 12})[version - 1]);
	}
}

/* Root may write anywhere, so be somebody else. */
#define NOBODY 65534

static void
check_unwritable(const Fixture *f, const char *what)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Marks) marks = marks_open(f->dir, "default", DATABASE, &error);
	const MarkChange change = change_of("b@example.org", MARK_KEEP);

	check(marks, "%s: %s", what, error ? error->message : "");
	check(state_of(marks, "a@example.org") == MARK_REMOVE, "%s: not read", what);
	check(!marks_set_many(marks, &change, 1, &error), "%s: marked", what);
	check(strstr(error->message, "written"), "%s: %s", what, error->message);
	check(state_of(marks, "b@example.org") == MARK_NONE, "%s: in memory alone", what);
}

static void
test_what_cannot_be_written_is_read(void **state)
{
	Fixture *f = *state;
	g_autofree char *dir = g_path_get_dirname(f->path);
	bool is_root = geteuid() == 0;

	set(f->marks, "a@example.org", MARK_REMOVE);
	g_clear_pointer(&f->marks, marks_free);
	if (is_root) {
		assert_int_equal(chown(f->dir, NOBODY, NOBODY), 0);
		assert_int_equal(chown(dir, NOBODY, NOBODY), 0);
		assert_int_equal(chown(f->path, NOBODY, NOBODY), 0);
		assert_int_equal(seteuid(NOBODY), 0);
	}
	g_chmod(f->path, 0400);
	check_unwritable(f, "the file");
	g_chmod(f->path, 0600);
	g_chmod(dir, 0500);
	check_unwritable(f, "the folder");
	g_chmod(dir, 0);
	check(!marks_open(f->dir, "default", DATABASE, NULL), "what cannot be seen is no marks");
	g_chmod(dir, 0700);
	if (is_root)
		assert_int_equal(seteuid(0), 0);
}

static void
test_a_full_disk_loses_nothing(void **state)
{
	const Fixture *f = *state;
	g_autofree char *note = g_strnfill(MARK_TEXT_MAX, 'n');
	MarkChange change = change_of("b@example.org", MARK_KEEP);
	g_autoptr(GError) error = NULL;
	struct rlimit limit, little;

	change.mark.note = note;
	set(f->marks, "a@example.org", MARK_REMOVE);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	little = limit;
	little.rlim_cur = 4096;
	setrlimit(RLIMIT_FSIZE, &little);
	GPtrArray *changed = marks_set_many(f->marks, &change, 1, &error);
	setrlimit(RLIMIT_FSIZE, &limit);

	check(!changed, "marked with no room for it");
	check(error && strchr(error->message, '\n'), "no two lines");
	assert_int_equal(state_of(f->marks, "b@example.org"), MARK_NONE);
	assert_int_equal(state_of(f->marks, "a@example.org"), MARK_REMOVE);
	check_stored(f, "with no room");
	assert_int_equal(count(marks_set_many(f->marks, &change, 1, NULL)), 1);
	check_stored(f, "with room again");
}

static void
test_a_lock_is_waited_for_and_not_for_ever(void **state)
{
	const Fixture *f = *state;
	g_autoptr(sqlite3) other = NULL;
	g_autoptr(GError) error = NULL;
	const MarkChange change = change_of("b@example.org", MARK_KEEP);

	set(f->marks, "a@example.org", MARK_REMOVE);
	assert_int_equal(sqlite3_open(f->path, &other), SQLITE_OK);
	sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	check(!marks_set_many(f->marks, &change, 1, &error), "marked in spite of a lock");
	check(strstr(error->message, "another program"), "%s", error->message);
	assert_true(marks_was_busy(error));
	sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
	assert_int_equal(set(f->marks, "b@example.org", MARK_KEEP), 1);
}

static void
test_a_file_that_is_gone_takes_no_marks(void **state)
{
	const Fixture *f = *state;

	set(f->marks, "a@example.org", MARK_REMOVE);
	g_unlink(f->path);
	assert_int_equal(set(f->marks, "b@example.org", MARK_KEEP), -1);
}

static void
test_ignored_events(void **state)
{
	const Fixture *f = *state;
	MarkChange change = {"A@example.org", "m@x", {MARK_IGNORED, "user", 1, "", ""}};

	assert_null(marks_lookup(f->marks).is_ignored);
	assert_int_equal(count(marks_set_many(f->marks, &change, 1, NULL)), 1);
	assert_true(marks_is_ignored(f->marks, "m@x", "a@example.org"));
	assert_false(marks_is_ignored(f->marks, "n@x", "a@example.org"));
	assert_false(marks_is_ignored(f->marks, "", "a@example.org"));
	assert_int_equal(state_of(f->marks, "a@example.org"), MARK_NONE);
	assert_non_null(marks_lookup(f->marks).is_ignored);
	count(marks_undo(f->marks, NULL));
	assert_null(marks_lookup(f->marks).is_ignored);
}

static void
test_exports_are_stamped(void **state)
{
	const Fixture *f = *state;
	const char *const addresses[] = {"A@example.org", "b@example.org", NULL};
	g_autoptr(sqlite3) db = NULL;
	gint64 n;

	assert_true(marks_stamp_export(f->marks, addresses, "mailman3", 5, NULL));
	assert_true(marks_stamp_export(f->marks, addresses, "mailman3", 9, NULL));
	assert_int_equal(count(marks_undo(f->marks, NULL)), 0);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_true(sqlite_number(db,
	                          "SELECT count(*) FROM exported WHERE time = 9 AND "
	                          "identity IN ('a@example.org', 'b@example.org')",
	                          &n, NULL));
	assert_int_equal(n, 2);
}

#define ROUNDS 50

/* Mark on and on, and tell each mark that was acknowledged. */
static void
mark_until_killed(const Fixture *f, int round, int out)
{
	g_autoptr(Marks) marks = open_marks(f);

	for (int i = 0;; i++) {
		const int told[] = {round, i};
		g_autofree char *address = g_strdup_printf("%d-%d@example.org", round, i);

		if (set(marks, address, MARK_REMOVE) != 1 ||
		    write(out, told, sizeof told) != sizeof told)
			_exit(1);
	}
}

static void
check_told(const Fixture *f, int in)
{
	g_autoptr(Marks) marks = open_marks(f);
	int told[2];

	while (read(in, told, sizeof told) == sizeof told) {
		g_autofree char *address = g_strdup_printf("%d-%d@example.org", told[0], told[1]);

		check(state_of(marks, address) == MARK_REMOVE, "%s is lost", address);
	}
}

static void
test_kill_loses_nothing(void **state)
{
	const Fixture *f = *state;

	for (int round = 0; round < ROUNDS; round++) {
		int fds[2], status, first[2];

		assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
		pid_t pid = fork();
		if (pid == 0)
			mark_until_killed(f, round, fds[1]);
		close(fds[1]);
		/* It is at work from here on, however slow the machine is. */
		check(read(fds[0], first, sizeof first) == sizeof first, "round %d: no mark",
		      round);
		g_usleep((gulong)(round * 200));
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		check(WIFSIGNALED(status), "round %d: it could not mark", round);
		check_told(f, fds[0]);
		close(fds[0]);
	}
	assert_true(marks_reload(f->marks, NULL));
	for (int round = 0; round < ROUNDS; round++) {
		g_autofree char *address = g_strdup_printf("%d-0@example.org", round);

		check(state_of(f->marks, address) == MARK_REMOVE, "%s is lost", address);
	}
}

/* Several programs that begin at once all find one good file. */
static void
test_begin_together(void **state)
{
	const Fixture *f = *state;
	pid_t pids[6];
	int status;

	for (size_t i = 0; i < G_N_ELEMENTS(pids); i++) {
		g_autofree char *address = g_strdup_printf("%zu@example.org", i);

		pids[i] = fork();
		if (pids[i] == 0)
			_exit(set(open_marks(f), address, MARK_KEEP) == 1 ? 0 : 1);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(pids); i++) {
		waitpid(pids[i], &status, 0);
		check(WIFEXITED(status) && WEXITSTATUS(status) == 0, "program %zu", i);
	}
	assert_true(marks_reload(f->marks, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(pids); i++) {
		g_autofree char *address = g_strdup_printf("%zu@example.org", i);

		check(state_of(f->marks, address) == MARK_KEEP, "%s is lost", address);
	}
}

#define MANY 100000

static void
test_many_are_quick(void **state)
{
	const Fixture *f = *state;
	g_autoptr(GStringChunk) strings = g_string_chunk_new(65536);
	g_autofree MarkChange *changes = g_new0(MarkChange, MANY);
	char address[32];

	for (int i = 0; i < MANY; i++) {
		g_snprintf(address, sizeof address, "user%d@example.org", i);
		changes[i] = change_of(g_string_chunk_insert(strings, address), MARK_REMOVE);
	}
	assert_int_equal(count(marks_set_many(f->marks, changes, MANY, NULL)), MANY);

	gint64 began = g_get_monotonic_time();
	g_autoptr(Marks) again = open_marks(f);
	gint64 took = g_get_monotonic_time() - began;
	assert_int_equal(state_of(again, "user99999@example.org"), MARK_REMOVE);
	/* a tenth of it on an idle machine, without sanitizers */
	check(took < 3 * G_TIME_SPAN_SECOND, "it took %ld ms", (long)(took / 1000));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_marks_are_kept),
		TEST(test_each_store_has_its_own),
		TEST(test_who_may_overrule_whom),
		TEST(test_what_makes_no_sense_is_refused),
		TEST(test_undo_and_redo),
		TEST(test_undo_gives_back_any_past),
		TEST(test_two_programs_see_each_other),
		TEST(test_what_is_not_ours_is_not_touched),
		TEST(test_a_damaged_file_is_told_and_left),
		TEST(test_an_old_file_is_brought_up_to_date),
		TEST(test_the_file_of_a_release_opens),
		TEST(test_migrations_run_once_and_in_order),
		TEST(test_what_cannot_be_written_is_read),
		TEST(test_a_full_disk_loses_nothing),
		TEST(test_a_lock_is_waited_for_and_not_for_ever),
		TEST(test_a_file_that_is_gone_takes_no_marks),
		TEST(test_ignored_events),
		TEST(test_exports_are_stamped),
		TEST(test_kill_loses_nothing),
		TEST(test_begin_together),
		TEST(test_many_are_quick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
