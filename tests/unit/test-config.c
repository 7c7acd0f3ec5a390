/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-config.c - statements, files of them, and what is wrong in them
 */
#include "ui/config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

typedef struct {
	char *dir;
	Config *config;
} Fixture;

static int
setup(void **state)
{
	Fixture *fixture = g_new0(Fixture, 1);

	fixture->dir = g_dir_make_tmp("config-XXXXXX", NULL);
	fixture->config = config_new("share");
	*state = fixture;
	return 0;
}

static int
teardown(void **state)
{
	Fixture *fixture = *state;
	g_autoptr(GDir) dir = g_dir_open(fixture->dir, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(fixture->dir, name, NULL);

		g_unlink(path);
	}
	g_rmdir(fixture->dir);
	g_free(fixture->dir);
	config_free(fixture->config);
	g_free(fixture);
	return 0;
}

static void
write_file(const Fixture *fixture, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(fixture->dir, name, NULL);

	assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
load(const Fixture *fixture, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(fixture->dir, name, NULL);

	write_file(fixture, name, text);
	config_load(fixture->config, path);
}

/* The mistakes, each behind its folder. */
static void
check_mistakes(const Fixture *fixture, const char *const *want)
{
	const char *const *got = config_mistakes(fixture->config);

	for (; *got && *want; got++, want++)
		check(g_str_has_prefix(*got, fixture->dir) &&
		              g_str_equal(*got + strlen(fixture->dir) + 1, *want),
		      "\"%s\" is not \"%s\"", *got, *want);
	check(!*got, "one more: %s", *got);
	check(!*want, "missing: %s", *want);
}

static void
test_lines(void **state)
{
	static const struct {
		const char *line;
		const char *error; /* or NULL */
	} cases[] = {
		{"", NULL},
		{"   ", NULL},
		{"# bind", NULL},
		{"set theme = light", NULL},
		{"  set\ttheme=mono  ", NULL},
		{"set mouse = yes", NULL},
		{"set keys = vi", NULL},
		{"set keys = emacs", NULL},
		{"set keys = standard", NULL},
		{"bind list x close", NULL},
		{"bind any  g  p  by-none", NULL},
		{"unbind list x", NULL},
		{"color hard red default bold underline", NULL},
		{"color hard 203 black", NULL},
		{"color cursor-away default default normal", NULL},

		{"Set theme = dark", "\"Set\" is none of set, bind, unbind, color, source"},
		{"set", "set needs NAME = VALUE"},
		{"set theme dark", "set needs NAME = VALUE"},
		{"set themes = dark", "there is no setting \"themes\" (there are theme, color, "
	                              "line-graphics, mouse, keys)"},
		{"set theme = Dark", "theme cannot be \"Dark\" (it can be dark, light, mono)"},
		{"set theme =", "theme cannot be \"\" (it can be dark, light, mono)"},
		{"bind", "bind needs PLACE KEY COMMAND"},
		{"bind list close", "bind needs PLACE KEY COMMAND"},
		{"bind lists x close", "there is no place \"lists\" (there are list, detail, "
	                               "page, export, review, any)"},
		{"bind list x closed", "there is no command \"closed\""},
		{"bind list Return close", "there is no key \"Return\""},
		{"bind list a b c close", "\"a b c\" is more than two keys"},
		{"unbind list", "unbind needs PLACE KEY"},
		{"unbind list x", "x does nothing there"},
		{"color hard red", "color needs STYLE FOREGROUND BACKGROUND [ATTRIBUTE...]"},
		{"color hurd red default", "there is no style \"hurd\""},
		{"color hard rot default", "there is no colour \"rot\""},
		{"color hard 256 default", "there is no colour \"256\""},
		{"color hard -1 default", "there is no colour \"-1\""},
		{"color hard red default blink", "there is no attribute \"blink\""},
		{"source", "source needs FILE"},
		{"bind list \377 close", "this is not UTF-8"},
	};
	const Fixture *fixture = *state;

	for_each_case(c, cases) {
		g_autoptr(GError) error = NULL;
		bool done = config_run_line(fixture->config, c->line, &error);

		check(done == !c->error, "\"%s\": %s", c->line, done ? "done" : error->message);
		check(done || g_str_equal(error->message, c->error), "\"%s\": %s", c->line,
		      error->message);
	}
	check_mistakes(fixture, (const char *const[]){NULL});
}

static void
test_a_mistake_stops_nothing(void **state)
{
	const Fixture *fixture = *state;

	load(fixture, "config",
	     "# mine\n"
	     "set theme = bright\n"
	     "set mouse = yes\r\n"
	     "\n"
	     "bind list z quit\n"
	     "bind list x quit");
	check_mistakes(fixture, (const char *const[]){
					"config:2: theme cannot be \"bright\" (it can be dark, "
					"light, mono)",
					"config:5: z is the first key of \"z a\" (fold-toggle): "
					"unbind that first",
					NULL});
	assert_int_equal(config_settings(fixture->config)->value[SETTING_THEME], THEME_DARK);
	assert_int_equal(config_settings(fixture->config)->value[SETTING_MOUSE], MOUSE_YES);

	g_autofree char *keys =
		keymap_keys(config_keymap(fixture->config), COMMAND_QUIT, WHERE_LIST);
	assert_string_equal(keys, "Q x");
}

static void
test_files_name_files(void **state)
{
	const Fixture *fixture = *state;

	write_file(fixture, "two", "set theme = mono\nset colour = never\nsource three\n");
	write_file(fixture, "three", "set mouse = yes\nset theme = light\n");
	load(fixture, "one", "source two\nset mouse = no\n");
	check_mistakes(fixture, (const char *const[]){
					"two:2: there is no setting \"colour\" (there are theme, "
					"color, line-graphics, mouse, keys)",
					NULL});
	/* In the order of reading. */
	assert_int_equal(config_settings(fixture->config)->value[SETTING_THEME], THEME_LIGHT);
	assert_int_equal(config_settings(fixture->config)->value[SETTING_MOUSE], MOUSE_NO);
}

static void
test_a_ring_of_files_ends(void **state)
{
	const Fixture *fixture = *state;

	load(fixture, "ring", "source ring\n");
	check_mistakes(fixture,
	               (const char *const[]){"ring:1: too many files name one another", NULL});
}

static void
test_files_that_are_not_there(void **state)
{
	const Fixture *fixture = *state;
	g_autofree char *line = g_strdup_printf("source %s/none", fixture->dir);
	g_autofree char *path = g_build_filename(fixture->dir, "none", NULL);
	g_autoptr(GError) error = NULL;

	config_load(fixture->config, path);
	check_mistakes(fixture, (const char *const[]){NULL});
	assert_false(config_run_line(fixture->config, line, &error));
	assert_non_null(strstr(error->message, "/none"));
}

/* A line tells of the first mistake in what it had run, and leaves others alone. */
static void
test_a_line_that_runs_a_file(void **state)
{
	const Fixture *fixture = *state;
	g_autofree char *line = g_strdup_printf("source %s/two", fixture->dir);
	g_autoptr(GError) error = NULL;

	load(fixture, "one", "wrong\n");
	write_file(fixture, "two", "sat\nset mouse = yes\nsit\n");
	assert_false(config_run_line(fixture->config, line, &error));
	assert_non_null(strstr(error->message, "/two:1: \"sat\" is none of"));
	assert_int_equal(config_settings(fixture->config)->value[SETTING_MOUSE], MOUSE_YES);
	check_mistakes(
		fixture,
		(const char *const[]){
			"one:1: \"wrong\" is none of set, bind, unbind, color, source", NULL});
	assert_true(config_run_line(fixture->config, "set mouse = no", NULL));
}

/* Both have no mistakes, and no command is left without a key. */
static void
test_key_sets(void **state)
{
	static const char *const lines[] = {"set keys = vi", "set keys = emacs"};
	const Fixture *fixture = *state;
	const Keymap *keymap = config_keymap(fixture->config);

	for_each_case(line, lines) {
		g_autoptr(GError) error = NULL;

		check(config_run_line(fixture->config, *line, &error), "%s: %s", *line,
		      error ? error->message : "");
		for (size_t i = 0; i < N_COMMANDS; i++) {
			g_autofree char *keys = keymap_keys(keymap, (Command)i, WHERE_ANY);

			check(*keys, "%s: %s", *line, command_name((Command)i));
		}
	}

	/* The one is gone when the other comes. */
	g_autofree char *quit = keymap_keys(keymap, COMMAND_QUIT, WHERE_LIST);
	assert_string_equal(quit, "Q C-xC-c");
}

static void
test_looks(void **state)
{
	static const struct {
		unsigned theme;
		int n_colours;
		Style style;
		Look want;
	} cases[] = {
		{THEME_DARK, 8, STYLE_HARD, {COLOR_RED, -1, A_BOLD}},
		{THEME_DARK, 16, STYLE_HARD, {COLOR_RED, -1, A_BOLD}},
		{THEME_DARK, 256, STYLE_HARD, {203, -1, A_BOLD}},
		/* By number there is no telling what it is. */
		{THEME_DARK, 1 << 24, STYLE_HARD, {COLOR_RED, -1, A_BOLD}},
		{THEME_DARK, 0, STYLE_HARD, {-1, -1, A_BOLD}},
		{THEME_LIGHT, 8, STYLE_DELAYED, {COLOR_GREEN, -1, A_NORMAL}},
		{THEME_LIGHT, 256, STYLE_DELAYED, {30, -1, A_NORMAL}},
		{THEME_MONO, 256, STYLE_HARD, {-1, -1, A_BOLD}},
		{THEME_DARK, 256, STYLE_TITLE, {-1, -1, A_REVERSE}},
		/* The user's own. */
		{THEME_MONO, 8, STYLE_CURSOR, {COLOR_BLACK, COLOR_YELLOW, A_UNDERLINE}},
		{THEME_DARK, 0, STYLE_CURSOR, {-1, -1, A_UNDERLINE}},
		{THEME_DARK, 256, STYLE_MATCH, {-1, 52, A_NORMAL}},
		{THEME_DARK, 8, STYLE_MATCH, {-1, -1, A_NORMAL}},
		{THEME_DARK, 1 << 24, STYLE_MATCH, {-1, -1, A_NORMAL}},
	};
	const Fixture *fixture = *state;

	load(fixture, "config",
	     "color cursor black yellow underline\n"
	     "color match default 52\n");
	for_each_case(c, cases) {
		Palette palette = {0};

		theme_fill(&palette, c->theme, config_looks(fixture->config), c->n_colours);

		Look got = palette.looks[c->style];

		check(got.fg == c->want.fg && got.bg == c->want.bg &&
		              got.attributes == c->want.attributes,
		      "theme %u, %d colours, style %u: %d/%d", c->theme, c->n_colours, c->style,
		      got.fg, got.bg);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_mistake_stops_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_files_name_files, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_ring_of_files_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(test_files_that_are_not_there, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_line_that_runs_a_file, setup, teardown),
		cmocka_unit_test_setup_teardown(test_key_sets, setup, teardown),
		cmocka_unit_test_setup_teardown(test_looks, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
