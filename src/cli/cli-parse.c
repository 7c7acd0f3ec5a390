/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "parse": mail in, records out, in the order of the names given, with no
 * database.  Like all mail it is read in child processes; this one looks after
 * names, order and output.
 */
#include "cli/commands.h"

#include <bounce/bounce.h>

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "cli/format.h"
#include "cli/spool.h"
#include "cli/walk.h"
#include "core/readers.h"

/* Output is written when so much has come together. */
#define OUTPUT_BLOCK 65536

/* How many files are asked for ahead of the one whose turn it is to be printed:
 * enough to keep every reader busy, and a bound on what waits in memory. */
#define FILES_AHEAD 256

/* What has come of one file. */
typedef struct {
	GString *text; /* each record after what stands between two */
	bool complete;
} Output;

typedef struct {
	const CliContext *context;
	Format format;
	GPtrArray *files; /* of char *, the names as given */
	char **verp;      /* patterns, or NULL */
	char *spooled;    /* the file that stdin was copied to, or NULL */
	Readers *readers;
	GArray *outputs;           /* of Output, for the files asked for */
	size_t n_asked, n_printed; /* files */
	size_t n_refused;
	char *first_refused;
	GString *out;
	bool begun; /* a record has been printed */
	GError *error;
} Parse;

static void
output_clear(void *data)
{
	Output *output = data;

	if (output->text)
		g_string_free(output->text, true);
	output->text = NULL;
}

static void
parse_clear(Parse *parse)
{
	g_clear_pointer(&parse->readers, readers_free);
	if (parse->spooled)
		unlink(parse->spooled);
	g_free(parse->spooled);
	g_strfreev(parse->verp);
	g_ptr_array_unref(parse->files);
	g_array_unref(parse->outputs);
	g_free(parse->first_refused);
	g_string_free(parse->out, true);
	g_clear_error(&parse->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Parse, parse_clear)

/* ---- output, in the order of the names */

static void
flush(Parse *parse)
{
	if (!parse->error)
		cli_write(parse->out, &parse->error);
	g_string_truncate(parse->out, 0);
}

static void
print(Parse *parse, Output *output)
{
	const char *text = output->text->str;

	if (*text != '\0' && !parse->begun) {
		g_string_append(parse->out, format_frame(parse->format)->begin);
		text += strlen(format_frame(parse->format)->between);
		parse->begun = true;
	}
	g_string_append(parse->out, text);
	g_string_truncate(output->text, 0);
	if (parse->out->len >= OUTPUT_BLOCK)
		flush(parse);
}

/* Print what has come of the files whose turn it is. */
static void
print_ready(Parse *parse)
{
	while (parse->n_printed < parse->n_asked) {
		Output *output = &g_array_index(parse->outputs, Output, parse->n_printed);

		print(parse, output);
		if (!output->complete)
			return;
		output_clear(output);
		parse->n_printed++;
	}
}

/* ---- what the readers answer */

/* The name of a message as its record gives it: FILE, or FILE#N in an mbox. */
static char *
message_name(const Parse *parse, guint64 ticket, unsigned number)
{
	const char *file = parse->files->pdata[ticket];

	return number ? g_strdup_printf("%s#%u", file, number) : g_strdup(file);
}

static void
on_report(guint64 ticket, unsigned number, BounceReport *report, void *user)
{
	Parse *parse = user;
	GString *out = g_array_index(parse->outputs, Output, ticket).text;
	g_autofree char *name = message_name(parse, ticket, number);

	g_string_append(out, format_frame(parse->format)->between);
	if (parse->format == FORMAT_TEXT)
		emit_record_text(out, name, report, parse->context->flags);
	else
		emit_record_json(out, name, report, parse->format == FORMAT_JSON);
	g_string_append(out, format_frame(parse->format)->after);
	print_ready(parse);
}

static void
on_refused(guint64 ticket, unsigned number, const char *why, void *user)
{
	Parse *parse = user;
	GString *out = g_array_index(parse->outputs, Output, ticket).text;
	g_autofree char *name = message_name(parse, ticket, number);

	if (parse->n_refused++ == 0)
		parse->first_refused = g_strdup_printf("%s: %s", name, why);
	g_string_append(out, format_frame(parse->format)->between);
	if (parse->format == FORMAT_TEXT)
		emit_unreadable_text(out, name, why, parse->context->flags);
	else
		emit_unreadable_json(out, name, why, parse->format == FORMAT_JSON);
	g_string_append(out, format_frame(parse->format)->after);
	print_ready(parse);
}

static void
ask_for_more(Parse *parse)
{
	while (parse->n_asked < parse->files->len &&
	       parse->n_asked < parse->n_printed + FILES_AHEAD) {
		const char *file = parse->files->pdata[parse->n_asked];
		Output output = {g_string_new(NULL), false};

		if (parse->spooled && g_str_equal(file, "-"))
			file = parse->spooled;
		g_array_append_val(parse->outputs, output);
		/* By its name, an .eml is one message. */
		readers_parse(parse->readers, parse->n_asked++, file,
		              !g_str_has_suffix(file, ".eml"));
	}
}

static void
on_parsed(guint64 ticket, void *user)
{
	Parse *parse = user;

	g_array_index(parse->outputs, Output, ticket).complete = true;
	print_ready(parse);
	ask_for_more(parse);
}

/* ---- what is given */

/* Add the names in a file, one a line. */
static bool
add_names_from(Parse *parse, const char *list, GError **error)
{
	g_autoptr(GIOChannel) channel = NULL;
	g_autofree char *text = NULL;
	size_t len;

	channel = g_str_equal(list, "-") ? g_io_channel_unix_new(STDIN_FILENO)
	                                 : g_io_channel_new_file(list, "r", error);
	if (!channel || g_io_channel_set_encoding(channel, NULL, error) != G_IO_STATUS_NORMAL ||
	    g_io_channel_read_to_end(channel, &text, &len, error) != G_IO_STATUS_NORMAL) {
		g_prefix_error(error, "cannot read the list of files %s: ", list);
		cli_advise(error, "Name a file that holds one name a line.");
		return false;
	}

	g_auto(GStrv) names = g_strsplit(text, "\n", -1);
	for (char **name = names; *name; name++)
		if (**name != '\0')
			walk_add(parse->files, *name);
	return true;
}

static bool
add_names(Parse *parse, char **names, const char *list, GError **error)
{
	if (list && !add_names_from(parse, list, error))
		return false;
	if (!list && !names[0] && isatty(STDIN_FILENO)) {
		g_set_error_literal(error, CLI_ERROR, CLI_ERROR_USAGE,
		                    "parse: no mail is given\n"
		                    "Name files or folders, or \"-\" for standard input.");
		return false;
	}
	if (!list && !names[0])
		g_ptr_array_add(parse->files, g_strdup("-"));
	for (char **name = names; *name; name++) {
		if (g_str_equal(*name, "-"))
			g_ptr_array_add(parse->files, g_strdup("-"));
		else
			walk_add(parse->files, *name);
	}
	if (!g_ptr_array_find_with_equal_func(parse->files, "-", g_str_equal, NULL))
		return true;
	parse->spooled = spool_stdin(error);
	return parse->spooled;
}

/* ---- the command */

static bool
run_readers(Parse *parse, GError **error)
{
	const ReadersEvents events = {
		.report = on_report,
		.refused = on_refused,
		.parsed = on_parsed,
	};

	parse->readers =
		readers_new(parse->context->reader, parse->context->data_dir, 0, &events, parse);
	readers_set_verp(parse->readers, (const char *const *)parse->verp);
	ask_for_more(parse);
	while (!parse->error && !readers_idle(parse->readers))
		g_main_context_iteration(NULL, true);

	g_string_append(parse->out, parse->begun ? "" : format_frame(parse->format)->begin);
	g_string_append(parse->out, format_frame(parse->format)->end);
	flush(parse);
	if (parse->error) {
		g_propagate_error(error, g_steal_pointer(&parse->error));
		return false;
	}
	if (parse->n_refused > 0) {
		g_set_error(error, CLI_ERROR, CLI_ERROR_INPUT,
		            "%zu could not be read; the first: %s\n"
		            "Look at the file's name, permissions and type.",
		            parse->n_refused, parse->first_refused);
		return false;
	}
	return true;
}

static bool
check_verp(char **patterns, GError **error)
{
	for (char **pattern = patterns; pattern && *pattern; pattern++) {
		if (bounce_verp_check(*pattern, error))
			continue;
		g_prefix_error(error, "--verp: ");
		cli_advise(error, "Write it as in --verp='news-bounces+%%l=%%d@'.");
		return false;
	}
	return true;
}

static const char *const *
parse_formats(void)
{
	static const char *const names[] = {"ndjson", "json", "text", NULL};

	return names;
}

static bool
run_parse(const CliContext *context, char **args, GError **error)
{
	g_autofree char *format_name = NULL;
	g_autofree char *list = NULL;
	g_auto(GStrv) names = NULL;
	g_auto(Parse) parse = {
		.context = context,
		.files = g_ptr_array_new_with_free_func(g_free),
		.outputs = g_array_new(false, false, sizeof(Output)),
		.out = g_string_new(NULL),
	};
	const GOptionEntry entries[] = {
		{"format", 0, 0, G_OPTION_ARG_STRING, &format_name,
	         "ndjson (the default), json or text", "FORMAT"},
		{"files-from", 0, 0, G_OPTION_ARG_FILENAME, &list,
	         "read names from FILE (- is standard input), one a line", "FILE"},
		{"verp", 0, 0, G_OPTION_ARG_STRING_ARRAY, &parse.verp,
	         "how the address that a report went to tells who failed; may be repeated",
	         "PATTERN"},
		{0},
	};

	g_array_set_clear_func(parse.outputs, output_clear);
	if (!cli_options(&cli_parse, entries, args, &names, error))
		return false;
	return format_read(format_name, parse_formats(), &parse.format, error) &&
	       check_verp(parse.verp, error) && add_names(&parse, names, list, error) &&
	       run_readers(&parse, error);
}

const Cli cli_parse = {
	.name = "parse",
	.arguments = CLI_OPTIONS "[FILE|FOLDER|MBOX|-]...",
	.choices = (const CliChoice[]){{"format", parse_formats}, {0}},
	.summary = "Print a record for each mail; needs no database",
	.run = run_parse,
};
