/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "show": everything that is known of addresses, or of those that a message is about.
 */
#include "cli/commands.h"

#include <string.h>

#include "cli/common.h"
#include "cli/format.h"
#include "core/explain.h"
#include "core/identity.h"

#define ID "id:"

typedef struct {
	CommonOptions common;
	char *format_name;
	Format format;
	char **words;
} Options;

static void
options_clear(Options *options)
{
	common_options_clear(&options->common);
	g_free(options->format_name);
	g_strfreev(options->words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static bool
read_options(char **args, Options *options, GError **error)
{
	g_autofree char *format_help = g_strjoinv(", ", (char **)format_tree_names());
	const GOptionEntry entries[] = {
		{"format", 0, 0, G_OPTION_ARG_STRING, &options->format_name, format_help, "FORMAT"},
		COMMON_PRINT(&options->common),
		COMMON_INDEX(&options->common),
		{0},
	};

	if (!cli_options(&cli_show, entries, args, &options->words, error) ||
	    !common_check(&options->common, error) ||
	    !format_read(options->format_name, format_tree_names(), &options->format, error))
		return false;
	if (options->words[0])
		return true;
	g_set_error_literal(error, CLI_ERROR, CLI_ERROR_USAGE,
	                    "show: no address is given\n"
	                    "Give addresses, or id: and the Message-ID of a bounce.");
	return false;
}

/* ---- which rows are meant */

static bool
has_message(const Row *row, const char *id)
{
	for (guint i = 0; i < row->events.n; i++)
		if (g_str_equal(row->events.at[i]->message_id, id))
			return true;
	return false;
}

static bool
is_meant(const Row *row, const char *word, const char *identity)
{
	if (g_str_has_prefix(word, ID))
		return has_message(row, word + strlen(ID));
	return *row->address && g_str_equal(model_row_identity(row), identity);
}

/* false when there is none. */
static bool
find_rows(const Model *model, const char *word, GPtrArray *rows)
{
	g_autofree char *identity = identity_of(word);
	bool is_found = false;

	for (size_t g = 0; g < model_n_groups(model); g++) {
		const Group *group = model_group(model, g);

		for (guint i = 0; i < group->rows->len; i++) {
			void *row = group->rows->pdata[i];

			if (!is_meant(row, word, identity))
				continue;
			is_found = true;
			if (!g_ptr_array_find(rows, row, NULL))
				g_ptr_array_add(rows, row);
		}
	}
	return is_found;
}

/* ---- what is printed of them */

static void
append_text(GString *out, const CliContext *context, const BounceKb *kb, const Row *row)
{
	g_autoptr(Doc) doc = doc_new();

	doc_add(doc, DOC_TITLE, row->title);
	explain_row(doc, kb, row, 0);
	cli_append_doc(out, doc, cli_width(), context->flags);
}

static void
append_tree(GString *out, const void *row, EmitNotation notation)
{
	emit_row_whole(out, row, notation);
}

static void
append_rows(GString *out, const CliContext *context, const Options *options, const BounceKb *kb,
            const GPtrArray *rows)
{
	if (options->format != FORMAT_TEXT) {
		format_append(out, options->format, rows, append_tree);
		return;
	}
	for (guint i = 0; i < rows->len; i++) {
		if (i > 0)
			g_string_append_c(out, '\n');
		append_text(out, context, kb, rows->pdata[i]);
	}
}

static bool
run_show(const CliContext *context, char **args, GError **error)
{
	g_auto(Options) options = {.common = COMMON_DEFAULTS};
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GPtrArray) rows = g_ptr_array_new();

	if (!read_options(args, &options, error) ||
	    !source_open(context, &options.common.source, error))
		return false;
	g_autoptr(BounceKb) kb = cli_load_kb(context, error);
	if (!kb)
		return false;
	g_auto(Gathered) gathered = {0};
	if (!common_gather(context, &options.common, kb, &gathered, error))
		return false;
	for (char **word = options.words; *word; word++) {
		if (find_rows(gathered.model, *word, rows))
			continue;
		g_set_error(error, CLI_ERROR, CLI_ERROR_NO_MATCH,
		            "nothing has bounced for %s\n"
		            "\"notmuch bounces list --output=addresses\" shows what has.",
		            *word);
		return false;
	}
	append_rows(out, context, &options, kb, rows);
	return common_write(&options.common, out, error);
}

const Cli cli_show = {
	.name = "show",
	.arguments = CLI_OPTIONS "ADDRESS|id:ID...",
	.choices = (const CliChoice[]){{"format", format_tree_names}, {0}},
	.summary = "Tell everything about addresses",
	.run = run_show,
};
