/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "mark": decide about addresses without a screen, and take that back; all marks as
 * text, out and in.
 */
#include "cli/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/source.h"
#include "core/cells.h"
#include "core/locate.h"
#include "core/marks-text.h"

typedef struct {
	char *note, *load;
	SourceOptions source;
	gboolean dump, undo, redo;
	char **words;
} Options;

static void
options_clear(Options *options)
{
	g_free(options->note);
	g_free(options->load);
	source_options_clear(&options->source);
	g_strfreev(options->words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static bool
read_options(char **args, Options *options, GError **error)
{
	const GOptionEntry entries[] = {
		{"note", 0, 0, G_OPTION_ARG_STRING, &options->note, "why, in your own words",
	         "TEXT"},
		{"dump", 0, 0, G_OPTION_ARG_NONE, &options->dump, "print all marks", NULL},
		{"load", 0, 0, G_OPTION_ARG_FILENAME, &options->load,
	         "take in what --dump printed, from a file or standard input (-)", "FILE"},
		{"undo", 0, 0, G_OPTION_ARG_NONE, &options->undo, "take back the last change",
	         NULL},
		{"redo", 0, 0, G_OPTION_ARG_NONE, &options->redo, "do again what was taken back",
	         NULL},
		SOURCE_OPTIONS(&options->source),
		{0},
	};

	return cli_options(&cli_mark, entries, args, &options->words, error);
}

/* One thing at a time. */
static bool
check_options(const Options *options, GError **error)
{
	bool has_words = options->words[0] != NULL;
	int n = has_words + options->dump + (options->load != NULL) + options->undo + options->redo;

	if (n == 1 && (has_words || !options->note) && (!has_words || options->words[1]))
		return true;
	g_set_error_literal(error, CLI_ERROR, CLI_ERROR_USAGE,
	                    n > 1 ? "mark: more than one thing is asked for\n"
	                            "Give a mark and addresses, or one of --dump, --load, "
	                            "--undo, --redo."
	                          : "mark: no address is given\n"
	                            "Give a mark (remove, keep or none) and addresses, or one of "
	                            "--dump, --load, --undo, --redo.");
	return false;
}

static gint64
now(void)
{
	return g_get_real_time() / G_USEC_PER_SEC;
}

/* ---- what was done */

static void
append_changed(GString *out, const MarkChanged *changed, CellsFlags flags)
{
	cells_append(out, changed->address, -1, CELLS_ALL, flags | CELLS_IDENTIFIER);
	g_string_append_printf(out, "  %s -> %s", mark_state_name(changed->before),
	                       mark_state_name(changed->after));
	if (*changed->message_id)
		g_string_append(out, "  ");
	cells_append(out, changed->message_id, -1, CELLS_ALL, flags | CELLS_IDENTIFIER);
	g_string_append_c(out, '\n');
}

/* Takes changed, which is NULL when it failed. */
static bool
print_changed(const CliContext *context, GPtrArray *changed, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	if (!changed)
		return false;
	for (guint i = 0; i < changed->len; i++)
		append_changed(out, changed->pdata[i], context->flags);
	g_ptr_array_unref(changed);
	return cli_write(out, error);
}

/* ---- marking */

static GPtrArray *
mark(Marks *marks, const Options *options, GError **error)
{
	static const char *const states[] = {"none", "remove", "keep", NULL};
	g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(MarkChange));
	int state = cli_choice("mark", options->words[0], states, error);
	MarkChange change = {.message_id = ""};

	if (state < 0)
		return NULL;
	change.mark = (Mark){
		.by = MARK_USER,
		.time = now(),
		.reason = "",
		.note = options->note ? options->note : "",
	};
	mark_state_from_name(states[state], &change.mark.state);
	for (char **address = options->words + 1; *address; address++) {
		change.address = *address;
		g_array_append_val(changes, change);
	}
	return marks_set_many(marks, (const MarkChange *)(void *)changes->data, changes->len,
	                      error);
}

/* ---- text */

static bool
read_stream(FILE *in, GString *text)
{
	char block[65536];
	size_t n;

	/* One block too many shows that it is too long. */
	while (text->len <= MARKS_LOAD_MAX && (n = fread(block, 1, sizeof block, in)) > 0)
		g_string_append_len(text, block, (gssize)n);
	return !ferror(in);
}

static bool
read_text(const char *name, GString *text, GError **error)
{
	bool is_stdin = g_str_equal(name, "-");
	FILE *in = is_stdin ? stdin : fopen(name, "re");
	bool is_read = in && read_stream(in, text);

	if (!is_read) {
		g_autofree char *shown = g_filename_display_name(name);

		g_set_error(error, CLI_ERROR, CLI_ERROR_INPUT,
		            "cannot read the marks in %s: %s\nNothing was marked.", shown,
		            g_strerror(errno));
	}
	if (in && !is_stdin)
		fclose(in);
	return is_read;
}

static GPtrArray *
load(Marks *marks, const char *name, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *base = g_filename_display_basename(name);
	g_autofree char *by = g_strconcat(MARK_IMPORT, base, NULL);
	const MarksOrigin origin = {by, now()};

	return read_text(name, text, error) ? marks_load(marks, text, &origin, error) : NULL;
}

static bool
print_dump(const Marks *marks, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	marks_dump(marks, out);
	return cli_write(out, error);
}

static bool
run_mark(const CliContext *context, char **args, GError **error)
{
	g_auto(Options) options = {0};

	if (!read_options(args, &options, error) || !check_options(&options, error) ||
	    !source_open(context, &options.source, error))
		return false;

	g_autofree char *database =
		locate_database(context->program, context->data_dir, options.source.config, error);
	g_autoptr(Marks) marks = database ? marks_open_users(database, error) : NULL;
	GPtrArray *changed;

	if (!marks)
		return false;
	if (options.dump)
		return print_dump(marks, error);
	if (options.load)
		changed = load(marks, options.load, error);
	else if (options.undo)
		changed = marks_undo(marks, error);
	else if (options.redo)
		changed = marks_redo(marks, error);
	else
		changed = mark(marks, &options, error);
	return print_changed(context, changed, error);
}

const Cli cli_mark = {
	.name = "mark",
	.arguments = "[OPTION...] [MARK ADDRESS...]",
	.summary = "Mark addresses remove, keep or none",
	.run = run_mark,
};
