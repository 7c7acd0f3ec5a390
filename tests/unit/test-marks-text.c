/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-marks-text.c - marks out as text and in again
 */
#include "core/marks-text.h"

#include <glib/gstdio.h>
#include <string.h>

#include "unit.h"

static const MarksOrigin origin = {"import:list.tsv", 86400};

/* Marks that are not on disk yet, and never get there. */
static Marks *
new_marks(const char *dir)
{
	return marks_open(dir, "default", "/home/ann/mail", NULL);
}

static char *
new_dir(void)
{
	return g_dir_make_tmp("marks-XXXXXX", NULL);
}

static void
forget(const Marks *marks, const char *dir)
{
	g_autofree char *folder = g_path_get_dirname(marks_path(marks));
	static const char *const endings[] = {"", "-wal", "-shm"};

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		g_autofree char *path = g_strconcat(marks_path(marks), endings[i], NULL);

		g_unlink(path);
	}
	g_rmdir(folder);
	g_rmdir(dir);
}

/* What a dump says after text was loaded; or the first line of the error. */
static char *
load_and_dump(const char *text)
{
	g_autofree char *dir = new_dir();
	g_autoptr(Marks) marks = new_marks(dir);
	g_autoptr(GString) in = g_string_new(text);
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) changed = marks_load(marks, in, &origin, &error);

	if (changed)
		marks_dump(marks, out);
	else
		g_string_assign(out, error->message);
	g_string_truncate(out, changed ? out->len : strcspn(out->str, "\n"));
	forget(marks, dir);
	return g_strdup(out->str);
}

static void
test_load(void **state)
{
	static const struct {
		const char *name, *text, *want;
	} cases[] = {
		{"nothing", "", ""},
		{"empty lines", "\n\r\n\n", ""},
		{"address and state", "a@x\tkeep",
	         "a@x\tkeep\timport:list.tsv\t1970-01-02T00:00:00Z\t\t\n"},
		{"all fields", "A@x\tremove\tuser\t2026-07-31T12:00:00Z\tfull\tsaid so\n",
	         "A@x\tremove\tuser\t2026-07-31T12:00:00Z\tfull\tsaid so\n"},
		{"line ends of other systems", "a@x\tkeep\tuser\t1970-01-01T00:00:01Z\t\tn\r\n",
	         "a@x\tkeep\tuser\t1970-01-01T00:00:01Z\t\tn\n"},
		{"a zone", "a@x\tkeep\tuser\t2026-07-31T14:00:00+02:00\n",
	         "a@x\tkeep\tuser\t2026-07-31T12:00:00Z\t\t\n"},
		{"a bounce", "a@x\tignored\tuser\t1970-01-01T00:00:01Z\t\t\tm@x\n",
	         "a@x\tignored\tuser\t1970-01-01T00:00:01Z\t\t\tm@x\n"},
		{"sorted, the last counts", "b@x\tkeep\nB@x\tremove\na@x\tkeep\n",
	         "a@x\tkeep\timport:list.tsv\t1970-01-02T00:00:00Z\t\t\n"
	         "B@x\tremove\timport:list.tsv\t1970-01-02T00:00:00Z\t\t\n"},
		{"escapes", "\\ta\\\\\\n@x\tkeep\tuser\t1970-01-01T00:00:01Z\t\t\\x1b[31m\\r\n",
	         "\\ta\\\\\\n@x\tkeep\tuser\t1970-01-01T00:00:01Z\t\t\\x1b[31m\\r\n"},
		{"none", "a@x\tnone\n", ""},
		{"no comment", "#a@x\tnone\n", ""},

		{"no state", "a@x\n", "line 1 of the marks has no state (remove, keep or none)"},
		{"an unknown state", "a@x\tkeep\nb@x\tD\n",
	         "line 2 of the marks has no state (remove, keep or none)"},
		{"a bad time", "a@x\tkeep\tuser\tnow\n",
	         "line 1 of the marks has a time that is none (2026-07-31T12:00:00Z)"},
		{"a lone backslash", "a@x\\\tkeep\n",
	         "line 1 of the marks has a backslash that stands for nothing"},
		{"half an escape", "a\\x1@x\tkeep\n",
	         "line 1 of the marks has a backslash that stands for nothing"},
		{"a NUL", "a\\x00@x\tkeep\n",
	         "line 1 of the marks has a backslash that stands for nothing"},
		{"too many fields", "a@x\tkeep\t\t\t\t\t\t\n",
	         "line 1 of the marks has too many fields"},
		{"no UTF-8", "a\xff@x\tkeep\n", "the address is no text that can be kept"},
		{"no UTF-8 in an escape", "a\\xff@x\tkeep\n",
	         "the address is no text that can be kept"},
		{"no address", "\tkeep\n", "\"\" cannot be marked keep by \"import:list.tsv\""},
		{"somebody", "a@x\tkeep\tme\n", "\"a@x\" cannot be marked keep by \"me\""},
	};

	for_each_case(c, cases) {
		g_autofree char *got = load_and_dump(c->text);

		check(g_str_equal(got, c->want), "%s: \"%s\"", c->name, got);
	}
	(void)state;
}

static void
test_what_is_no_text(void **state)
{
	g_autofree char *dir = new_dir();
	g_autoptr(Marks) marks = new_marks(dir);
	g_autoptr(GString) nul = g_string_new_len("a@x\tkeep\n\0b@x\tkeep\n", 19);
	g_autoptr(GString) lines = g_string_new(NULL);

	assert_null(marks_load(marks, nul, &origin, NULL));
	for (int i = 0; i < 100; i++)
		g_string_append(lines, "\t\t\t\t\t\t\t\t\t\t\t\t");
	assert_null(marks_load(marks, lines, &origin, NULL));
	g_autofree char *name = g_strnfill(MARK_TEXT_MAX + 1, 'a');
	g_string_printf(lines, "%s\tkeep\n", name);
	assert_null(marks_load(marks, lines, &origin, NULL));
	forget(marks, dir);
	(void)state;
}

/* Whatever an address or a note is made of, it comes back as it was. */
static void
test_round_trip(void **state)
{
	static const char pieces[] = "a@.\t\n\r\\\"'xnt0 \x01\x1b\x7f#;,=+-";
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);
	g_autofree char *dir = new_dir();
	g_autofree char *other_dir = new_dir();
	g_autoptr(Marks) marks = new_marks(dir);
	g_autoptr(Marks) other = new_marks(other_dir);
	g_autoptr(GString) first = g_string_new(NULL);
	g_autoptr(GString) second = g_string_new(NULL);

	for (int i = 0; i < 200; i++) {
		g_autoptr(GString) text = g_string_new(NULL);

		for (int n = g_rand_int_range(rand, 1, 12); n > 0; n--)
			g_string_append_c(text,
			                  pieces[g_rand_int_range(rand, 0, sizeof pieces - 1)]);
		g_string_append(text, "\u202ebücher");

		const MarkChange change = {text->str, "", {MARK_KEEP, MARK_USER, i, "", text->str}};
		g_autoptr(GPtrArray) changed = marks_set_many(marks, &change, 1, NULL);
		assert_non_null(changed);
	}
	marks_dump(marks, first);
	g_autoptr(GPtrArray) loaded = marks_load(other, first, &origin, NULL);
	assert_non_null(loaded);
	marks_dump(other, second);
	assert_string_equal(first->str, second->str);
	for (const char *at = first->str; *at; at++)
		check(*at == '\n' || *at == '\t' || !g_ascii_iscntrl(*at), "a control character");

	/* one step */
	g_autoptr(GPtrArray) undone = marks_undo(other, NULL);
	assert_int_equal(undone->len, loaded->len);
	forget(marks, dir);
	forget(other, other_dir);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_load),
		cmocka_unit_test(test_what_is_no_text),
		cmocka_unit_test(test_round_trip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
