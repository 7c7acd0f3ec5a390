/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * main.c - pick what was asked for, and show the error if there was one
 *
 * It neither opens Xapian nor parses mail: the readers do, another program, which is
 * main-reader.c.  As "notmuch-bounces --index PATH" it brings the index of a mailbox up to
 * date, as "notmuch-bounces --complete WORD..." it tells a shell what may follow.
 */
#include <bounce/bounce.h>

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/complete.h"
#include "cli/source.h"
#include "ui/config.h"
#include "ui/settings.h"
#include "ui/ui.h"

/* ---- where things are */

static char *
find_program(const char *argv0)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);

	return self ? g_steal_pointer(&self) : g_find_program_in_path(argv0);
}

/* The program of the readers, beside this one in a build tree or installed; else where it
 * was configured to be. */
static char *
find_reader(const char *program)
{
	static const char *const beside[] = {"", "../libexec"};
	g_autofree char *bin = g_path_get_dirname(program);

	for (size_t i = 0; i < G_N_ELEMENTS(beside); i++) {
		g_autofree char *path =
			g_build_filename(bin, beside[i], "notmuch-bounces-reader", NULL);

		if (g_file_test(path, G_FILE_TEST_IS_EXECUTABLE))
			return g_steal_pointer(&path);
	}
	return g_build_filename(BOUNCES_LIBEXEC_DIR, "notmuch-bounces-reader", NULL);
}

/* share/ beside the program, installed or in a build tree; else where it was
 * configured to be. */
static char *
find_data_dir(const char *program)
{
	static const char *const beside[] = {"../share/notmuch-bounces", "../../share"};
	g_autofree char *bin = g_path_get_dirname(program);

	for (size_t i = 0; i < G_N_ELEMENTS(beside); i++) {
		g_autofree char *dir = g_build_filename(bin, beside[i], NULL);
		g_autofree char *kb = g_build_filename(dir, "kb", "status.conf", NULL);

		if (g_file_test(kb, G_FILE_TEST_IS_REGULAR))
			return g_canonicalize_filename(dir, NULL);
	}
	return g_strdup(BOUNCES_DATA_DIR);
}

/* ---- messages */

/* Messages are lines for people: why, then what to do.  They may quote mail or
 * file names, so they too go through cells.h. */
static void
show_message(const char *message, CellsFlags flags)
{
	g_auto(GStrv) lines = g_strsplit(message, "\n", -1);

	for (size_t i = 0; lines[i]; i++) {
		g_autoptr(GString) shown = g_string_new(NULL);

		cells_append(shown, lines[i], -1, CELLS_ALL, flags);
		fprintf(stderr, "%s%s\n", i == 0 ? "notmuch bounces: " : "", shown->str);
	}
}

/* ---- the browser */

/* The defaults, and what the user's own file makes of them. */
static Config *
load_looks(const CliContext *context)
{
	g_autofree char *path =
		g_build_filename(g_get_user_config_dir(), "notmuch-bounces", "config", NULL);
	Config *looks = config_new(context->data_dir);

	config_load(looks, path);
	for (const char *const *mistake = config_mistakes(looks); *mistake; mistake++)
		show_message(*mistake, context->flags);
	return looks;
}

static bool
set_color(Config *looks, const char *when, GError **error)
{
	g_autofree char *line = g_strdup_printf("set color = %s", when);

	if (config_run_line(looks, line, error))
		return true;
	cli_advise(error, "That is what --color=WHEN takes.");
	return false;
}

/* What a GNU program answers to, wherever it stands alone; and our lists. */
static const GOptionEntry specials[] = {
	{"help", 'h', 0, G_OPTION_ARG_NONE, NULL, "list the commands", NULL},
	{"version", 0, 0, G_OPTION_ARG_NONE, NULL, "print the version", NULL},
	{"list-keys", 0, 0, G_OPTION_ARG_NONE, NULL, "print the keys of the browser", NULL},
	{"list-settings", 0, 0, G_OPTION_ARG_NONE, NULL, "print what can be set", NULL},
	{0},
};

/* For complete.h, which has them as an error. */
static bool
list_options(const GOptionEntry *entries, GError **error)
{
	g_autofree char *ours = complete_list(entries);
	g_autofree char *alone = complete_list(specials);

	g_set_error(error, CLI_ERROR, CLI_ERROR_OPTIONS, "%s%s", ours, alone);
	return false;
}

static bool
check_input(GError **error)
{
	if (isatty(STDIN_FILENO))
		return true;
	g_set_error_literal(error, CLI_ERROR, CLI_ERROR_USAGE,
	                    "standard input is no terminal\n"
	                    "Try \"notmuch bounces summary\".");
	return false;
}

/* The query's own "--", and all that is no option, are search terms. */
static bool
browse(const CliContext *context, char **args, GError **error)
{
	g_auto(SourceOptions) source = {0};
	g_autofree char *color = NULL;
	gint64 began = -1;
	const GOptionEntry entries[] = {
		SOURCE_OPTIONS(&source),
		{"color", 0, 0, G_OPTION_ARG_STRING, &color, "use colours: auto, always, never",
	         "WHEN"},
		{"timings", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &began, "", ""},
		{0},
	};
	if (complete_asks(args))
		return list_options(entries, error);

	g_autoptr(GOptionContext) options = g_option_context_new("[QUERY...]");
	g_auto(GStrv) terms = g_strdupv(args);

	g_option_context_add_main_entries(options, entries, NULL);
	if (!g_option_context_parse_strv(options, &terms, error)) {
		cli_advise(error, "\"notmuch bounces help\" says what there is.");
		return false;
	}
	if (!check_input(error))
		return false;

	g_autoptr(Config) looks = load_looks(context);
	if (color && !set_color(looks, color, error))
		return false;

	g_autoptr(BounceKb) kb = cli_open_kb(context);
	if (!source_open(context, &source, error))
		return false;

	const IntakeOptions intake = {
		.program = context->reader,
		.data_dir = context->data_dir,
		.cache_dir = context->cache_dir,
		.config = source.config,
		.terms = (const char *const *)terms + 1,
		.exclude = true,
		.follow = true,
	};
	g_autofree char *state = g_build_filename(g_get_user_state_dir(), "notmuch-bounces", NULL);
	g_autoptr(Timings) timings = began >= 0 ? timings_new(began) : NULL;
	const UiOptions ui = {
		.intake = &intake,
		.program = context->program,
		.kb = kb,
		.config = looks,
		.mailbox = source.mailbox,
		.state_dir = state,
		.now = g_get_real_time() / G_USEC_PER_SEC,
		.timings = timings,
		.check_kb = cli_check_kb,
	};
	bool done = ui_run(&ui, error);

	timings_print(timings, stderr);
	return done;
}

static const Cli browser = {
	.name = "",
	.arguments = CLI_OPTIONS "[QUERY...]",
	.choices = (const CliChoice[]){{"color", settings_colour_names}, {0}},
	.summary = "Browse the bounces",
	.run = browse,
};

/* Without a command: the browser, or the summary when nobody would see it. */
static bool
run(const CliContext *context, char **args, GError **error)
{
	const Cli *command = args[0] && args[1] ? cli_find(args[1]) : NULL;

	if (command)
		return command->run(context, args + 1, error);
	if (isatty(STDOUT_FILENO))
		return browse(context, args, error);
	return cli_find("summary")->run(context, args, error);
}

static bool
run_special(const CliContext *context, const char *option, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);
	char *args[] = {NULL};

	if (g_str_equal(option, "--help") || g_str_equal(option, "-h"))
		return cli_find("help")->run(context, args, error);
	if (g_str_equal(option, "--version")) {
		g_string_assign(out, "notmuch-bounces " BOUNCES_VERSION "\n");
	} else if (g_str_equal(option, "--list-settings")) {
		settings_list(out);
	} else {
		g_autoptr(Config) looks = load_looks(context);

		ui_list_keys(config_keymap(looks), out);
	}
	return cli_write(out, error);
}

static bool
is_special(const char *option)
{
	for (const GOptionEntry *special = specials; special->long_name; special++) {
		const char letter[] = {'-', special->short_name, '\0'};

		if (g_str_has_prefix(option, "--") ? g_str_equal(option + 2, special->long_name)
		                                   : letter[1] && g_str_equal(option, letter))
			return true;
	}
	return false;
}

/* For the browser, which cannot wait for it; why it failed goes to standard output. */
static int
index_mailbox(const CliContext *context, const char *path)
{
	g_auto(SourceOptions) source = {.mailbox = g_strdup(path)};
	g_autoptr(GError) error = NULL;

	if (source_open(context, &source, &error))
		return EXIT_SUCCESS;
	puts(error->message);
	return cli_status(error);
}

/* A shell has no use for why it failed. */
static int
complete_line(const CliContext *context, char **words)
{
	g_autoptr(GString) out = g_string_new(NULL);

	complete(context, &browser, words, out);
	return cli_write(out, NULL) ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void
warn_of_format(const char *message, void *user)
{
	g_autofree char *text = g_strconcat(message, "\nThis format is left out.", NULL);

	show_message(text, *(const CellsFlags *)user);
}

/* The readers, which use the formats, have nowhere to tell what is wrong with those
 * that the user wrote. */
static void
check_users_formats(CellsFlags flags)
{
	g_autofree char *dir =
		g_build_filename(g_get_user_config_dir(), "notmuch-bounces", "formats", NULL);
	const char *const dirs[] = {dir, NULL};

	bounce_formats_unref(bounce_formats_load(dirs, warn_of_format, &flags));
}

/* Where one of the first three descriptors is closed, a file that is opened later would
 * be what messages and keys go through. */
static void
open_missing_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *program = NULL;
	g_autofree char *reader = NULL;
	g_autofree char *data_dir = NULL;
	g_autofree char *cache_dir = NULL;
	CliContext context = {0};
	bool done;

	setlocale(LC_ALL, "");
	open_missing_descriptors();
	/* A limit on the size of files is an error to tell of, as a full disk is. */
	signal(SIGXFSZ, SIG_IGN);

	program = find_program(argv[0]);
	context.program = program ? program : argv[0];
	reader = find_reader(context.program);
	context.reader = reader;
	data_dir = find_data_dir(context.program);
	context.data_dir = data_dir;
	cache_dir = cli_cache_dir();
	context.cache_dir = cache_dir;
	context.say = show_message;
	context.flags = g_get_charset(NULL) ? CELLS_PROSE : CELLS_ASCII;

	if (argc == 3 && g_str_equal(argv[1], "--index"))
		return index_mailbox(&context, argv[2]);
	if (argc >= 3 && g_str_equal(argv[1], "--complete"))
		return complete_line(&context, argv + 2);
	check_users_formats(context.flags);
	done = argc == 2 && is_special(argv[1]) ? run_special(&context, argv[1], &error)
	                                        : run(&context, argv, &error);
	if (!done && *error->message)
		show_message(error->message, context.flags);
	return done ? EXIT_SUCCESS : cli_status(error);
}
