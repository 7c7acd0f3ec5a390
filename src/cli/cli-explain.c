/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"

#include <string.h>

#include "core/doc.h"
#include "core/emit.h"
#include "core/explain.h"

typedef enum { FORMAT_TEXT, FORMAT_JSON } Format;

/* Reads well on any terminal and in a mail. */
#define WIDTH 78

static bool
read_code(const CliContext *context, const char *text, BounceStatus *status, GError **error)
{
	g_autoptr(GString) shown = g_string_new(NULL);

	if (bounce_status_parse(text, strlen(text), status) == strlen(text))
		return true;
	cells_append(shown, text, -1, WIDTH, context->flags);
	g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
	            "not an enhanced status code: %s\n"
	            "Give one such as 5.1.1: the class 2, 4 or 5, then two numbers.",
	            shown->str);
	return false;
}

static void
append_explanation(const CliContext *context, const BounceKb *kb, BounceStatus status, GString *out)
{
	g_autoptr(Doc) doc = doc_new();
	g_autoptr(DocLines) lines = NULL;

	explain_status(doc, kb, status);
	lines = doc_wrap(doc, WIDTH, context->flags);
	for (size_t i = 0; i < doc_lines_count(lines); i++) {
		const DocLine *line = doc_lines_get(lines, i);
		g_autofree char *text = g_strconcat(line->label, line->text, NULL);

		g_string_append_printf(out, "%s\n", g_strchomp(text));
	}
}

static bool
run_explain(const CliContext *context, char **args, GError **error)
{
	static const char *const formats[] = {[FORMAT_TEXT] = "text", [FORMAT_JSON] = "json", NULL};
	g_autofree char *format_name = NULL;
	const GOptionEntry entries[] = {
		{"format", 0, 0, G_OPTION_ARG_STRING, &format_name, "text or json", "FORMAT"},
		{0},
	};
	g_auto(GStrv) codes = NULL;

	if (!cli_options(&cli_explain, entries, args, &codes, error))
		return false;
	int format = cli_choice("--format", format_name ? format_name : "text", formats, error);
	if (format < 0)
		return false;
	if (!codes[0]) {
		g_set_error_literal(error, CLI_ERROR, CLI_ERROR_USAGE,
		                    "explain: no code is given\n"
		                    "Give one or more, such as \"explain 5.1.1 4.2.2\".");
		return false;
	}

	g_autoptr(BounceKb) kb = cli_load_kb(context, error);
	g_autoptr(GString) out = g_string_new(NULL);
	if (!kb)
		return false;
	for (char **code = codes; *code; code++) {
		BounceStatus status;

		if (!read_code(context, *code, &status, error))
			return false;
		if (format == FORMAT_JSON) {
			emit_status_json(out, kb, status);
			continue;
		}
		if (code > codes)
			g_string_append_c(out, '\n');
		append_explanation(context, kb, status, out);
	}
	return cli_write(out, error);
}

const Cli cli_explain = {
	.name = "explain",
	.arguments = "[OPTION...] CODE...",
	.summary = "Say what a status code means",
	.run = run_explain,
};
