/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sysexits.h>
#include <unistd.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/complete.h"
#include "core/cache.h"
#include "core/marks.h"
#include "core/readers.h"

/* Those of notmuch are 1, 20, 21 and 75. */
#define CLI_STATUS_CHECK 2
#define CLI_STATUS_STOPPED (128 + SIGINT)
#define CLI_STATUS_CLOSED (128 + SIGPIPE) /* where the signal itself is ignored */
#define CLI_STATUS_TOO_OLD 20
#define CLI_STATUS_TOO_NEW 21

/* Of a line where no terminal has one. */
#define USUAL_WIDTH 78

/* What is narrower or wider is nothing that people can read. */
#define MIN_WIDTH 20
#define MAX_WIDTH 300

GQuark
cli_error_quark(void)
{
	return g_quark_from_static_string("cli-error");
}

int
cli_status(const GError *error)
{
	static const struct {
		CliError code;
		int status;
	} ours[] = {
		{CLI_ERROR_BUSY, EX_TEMPFAIL},           {CLI_ERROR_STOPPED, CLI_STATUS_STOPPED},
		{CLI_ERROR_CHECK, CLI_STATUS_CHECK},     {CLI_ERROR_CLOSED, CLI_STATUS_CLOSED},
		{CLI_ERROR_TOO_OLD, CLI_STATUS_TOO_OLD}, {CLI_ERROR_TOO_NEW, CLI_STATUS_TOO_NEW},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(ours); i++)
		if (g_error_matches(error, CLI_ERROR, (int)ours[i].code))
			return ours[i].status;
	if (g_error_matches(error, READERS_ERROR, READERS_ERROR_CHANGED) || marks_was_busy(error))
		return EX_TEMPFAIL;
	return EXIT_FAILURE;
}

static const Cli *const commands[] = {&cli_list,  &cli_summary, &cli_show,   &cli_review,
                                      &cli_mark,  &cli_rules,   &cli_export, &cli_tag,
                                      &cli_parse, &cli_explain, &cli_help};

const Cli *
cli_at(size_t i)
{
	return i < G_N_ELEMENTS(commands) ? commands[i] : NULL;
}

const Cli *
cli_find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		if (g_str_equal(commands[i]->name, name))
			return commands[i];
	return NULL;
}

void
cli_advise(GError **error, const char *format, ...)
{
	va_list args;

	if (!error || !*error)
		return;
	va_start(args, format);
	g_autofree char *advice = g_strdup_vprintf(format, args);
	va_end(args);

	g_autofree char *why = (*error)->message;
	(*error)->message = g_strdup_printf("%s\n%s", why, advice);
}

/* The words behind "--", with it; 0 when there is none. */
static size_t
count_behind(char **args)
{
	while (*args && !g_str_equal(*args, "--"))
		args++;
	return g_strv_length(args);
}

/* GOption leaves "--" where a word stood before it. */
static char **
without_separator(char **words, size_t n_behind)
{
	size_t n = g_strv_length(words);
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

	for (size_t i = 0; i < n; i++)
		if (n_behind == 0 || i + n_behind != n || !g_str_equal(words[i], "--"))
			g_strv_builder_add(builder, words[i]);
	return g_strv_builder_end(builder);
}

static bool
asks_for_version(char **args)
{
	for (; *args && !g_str_equal(*args, "--"); args++)
		if (g_str_equal(*args, "--version"))
			return true;
	return false;
}

bool
cli_options(const Cli *command, const GOptionEntry *entries, char **args, char ***rest,
            GError **error)
{
	if (complete_asks(args)) {
		g_autofree char *list = complete_list(entries);

		g_set_error_literal(error, CLI_ERROR, CLI_ERROR_OPTIONS, list);
		return false;
	}

	/* GOption says by itself that there are options. */
	const char *arguments = g_str_has_prefix(command->arguments, CLI_OPTIONS)
	                                ? command->arguments + strlen(CLI_OPTIONS)
	                                : command->arguments;
	g_autoptr(GOptionContext) options = g_option_context_new(arguments);
	g_auto(GStrv) parsed = args_normalise(entries, args, error);

	if (!parsed)
		return false;
	if (asks_for_version(parsed)) {
		puts("notmuch-bounces " BOUNCES_VERSION);
		exit(EXIT_SUCCESS);
	}
	size_t n_behind = count_behind(parsed);

	g_free(parsed[0]);
	parsed[0] = g_strdup_printf("notmuch-bounces %s", command->name);
	g_option_context_set_summary(options, command->summary);
	g_option_context_add_main_entries(options, entries, NULL);
	if (!g_option_context_parse_strv(options, &parsed, error)) {
		g_prefix_error(error, "%s: ", command->name);
		cli_advise(error, "\"notmuch bounces %s --help\" shows its options.",
		           command->name);
		return false;
	}
	*rest = without_separator(parsed + 1, n_behind);
	return true;
}

int
cli_choice(const char *option, const char *value, const char *const *names, GError **error)
{
	g_autofree char *all = g_strjoinv(", ", (char **)names);

	for (int i = 0; names[i]; i++)
		if (g_str_equal(value, names[i]))
			return i;
	g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE, "%s knows no \"%s\"\nUse one of: %s.",
	            option, value, all);
	return -1;
}

void
cli_append_doc(GString *out, const Doc *doc, size_t width, CellsFlags flags)
{
	g_autoptr(DocLines) lines = doc_wrap(doc, width, flags);

	for (size_t i = 0; i < doc_lines_count(lines); i++) {
		const DocLine *line = doc_lines_get(lines, i);
		g_autofree char *text = g_strconcat(line->label, line->text, NULL);

		g_string_append_printf(out, "%s\n", g_strchomp(text));
	}
}

size_t
cli_width(void)
{
	const char *columns = g_getenv("COLUMNS");
	struct winsize size = {0};
	guint64 width = USUAL_WIDTH;

	if (columns && g_ascii_string_to_unsigned(columns, 10, 1, G_MAXUINT, &width, NULL))
		return CLAMP(width, MIN_WIDTH, MAX_WIDTH);
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		width = size.ws_col;
	return CLAMP(width, MIN_WIDTH, MAX_WIDTH);
}

bool
cli_write(const GString *text, GError **error)
{
	if (fwrite(text->str, 1, text->len, stdout) == text->len && fflush(stdout) == 0)
		return true;
	if (errno == EPIPE) {
		g_set_error_literal(error, CLI_ERROR, CLI_ERROR_CLOSED, "");
		return false;
	}
	g_set_error(error, CLI_ERROR, CLI_ERROR_OUTPUT,
	            "cannot write the result: %s\nMake room, or write elsewhere.",
	            g_strerror(errno));
	return false;
}

char *
cli_cache_dir(void)
{
	return cache_users_dir();
}

BounceKb *
cli_open_kb(const CliContext *context)
{
	g_autofree char *dir = g_build_filename(context->data_dir, "kb", NULL);
	g_autofree char *users =
		g_build_filename(g_get_user_config_dir(), "notmuch-bounces", "kb", NULL);
	const char *const dirs[] = {dir, users, NULL};

	return bounce_kb_open(dirs, g_get_language_names());
}

bool
cli_check_kb(const BounceKb *kb, GError **error)
{
	if (bounce_kb_check(kb, error))
		return true;
	cli_advise(error, "Mend or remove the file if it is yours; else \"make install\" "
	                  "writes it anew.");
	return false;
}

BounceKb *
cli_load_kb(const CliContext *context, GError **error)
{
	g_autoptr(BounceKb) kb = cli_open_kb(context);

	return cli_check_kb(kb, error) ? g_steal_pointer(&kb) : NULL;
}

static bool
run_help(const CliContext *context, char **args, GError **error)
{
	g_autoptr(GString) out = g_string_new(
		"Usage: notmuch bounces [--config=FILE] [--mailbox=PATH] [--color=WHEN]\n"
		"                       [QUERY...]\n"
		"       notmuch bounces COMMAND [OPTION...] [ARGUMENT...]\n\n"
		"Without a command, browse the bounces of the notmuch store; QUERY narrows\n"
		"them. With no terminal to write to, print the summary.\n\nCommands:\n");
	const Cli *about = args[0] && args[1] ? cli_find(args[1]) : NULL;

	if (about && about->run != run_help) {
		char option[] = "--help";
		char *help[] = {args[1], option, NULL};

		return about->run(context, help, error);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		g_string_append_printf(out, "  %-8s %-35s %s\n", commands[i]->name,
		                       commands[i]->arguments, commands[i]->summary);
	g_string_append(out, "\n\"notmuch bounces COMMAND --help\" shows its options, \"man\n"
	                     "notmuch-bounces\" the manual, and \"?\" in the browser its keys.\n");
	return cli_write(out, error);
}

const Cli cli_help = {
	.name = "help",
	.arguments = "[COMMAND]",
	.summary = "Show this, or the options of a command",
	.run = run_help,
};
