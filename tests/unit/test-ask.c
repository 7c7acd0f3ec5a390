/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ui/ask.h"
#include "ui/history.h"

/* What was told, a line each. */
typedef struct {
	GString *log;
} Told;

static AskState
on_changed(const char *text, void *user)
{
	g_string_append_printf(((Told *)user)->log, "changed %s\n", text);
	return (AskState){.note = g_strdup("note")};
}

static void
on_done(const char *text, void *user)
{
	g_string_append_printf(((Told *)user)->log, "done %s\n", text);
}

static void
on_cancelled(void *user)
{
	g_string_append(((Told *)user)->log, "cancelled\n");
}

static char **
on_complete(const char *text, size_t at, size_t *begin, void *user)
{
	static const char *const words[] = {"class:", "code:", NULL};

	(void)text;
	(void)user;
	*begin = at > 0 ? at - 1 : 0;
	return at > 0 ? g_strdupv((char **)words) : NULL;
}

static const AskClass line_class = {
	.label = "line: ",
	.history = "line",
	.changed = on_changed,
	.done = on_done,
	.cancelled = on_cancelled,
	.complete = on_complete,
};

static const AskClass sure_class = {
	.label = "Sure? ",
	.is_yes_or_no = true,
	.done = on_done,
	.cancelled = on_cancelled,
};

static void
press(Ask *ask, const char *keys)
{
	g_auto(GStrv) names = g_strsplit(keys, " ", -1);

	for (char **key = names; *key; key++)
		ask_key(ask, *key);
}

static void
test_questions(void **state)
{
	static const struct {
		const AskClass *class;
		const char *initial, *keys, *told;
		bool is_open;
	} cases[] = {
		{&line_class, "", "a Enter", "changed a\ndone a\n", false},
		{&line_class, "x", "y", "changed x\nchanged xy\n", true},
		{&line_class, "", "a Left", "changed a\n", true},
		{&line_class, "", "a Esc", "changed a\ncancelled\n", false},
		{&line_class, "", "Backspace", "cancelled\n", false},
		{&line_class, "", "c Tab", "changed c\nchanged class:\n", true},
		{&line_class, "", "c Tab Tab Tab",
	         "changed c\nchanged class:\nchanged code:\nchanged class:\n", true},
		{&line_class, "", "Tab", "", true},
		{&line_class, "", "Up Down", "", true},
		{&sure_class, "", "y", "done \n", false},
		{&sure_class, "", "n", "cancelled\n", false},
		{&sure_class, "", "Enter", "cancelled\n", false},
	};

	for_each_case(c, cases) {
		g_autoptr(Ask) ask = ask_new("");
		g_autoptr(GString) log = g_string_new(NULL);
		Told told = {log};

		ask_begin(ask, c->class, NULL, c->initial, &told);
		press(ask, c->keys);
		check(g_str_equal(log->str, c->told), "\"%s\": %s", c->keys, log->str);
		check(ask_is_open(ask) == c->is_open, "\"%s\": open", c->keys);
	}
	(void)state;
}

/* Kept between runs, the same line once; what was typed comes back below. */
static void
test_history(void **state)
{
	g_autofree char *dir = g_dir_make_tmp("ask-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "line", NULL);

	g_autoptr(Ask) ask = ask_new(dir);
	g_autoptr(GString) log = g_string_new(NULL);
	Told told = {log};

	ask_begin(ask, &line_class, NULL, "", &told);
	press(ask, "2 Enter");
	ask_begin(ask, &line_class, NULL, "", &told);
	press(ask, "1 Enter");
	ask_begin(ask, &line_class, NULL, "", &told);
	press(ask, "2 Enter");
	g_string_truncate(log, 0);
	ask_begin(ask, &line_class, NULL, "", &told);
	press(ask, "x Up Up Up Down Down Enter");
	assert_string_equal(log->str, "changed x\nchanged 2\nchanged 1\nchanged 2\n"
	                              "changed x\ndone x\n");
	g_autoptr(History) history = history_new(dir, "line");
	assert_string_equal(history_get(history, 0), "x");
	assert_string_equal(history_get(history, 1), "2");
	assert_string_equal(history_get(history, 2), "1");
	assert_null(history_get(history, 3));
	g_remove(path);
	g_remove(dir);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_questions),
		cmocka_unit_test(test_history),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
