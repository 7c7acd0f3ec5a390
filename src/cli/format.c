/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/format.h"

#include "cli/cli.h"

#define X(value, name) name,
static const char *const names_table[] = {FORMATS(X) NULL};
#undef X

static const FormatFrame frames[N_FORMATS] = {
	[FORMAT_TEXT] = {"", "\n", "", ""},      [FORMAT_TEXT0] = {"", "", "", ""},
	[FORMAT_JSON] = {"[", ",\n", "", "]\n"}, [FORMAT_SEXP] = {"(", "\n", "", ")\n"},
	[FORMAT_CSV] = {"", "", "", ""},         [FORMAT_NDJSON] = {"", "", "\n", ""},
};

const char *const *
format_names(void)
{
	return names_table;
}

const char *const *
format_tree_names(void)
{
	static const char *const names[] = {"text", "json", "sexp", "ndjson", NULL};

	return names;
}

bool
format_read(const char *given, const char *const *names, Format *format, GError **error)
{
	int i = cli_choice("--format", given ? given : names[0], names, error);

	if (i < 0)
		return false;
	*format = (Format)cli_choice("--format", names[i], names_table, NULL);
	return true;
}

const FormatFrame *
format_frame(Format format)
{
	return &frames[format];
}

EmitNotation
format_notation(Format format)
{
	switch (format) {
	case FORMAT_JSON:
		return EMIT_JSON_PRETTY;
	case FORMAT_SEXP:
		return EMIT_SEXP;
	default:
		return EMIT_JSON;
	}
}

void
format_append(GString *out, Format format, const GPtrArray *items, FormatItem append)
{
	const FormatFrame *frame = format_frame(format);

	g_string_append(out, frame->begin);
	for (guint i = 0; i < items->len; i++) {
		if (i > 0)
			g_string_append(out, frame->between);
		append(out, items->pdata[i], format_notation(format));
		g_string_append(out, frame->after);
	}
	g_string_append(out, frame->end);
}
