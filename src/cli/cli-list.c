/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "list" and "summary": both read the whole answer to the query first.
 */
#include "cli/commands.h"

#include "cli/records.h"
#include "cli/rows.h"
#include "core/emit.h"
#include "core/stats-doc.h"

typedef struct {
	Format format;
	Output output;
	Grouping by;
	gboolean graph, check;
	char *format_name, *output_name, *by_name;
	RowsOptions rows;
} Options;

static const char *const *
summary_formats(void)
{
	static const char *const names[] = {"text", "json", "sexp", NULL};

	return names;
}

static void
options_clear(Options *options)
{
	g_free(options->format_name);
	g_free(options->by_name);
	g_free(options->output_name);
	rows_options_clear(&options->rows);
}

static bool
check_graph(const Options *options, GError **error)
{
	if (!options->graph || options->format == FORMAT_TEXT)
		return true;
	g_set_error_literal(error, CLI_ERROR, CLI_ERROR_USAGE,
	                    "--graph is for people, not for programs\n"
	                    "Leave out --graph: \"per_day\" has its numbers; or --format.");
	return false;
}

static bool
check_csv(const Options *options, GError **error)
{
	if (options->format != FORMAT_CSV || options->output != OUTPUT_EVENTS)
		return true;
	g_set_error_literal(error, CLI_ERROR, CLI_ERROR_USAGE,
	                    "--output=events knows no \"csv\"\nUse --format=ndjson.");
	return false;
}

/* The place of a name that may be NULL, which is the first; -1 with error. */
static int
choose_name(const char *option, const char *name, const char *const *names, GError **error)
{
	return cli_choice(option, name ? name : names[0], names, error);
}

static bool
check_options(Options *options, const char *const *formats, GError **error)
{
	int output = choose_name("--output", options->output_name, output_names(), error);
	if (output < 0)
		return false;
	int by = choose_name("--group-by", options->by_name, model_grouping_names(), error);
	if (by < 0)
		return false;
	options->output = (Output)output;
	options->by = (Grouping)by;
	return format_read(options->format_name, formats, &options->format, error) &&
	       check_graph(options, error) && check_csv(options, error) &&
	       rows_check(&options->rows, error);
}

static bool
read_options(const Cli *command, const char *const *formats, char **args, Options *options,
             GError **error)
{
	g_autofree char *format_help = g_strjoinv(", ", (char **)formats);
	g_autofree char *output_help = g_strjoinv(", ", (char **)output_names());
	g_autofree char *by_help = g_strjoinv(", ", (char **)model_grouping_names());
	const GOptionEntry none = {0};
	const GOptionEntry graph = {
		.long_name = "graph",
		.arg = G_OPTION_ARG_NONE,
		.arg_data = &options->graph,
		.description = "draw charts of when, and by what",
	};
	const GOptionEntry entries[] = {
		CHOOSE_ORDER(&options->rows.choose),
		{"output", 0, 0, G_OPTION_ARG_STRING, &options->output_name, output_help, "WHAT"},
		{"check", 0, 0, G_OPTION_ARG_NONE, &options->check,
	         "exit with 2 when there is anything to print", NULL},
		{"format", 0, 0, G_OPTION_ARG_STRING, &options->format_name, format_help, "FORMAT"},
		{"group-by", 0, 0, G_OPTION_ARG_STRING, &options->by_name, by_help, "NAME"},
		CHOOSE_MARK(&options->rows.choose),
		ROWS_OPTIONS(&options->rows),
		COMMON_PRINT(&options->rows.common),
		command == &cli_summary ? graph : none,
		none,
	};
	/* What says which lines, and of what, is for what prints lines. */
	const GOptionEntry *ours = entries + (command == &cli_list ? 0 : CHOOSE_N_ORDER + 2);

	return cli_options(command, ours, args, &options->rows.common.terms, error) &&
	       check_options(options, formats, error);
}

/* What both read before they print. */
typedef struct {
	Options options;
	BounceKb *kb;
	Gathered gathered;
} Work;

static void
work_clear(Work *work)
{
	options_clear(&work->options);
	g_clear_pointer(&work->kb, bounce_kb_unref);
	gathered_clear(&work->gathered);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Work, work_clear)

static bool
read_all(const CliContext *context, const Cli *command, char **args, Work *work, GError **error)
{
	const char *const *formats = command == &cli_list ? format_names() : summary_formats();
	Options *options = &work->options;

	options->rows.common = (CommonOptions)COMMON_DEFAULTS;
	if (!read_options(command, formats, args, options, error) ||
	    !source_open(context, &options->rows.common.source, error))
		return false;
	work->kb = cli_load_kb(context, error);
	if (!work->kb || !rows_gather(context, &options->rows, work->kb, &work->gathered, error))
		return false;
	model_group_by(work->gathered.model, options->by, work->kb);
	return true;
}

static bool
run_list(const CliContext *context, char **args, GError **error)
{
	g_auto(Work) work = {0};
	const Options *options = &work.options;
	g_autoptr(GString) out = g_string_new(NULL);

	if (!read_all(context, &cli_list, args, &work, error))
		return false;

	const RecordStyle style = {options->output, options->format, context->flags, work.kb};
	size_t n = records_append(out, work.gathered.model, &options->rows.choice, &style);
	if (!common_write(&options->rows.common, out, error))
		return false;
	if (options->check && n > 0)
		g_set_error_literal(error, CLI_ERROR, CLI_ERROR_CHECK, "");
	return !options->check || n == 0;
}

const Cli cli_list = {
	.name = "list",
	.arguments = CLI_OPTIONS "[QUERY...]",
	.choices = (const CliChoice[]){{"format", format_names}, {0}},
	.summary = "Print one line for each failed address",
	.run = run_list,
};

static void
append_graph(const CliContext *context, const BounceKb *kb, const Model *model, GString *out)
{
	size_t width = cli_width();
	g_autoptr(Doc) doc = stats_doc(model, kb, width, context->flags);

	cli_append_doc(out, doc, width, context->flags);
}

static bool
run_summary(const CliContext *context, char **args, GError **error)
{
	g_auto(Work) work = {0};
	const Options *options = &work.options;
	g_autoptr(GString) out = g_string_new(NULL);

	if (!read_all(context, &cli_summary, args, &work, error))
		return false;

	const Model *model = work.gathered.model;
	if (options->format != FORMAT_TEXT)
		emit_summary(out, model, options->format == FORMAT_SEXP ? EMIT_SEXP : EMIT_JSON);
	else if (options->graph)
		append_graph(context, work.kb, model, out);
	else
		emit_summary_text(out, model, context->flags);
	return common_write(&options->rows.common, out, error);
}

const Cli cli_summary = {
	.name = "summary",
	.arguments = CLI_OPTIONS "[QUERY...]",
	.choices = (const CliChoice[]){{"format", summary_formats}, {0}},
	.summary = "Count bounces by status subject, or what you choose",
	.run = run_summary,
};
