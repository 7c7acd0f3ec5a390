/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands.h"

#include <string.h>

#include "core/doc.h"
#include "core/emit.h"
#include "core/explain.h"

/* Reads well on any terminal and in a mail. */
#define WIDTH 78

static bool
explain_code(const CliContext *context, const BounceKb *kb, const char *text, bool as_json,
             GString *out, GError **error)
{
	BounceStatus status;
	g_autoptr(Doc) doc = doc_new();
	g_autoptr(DocLines) lines = NULL;

	if (bounce_status_parse(text, strlen(text), &status) != strlen(text)) {
		g_autoptr(GString) shown = g_string_new(NULL);

		cells_append(shown, text, -1, WIDTH, context->flags);
		g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
		            "not an enhanced status code: %s\n"
		            "Give one such as 5.1.1: the class 2, 4 or 5, then two numbers.",
		            shown->str);
		return false;
	}
	if (as_json) {
		emit_status_json(out, kb, status);
		return true;
	}

	explain_status(doc, kb, status);
	lines = doc_wrap(doc, WIDTH, context->flags);
	for (size_t i = 0; i < doc_lines_count(lines); i++) {
		const DocLine *line = doc_lines_get(lines, i);

		g_string_append_printf(out, "%s%s", line->label, line->text);
		while (out->len > 0 && out->str[out->len - 1] == ' ')
			g_string_truncate(out, out->len - 1);
		g_string_append_c(out, '\n');
	}
	return true;
}

static bool
run_explain(const CliContext *context, int argc, char **argv, GError **error)
{
	static const char *const formats[] = {"text", "json", NULL};
	g_autofree char *format_name = g_strdup("text");
	const GOptionEntry entries[] = {
		{"format", 0, 0, G_OPTION_ARG_STRING, &format_name, "text or json", "FORMAT"},
		{0},
	};
	g_auto(GStrv) codes = NULL;

	if (!cli_options(&cli_explain, entries, argc, argv, &codes, error))
		return false;
	int format = cli_choice("--format", format_name, formats, error);
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
		if (code > codes && format == 0)
			g_string_append_c(out, '\n');
		if (!explain_code(context, kb, *code, format == 1, out, error))
			return false;
	}
	return cli_write(out, error);
}

const Cli cli_explain = {
	.name = "explain",
	.arguments = "[OPTION...] CODE...",
	.summary = "Say what a status code means",
	.run = run_explain,
};
