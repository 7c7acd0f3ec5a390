/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "list" and "summary": both read the whole answer to the query first.
 */
#include "cli/commands.h"

#include "cli/choose.h"
#include "cli/gather.h"
#include "cli/source.h"
#include "core/emit.h"
#include "core/stats-doc.h"

typedef enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_NDJSON } Format;

typedef struct {
	Format format;
	Grouping by;
	gboolean graph;
	char *format_name, *by_name, *exclude;
	SourceOptions source;
	char **terms;
	ChooseOptions choose;
	Choice choice;
} Options;

static void
options_clear(Options *options)
{
	g_free(options->format_name);
	g_free(options->by_name);
	source_options_clear(&options->source);
	g_free(options->exclude);
	g_strfreev(options->terms);
	choose_options_clear(&options->choose);
	choice_clear(&options->choice);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static bool
check_graph(const Options *options, GError **error)
{
	if (!options->graph || options->format == FORMAT_TEXT)
		return true;
	g_set_error_literal(error, CLI_ERROR, CLI_ERROR_USAGE,
	                    "--graph is for people, and no JSON\n"
	                    "Leave out --graph: \"per_day\" has its numbers; or --format.");
	return false;
}

static bool
check_options(Options *options, const char *const *formats, GError **error)
{
	static const char *const switches[] = {"false", "true", NULL};
	const char *const *names = model_grouping_names();
	int format = cli_choice("--format", options->format_name ? options->format_name : "text",
	                        formats, error);
	if (format < 0)
		return false;
	int by = cli_choice("--group-by", options->by_name ? options->by_name : names[0], names,
	                    error);
	if (by < 0)
		return false;
	options->format = (Format)format;
	options->by = (Grouping)by;
	return check_graph(options, error) &&
	       cli_choice("--exclude", options->exclude ? options->exclude : "true", switches,
	                  error) >= 0 &&
	       choose_read(&options->choose, &options->choice, error);
}

static bool
read_options(const Cli *command, const char *const *formats, char **args, Options *options,
             GError **error)
{
	g_autofree char *format_help = g_strjoinv(", ", (char **)formats);
	g_autofree char *by_help = g_strjoinv(", ", (char **)model_grouping_names());
	const GOptionEntry none = {0};
	const GOptionEntry graph = {
		.long_name = "graph",
		.arg = G_OPTION_ARG_NONE,
		.arg_data = &options->graph,
		.description = "draw charts of when, and by what",
	};
	const GOptionEntry entries[] = {
		CHOOSE_ORDER(&options->choose),
		{"format", 0, 0, G_OPTION_ARG_STRING, &options->format_name, format_help, "FORMAT"},
		{"group-by", 0, 0, G_OPTION_ARG_STRING, &options->by_name, by_help, "NAME"},
		CHOOSE_ROWS(&options->choose),
		SOURCE_OPTIONS(&options->source),
		{"exclude", 0, 0, G_OPTION_ARG_STRING, &options->exclude,
	         "leave out what search.exclude_tags names (true, the default) or not (false)",
	         "BOOL"},
		command == &cli_summary ? graph : none,
		none,
	};
	/* The order of lines is for what prints lines. */
	const GOptionEntry *ours = entries + (command == &cli_list ? 0 : CHOOSE_N_ORDER);

	return cli_options(command, ours, args, &options->terms, error) &&
	       check_options(options, formats, error);
}

static Model *
read_model(const CliContext *context, const BounceKb *kb, const Options *options, GError **error)
{
	const IntakeOptions intake = {
		.program = context->program,
		.data_dir = context->data_dir,
		.config = options->source.config,
		.terms = (const char *const *)options->terms,
		.exclude = !options->exclude || g_str_equal(options->exclude, "true"),
	};
	Model *model = gather(&intake, NULL, error);

	if (!model)
		return NULL;
	model_group_by(model, options->by, kb);
	choose_apply(&options->choice, model, kb);
	return model;
}

static void
append_row(const CliContext *context, const BounceKb *kb, Format format, const Row *row,
           GString *out)
{
	if (format == FORMAT_JSON)
		g_string_append(out, out->len == 0 ? "[" : ",\n");
	if (format == FORMAT_TEXT)
		emit_row_text(out, kb, row, context->flags);
	else
		emit_row_json(out, row, format == FORMAT_JSON);
	if (format != FORMAT_JSON)
		g_string_append_c(out, '\n');
}

static void
append_rows(const CliContext *context, const BounceKb *kb, const Options *options,
            const Model *model, GString *out)
{
	const Choice *choice = &options->choice;
	guint64 n = 0;

	for (size_t g = 0; g < model_n_groups(model); g++) {
		const Group *group = model_group(model, g);

		for (guint i = 0; i < group->rows->len; i++, n++)
			if (n >= choice->offset && n - choice->offset < choice->limit)
				append_row(context, kb, options->format, group->rows->pdata[i],
				           out);
	}
}

static bool
run_list(const CliContext *context, char **args, GError **error)
{
	static const char *const formats[] = {"text", "json", "ndjson", NULL};
	g_auto(Options) options = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	if (!read_options(&cli_list, formats, args, &options, error) ||
	    !source_open(context, &options.source, error))
		return false;
	g_autoptr(BounceKb) kb = cli_load_kb(context, error);
	if (!kb)
		return false;
	g_autoptr(Model) model = read_model(context, kb, &options, error);
	if (!model)
		return false;

	append_rows(context, kb, &options, model, out);
	if (options.format == FORMAT_JSON)
		g_string_append(out, out->len == 0 ? "[]\n" : "]\n");
	return cli_write(out, error);
}

const Cli cli_list = {
	.name = "list",
	.arguments = "[OPTION...] [QUERY...]",
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
	static const char *const formats[] = {"text", "json", NULL};
	g_auto(Options) options = {0};
	g_autoptr(GString) out = g_string_new(NULL);

	if (!read_options(&cli_summary, formats, args, &options, error) ||
	    !source_open(context, &options.source, error))
		return false;
	g_autoptr(BounceKb) kb = cli_load_kb(context, error);
	if (!kb)
		return false;
	g_autoptr(Model) model = read_model(context, kb, &options, error);
	if (!model)
		return false;

	if (options.format == FORMAT_JSON)
		emit_summary(out, model, EMIT_JSON);
	else if (options.graph)
		append_graph(context, kb, model, out);
	else
		emit_summary_text(out, model, context->flags);
	return cli_write(out, error);
}

const Cli cli_summary = {
	.name = "summary",
	.arguments = "[OPTION...] [QUERY...]",
	.summary = "Count bounces by status subject, or what you choose",
	.run = run_summary,
};
