/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * screen.c - press keys, print screens; without a terminal
 *
 *   screen --config=FILE --reader=PROGRAM --data=DIR --script=FILE
 *          [--size=80x24] [--term=xterm-256color] [--looks=FILE] [--now=SECONDS]
 *          [--state=DIR] [--tried=FILE] [TERM...]
 *   screen --bindings
 *
 * The latter prints all standard keys, a line for each place that they work in:
 * "place<tab>keys<tab>command"; to the file of --tried such a line is added whenever a
 * script has pressed some of them there.
 *
 * The script is run a line at a time:
 *
 *   wait            until what is being read has been; before, nothing comes in
 *   until WORDS     until they are on the screen
 *   shot NAME       print the screen
 *   colours NAME    print it with what is not plain: "{203 bold}H{}"
 *   matches NAME    print its lines that hold matches of a search, with ^ under the
 *                   current one and ~ under others
 *   resize 40x10
 *   click 3 10      the mouse, at the third line's tenth cell from 0; also
 *                   wheelup, wheeldown
 *   anything else   keys by their names, with blanks between
 *
 * Empty lines and lines that begin with "# " are passed over.
 */
#include <bounce/bounce.h>

#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "ui/browser-state.h"
#include "ui/input.h"
#include "ui/screen.h"

typedef struct {
	char *config;
	char *reader;
	char *data;
	char *script;
	char *size;
	char *term;
	char *looks;
	char *state;
	char *tried;
	gboolean bindings;
	gint64 now;
	char **terms;
} Arguments;

static void
arguments_clear(Arguments *arguments)
{
	g_free(arguments->config);
	g_free(arguments->reader);
	g_free(arguments->data);
	g_free(arguments->script);
	g_free(arguments->size);
	g_free(arguments->term);
	g_free(arguments->looks);
	g_free(arguments->state);
	g_free(arguments->tried);
	g_strfreev(arguments->terms);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

typedef struct {
	Browser *browser;
	Screen *screen;
	FILE *tried; /* or NULL */
} Stage;

/* ---- keys, and where they work */

static const struct {
	Where where;
	const char *name;
} places[] = {
	{WHERE_RANGE, "range"},   {WHERE_EMPTY, "empty"},   {WHERE_LIST, "list"},
	{WHERE_DETAIL, "detail"}, {WHERE_PAGE, "page"},     {WHERE_MAIL, "mail"},
	{WHERE_EXPORT, "export"}, {WHERE_REVIEW, "review"},
};

static void
print_binding(FILE *out, const char *place, const Binding *binding)
{
	fprintf(out, "%s\t%s\t%s\n", place, binding->keys, command_name(binding->command));
}

/* A range and an empty list have all keys of the list, which count there. */
static void
print_bindings(void)
{
	g_autoptr(Keymap) keymap = keymap_new();
	size_t n;
	const Binding *bindings = keymap_bindings(keymap, &n);

	for (size_t i = 0; i < n; i++) {
		Where where = bindings[i].where;

		if (where & WHERE_LIST)
			where &= ~(Where)(WHERE_RANGE | WHERE_EMPTY);
		for (size_t k = 0; k < G_N_ELEMENTS(places); k++)
			if (where & places[k].where)
				print_binding(stdout, places[k].name, &bindings[i]);
	}
}

/* What the key is about to run, as browser_key() will find it. */
static void
note_tried(const Stage *stage, const char *key)
{
	const Browser *browser = stage->browser;
	Where where = browser_where(browser);
	KeyState state = browser->keys;
	g_autofree char *keys =
		*state.first.text ? g_strconcat(state.first.text, " ", key, NULL) : g_strdup(key);
	Command command;
	size_t count;

	if (ask_is_open(browser->ask) || browser_shows_card(browser) ||
	    screen_state(stage->screen) == SCREEN_LEFT ||
	    keymap_feed(&state, where, key, &command, &count) != KEYMAP_COMMAND)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
		if (where & places[i].where)
			print_binding(stage->tried, places[i].name,
			              &(Binding){where, keys, command});
}

static bool
parse_size(const char *text, int *rows, int *cols)
{
	g_auto(GStrv) parts = g_strsplit(text, "x", 2);
	guint64 x, y;

	if (g_strv_length(parts) != 2 ||
	    !g_ascii_string_to_unsigned(parts[0], 10, 1, 1000, &x, NULL) ||
	    !g_ascii_string_to_unsigned(parts[1], 10, 1, 1000, &y, NULL))
		return false;
	*cols = (int)x;
	*rows = (int)y;
	return true;
}

/* One line as the terminal has it, without the blanks at its end; NULL when it is no
 * text. */
static char *
read_line(int y, int cols)
{
	g_autofree wchar_t *wide = g_new0(wchar_t, (gsize)cols * CCHARW_MAX + 1);
	char *text;

	mvwinnwstr(newscr, y, 0, wide, cols * CCHARW_MAX);
	text = g_ucs4_to_utf8((const gunichar *)wide, -1, NULL, NULL, NULL);
	return text ? g_strchomp(text) : NULL;
}

static void
print_line(int y, int cols)
{
	g_autofree char *text = read_line(y, cols);

	printf("%s\n", text ? text : "(not text)");
}

static const struct {
	attr_t attribute;
	const char *name;
} attributes[] = {
	{A_BOLD, " bold"},
	{A_DIM, " dim"},
	{A_UNDERLINE, " underline"},
	{A_REVERSE, " reverse"},
};

/* "{fg/bg attributes}", "{}" for what is plain. */
static void
append_look(GString *out, attr_t attrs, short pair)
{
	short fg = -1, bg = -1;

	if (pair > 0)
		pair_content(pair, &fg, &bg);
	g_string_append_c(out, '{');
	if (fg >= 0)
		g_string_append_printf(out, "%d", fg);
	if (bg >= 0)
		g_string_append_printf(out, "/%d", bg);
	for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++)
		if (attrs & attributes[i].attribute)
			g_string_append(out, attributes[i].name);
	g_string_append_c(out, '}');
}

static void
print_coloured_line(int y, int cols)
{
	g_autoptr(GString) out = g_string_new(NULL);
	attr_t last_attrs = A_NORMAL;
	short last_pair = 0;

	for (int x = 0; x < cols; x++) {
		wchar_t text[CCHARW_MAX + 1] = L"";
		attr_t attrs = 0;
		short pair = 0;
		cchar_t cell;

		mvwin_wch(newscr, y, x, &cell);
		getcchar(&cell, text, &attrs, &pair, NULL);
		attrs &= A_BOLD | A_DIM | A_UNDERLINE | A_REVERSE;
		if (attrs != last_attrs || pair != last_pair)
			append_look(out, attrs, pair);
		last_attrs = attrs;
		last_pair = pair;
		for (const wchar_t *c = text; *c; c++)
			g_string_append_unichar(out, (gunichar)*c);
		if (wcwidth(*text) == 2)
			x++;
	}
	printf("%s\n", g_strchomp(out->str));
}

static void
print_shot(const Stage *stage, const char *name, void (*print)(int y, int cols))
{
	int rows = screen_rows(stage->screen);
	int cols = screen_cols(stage->screen);
	int y, x;

	browser_draw(stage->browser);
	getyx(newscr, y, x);
	printf("=== %s, %dx%d, cursor at %d,%d%s\n", name, cols, rows, x, y,
	       browser_is_done(stage->browser) ? ", ended" : "");
	for (int line = 0; line < rows; line++)
		print(line, cols);
}

/* How the cell at x is painted, as one letter. */
static char
match_mark(int y, int x)
{
	attr_t look = mvwinch(newscr, y, x) & A_ATTRIBUTES;

	if (!(look & A_REVERSE))
		return ' ';
	return look & A_UNDERLINE ? '^' : look & A_DIM ? '~' : ' ';
}

static void
print_matches(const Stage *stage, const char *name)
{
	int cols = screen_cols(stage->screen);

	browser_draw(stage->browser);
	printf("=== matches, %s\n", name);
	for (int y = 0; y < screen_rows(stage->screen); y++) {
		g_autoptr(GString) marks = g_string_new(NULL);

		for (int x = 0; x < cols; x++)
			g_string_append_c(marks, match_mark(y, x));
		g_strchomp(marks->str);
		if (*marks->str == '\0')
			continue;
		print_line(y, cols);
		printf("%s\n", marks->str);
	}
}

static void
wait_until_read(const Stage *stage)
{
	browser_update(stage->browser);
	while (browser_is_waiting(stage->browser)) {
		g_main_context_iteration(NULL, TRUE);
		browser_update(stage->browser);
	}
}

/* Longer than anything takes on a machine that is busy. */
#define UNTIL_US (60 * G_USEC_PER_SEC)
#define POLL_MS 20

static bool
shows(const Stage *stage, const char *words)
{
	int cols = screen_cols(stage->screen);

	browser_draw(stage->browser);
	for (int y = 0; y < screen_rows(stage->screen); y++) {
		g_autofree char *line = read_line(y, cols);

		if (line && strstr(line, words))
			return true;
	}
	return false;
}

static gboolean
on_poll(void *user)
{
	(void)user;
	return G_SOURCE_CONTINUE;
}

/* false when they never came. */
static bool
wait_for_words(const Stage *stage, const char *words)
{
	gint64 end = g_get_monotonic_time() + UNTIL_US;
	guint poll = g_timeout_add(POLL_MS, on_poll, NULL);
	bool came;

	while (!(came = shows(stage, words)) && g_get_monotonic_time() < end) {
		g_main_context_iteration(NULL, TRUE);
		browser_update(stage->browser);
	}
	g_source_remove(poll);
	return came;
}

static bool
press(const Stage *stage, const char *line)
{
	g_auto(GStrv) keys = g_strsplit(line, " ", -1);

	for (char **key = keys; *key; key++) {
		/* A character that no keyboard has may be typed in a search. */
		if (!input_is_name(*key) && g_utf8_strlen(*key, -1) != 1)
			return false;
		if (stage->tried)
			note_tried(stage, *key);
		browser_key(stage->browser, *key);
	}
	return true;
}

/* false when the line is not about the mouse. */
static bool
point(const Stage *stage, const char *line)
{
	static const char *const names[] = {
		[MOUSE_CLICK] = "click", [MOUSE_UP] = "wheelup", [MOUSE_DOWN] = "wheeldown"};
	g_auto(GStrv) words = g_strsplit(line, " ", 3);
	guint64 y, x;

	if (g_strv_length(words) != 3 ||
	    !g_ascii_string_to_unsigned(words[1], 10, 0, 1000, &y, NULL) ||
	    !g_ascii_string_to_unsigned(words[2], 10, 0, 1000, &x, NULL))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (g_str_equal(names[i], words[0])) {
			browser_mouse(stage->browser, (MouseEvent){(MouseKind)i, (int)y, (int)x});
			return true;
		}
	}
	return false;
}

static bool
run_line(const Stage *stage, const char *line)
{
	int rows, cols;

	if (!*line || g_str_has_prefix(line, "# "))
		return true;
	if (g_str_has_prefix(line, "shot ")) {
		print_shot(stage, line + strlen("shot "), print_line);
		return true;
	}
	if (g_str_has_prefix(line, "colours ")) {
		print_shot(stage, line + strlen("colours "), print_coloured_line);
		return true;
	}
	if (g_str_has_prefix(line, "matches ")) {
		print_matches(stage, line + strlen("matches "));
		return true;
	}
	if (g_str_equal(line, "wait")) {
		wait_until_read(stage);
		return true;
	}
	if (g_str_has_prefix(line, "until "))
		return wait_for_words(stage, line + strlen("until "));
	if (point(stage, line))
		return true;
	if (!g_str_has_prefix(line, "resize "))
		return press(stage, line);
	if (!parse_size(line + strlen("resize "), &rows, &cols))
		return false;
	screen_resize(stage->screen, rows, cols);
	browser_update(stage->browser);
	return true;
}

static bool
run_script(const Stage *stage, const char *path, GError **error)
{
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, error))
		return false;

	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++) {
		if (!run_line(stage, *line)) {
			g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
			            "cannot run \"%s\" of %s", *line, path);
			return false;
		}
	}
	return true;
}

static void
on_changed(void *user)
{
	(void)user;
}

static bool
perform(const Arguments *arguments, Screen *screen, GError **error)
{
	g_autofree char *kb_dir = g_build_filename(arguments->data, "kb", NULL);
	g_autoptr(BounceKb) kb = bounce_kb_load((const char *const[]){kb_dir, NULL}, NULL, error);
	const char *const no_terms[] = {NULL};
	const IntakeOptions intake = {
		.program = arguments->reader,
		.data_dir = arguments->data,
		.config = arguments->config,
		.terms = arguments->terms ? (const char *const *)arguments->terms : no_terms,
		.exclude = true,
	};
	g_autoptr(Config) looks = config_new(arguments->data);
	const UiOptions options = {.intake = &intake,
	                           .kb = kb,
	                           .config = looks,
	                           .state_dir = arguments->state ? arguments->state : "",
	                           .now = arguments->now};

	if (arguments->looks)
		config_load(looks, arguments->looks);
	if (!kb)
		return false;

	g_autoptr(Browser) browser = browser_new(&options, screen, on_changed, NULL);
	FILE *tried = arguments->tried ? fopen(arguments->tried, "a") : NULL;
	const Stage stage = {browser, screen, tried};
	bool done = run_script(&stage, arguments->script, error);

	if (tried)
		fclose(tried);
	if (!done)
		return false;
	if (browser_error(browser))
		g_propagate_error(error, g_error_copy(browser_error(browser)));
	return !browser_error(browser);
}

static bool
parse_options(Arguments *arguments, int argc, char **argv, GError **error)
{
	const GOptionEntry entries[] = {
		{"config", 0, 0, G_OPTION_ARG_FILENAME, &arguments->config, "", "FILE"},
		{"reader", 0, 0, G_OPTION_ARG_FILENAME, &arguments->reader, "", "FILE"},
		{"data", 0, 0, G_OPTION_ARG_FILENAME, &arguments->data, "", "DIR"},
		{"script", 0, 0, G_OPTION_ARG_FILENAME, &arguments->script, "", "FILE"},
		{"size", 0, 0, G_OPTION_ARG_STRING, &arguments->size, "", "COLSxROWS"},
		{"term", 0, 0, G_OPTION_ARG_STRING, &arguments->term, "", "NAME"},
		{"looks", 0, 0, G_OPTION_ARG_FILENAME, &arguments->looks, "", "FILE"},
		{"state", 0, 0, G_OPTION_ARG_FILENAME, &arguments->state, "", "DIR"},
		{"tried", 0, 0, G_OPTION_ARG_FILENAME, &arguments->tried, "", "FILE"},
		{"bindings", 0, 0, G_OPTION_ARG_NONE, &arguments->bindings, "", NULL},
		{"now", 0, 0, G_OPTION_ARG_INT64, &arguments->now, "", "SECONDS"},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments->terms, "", ""},
		{0},
	};
	g_autoptr(GOptionContext) options = g_option_context_new(NULL);

	g_option_context_add_main_entries(options, entries, NULL);
	if (!g_option_context_parse(options, &argc, &argv, error))
		return false;
	if (!arguments->bindings &&
	    (!arguments->reader || !arguments->data || !arguments->script)) {
		g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
		                    "--reader, --data and --script are needed");
		return false;
	}
	return true;
}

static bool
run(int argc, char **argv, FILE *nowhere, GError **error)
{
	g_auto(Arguments) arguments = {.size = g_strdup("80x24")};
	g_autoptr(Screen) screen = NULL;
	int rows, cols;

	if (!parse_options(&arguments, argc, argv, error))
		return false;
	if (arguments.bindings) {
		print_bindings();
		return true;
	}
	if (!parse_size(arguments.size, &rows, &cols)) {
		g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "no size: %s",
		            arguments.size);
		return false;
	}
	screen = screen_new(arguments.term ? arguments.term : "xterm-256color", nowhere, nowhere,
	                    error);
	if (!screen)
		return false;
	screen_resize(screen, rows, cols);
	return perform(&arguments, screen, error);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	FILE *nowhere = fopen("/dev/null", "r+");
	bool done;

	setlocale(LC_ALL, "");
	if (!nowhere)
		return EXIT_FAILURE;
	done = run(argc, argv, nowhere, &error);
	fclose(nowhere);
	if (!done)
		fprintf(stderr, "screen: %s\n", error->message);
	return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
