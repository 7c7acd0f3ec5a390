/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "mark": decide about addresses without a screen, and take that back; all marks as
 * text, out and in.
 */
#include "cli/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/rows.h"
#include "core/cells.h"
#include "core/identity.h"
#include "core/locate.h"
#include "core/marks-text.h"

typedef struct {
	char *note, *load, *input;
	gboolean dump, undo, redo, is_nul, is_dry;
	RowsOptions rows;
	char **words;
} Options;

static void
options_clear(Options *options)
{
	g_free(options->note);
	g_free(options->load);
	g_free(options->input);
	rows_options_clear(&options->rows);
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
		{"input", 0, 0, G_OPTION_ARG_FILENAME, &options->input,
	         "addresses from a file or standard input (-), one a line", "FILE"},
		{"null", '0', 0, G_OPTION_ARG_NONE, &options->is_nul,
	         "the addresses of --input end in NUL", NULL},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &options->is_dry,
	         "print what would be done, and do nothing", NULL},
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &options->rows.common.is_quiet,
	         "print nothing but errors", NULL},
		CHOOSE_MARK(&options->rows.choose),
		ROWS_OPTIONS(&options->rows),
		{0},
	};

	if (!cli_options(&cli_mark, entries, args, &options->words, error))
		return false;
	/* where rows are chosen */
	if (options->words[0])
		options->rows.common.terms = g_strdupv(options->words + 1);
	return true;
}

/* Rows are chosen, and words behind the mark are search terms. */
static bool
is_by_filter(const Options *options)
{
	const ChooseOptions *choose = &options->rows.choose;

	return choose->filter || choose->class || choose->mark || choose->since || choose->until;
}

static const char *
find_mistake(const Options *options)
{
	bool has_mark = options->words[0] != NULL;
	bool has_words = has_mark && options->words[1];
	bool is_chosen = is_by_filter(options);
	int n_named = is_chosen + (options->input != NULL);
	int n = has_mark + options->dump + (options->load != NULL) + options->undo + options->redo;

	if (n > 1 || n_named > 1 || (options->input && has_words))
		return "mark: more than one thing is asked for\n"
		       "Give a mark and addresses, --filter or --input, or one of --dump, --load, "
		       "--undo, --redo.";
	if (n == 1 && !has_mark)
		return options->note || n_named > 0 || options->is_dry
		               ? "mark: more than one thing is asked for\n"
		                 "--note, --filter, --input and --dry-run are for marks alone."
		               : NULL;
	if (has_mark && (has_words || n_named > 0))
		return NULL;
	return "mark: no address is given\n"
	       "Give a mark (remove, keep or none) and addresses, --filter or --input, or one of "
	       "--dump, --load, --undo, --redo.";
}

static bool
check_options(Options *options, GError **error)
{
	const char *mistake = find_mistake(options);

	if (!mistake)
		return rows_check(&options->rows, error);
	g_set_error_literal(error, CLI_ERROR, CLI_ERROR_USAGE, mistake);
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

static bool
print_changed(const CliContext *context, const Options *options, const GPtrArray *changed,
              GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (guint i = 0; i < changed->len; i++)
		append_changed(out, changed->pdata[i], context->flags);
	return common_write(&options->rows.common, out, error);
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
		            "cannot read %s: %s\nNothing was marked.", shown, g_strerror(errno));
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

/* ---- whose mark it is to be */

/* false with error: of --input. */
static bool
read_addresses(const Options *options, GPtrArray *addresses, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (!read_text(options->input, text, error))
		return false;
	if (text->len > MARKS_LOAD_MAX) {
		g_set_error(error, CLI_ERROR, CLI_ERROR_INPUT,
		            "the addresses are longer than %zu bytes\n"
		            "Nothing was marked; give them in parts.",
		            (size_t)MARKS_LOAD_MAX);
		return false;
	}
	for (size_t at = 0; at < text->len;) {
		const char *begin = text->str + at;
		const char *end = memchr(begin, options->is_nul ? '\0' : '\n', text->len - at);
		size_t len = end ? (size_t)(end - begin) : text->len - at;
		char *address = g_strndup(begin, len);

		if (!options->is_nul)
			g_strchomp(address);
		if (*address)
			g_ptr_array_add(addresses, address);
		else
			g_free(address);
		at += len + 1;
	}
	return true;
}

static void
tell_chosen(const CliContext *context, const size_t *n)
{
	bool is_all = n[OFFER_HELD] + n[OFFER_KEPT] == 0;
	g_autofree char *told = g_strdup_printf(
		"%zu chosen, left out: %zu guarded, %zu marked keep%s", n[OFFER_PROPOSED],
		n[OFFER_HELD], n[OFFER_KEPT],
		is_all ? ""
		       : "\n\"notmuch bounces list --filter='guard:any or mark:keep'\" shows them; "
			 "name those that are to go all the same.");

	context->say(told, context->flags);
}

/* Those that are shown; what is guarded or kept is removed by name alone. */
static bool
choose_addresses(const CliContext *context, const Options *options, MarkState state,
                 GPtrArray *addresses, GError **error)
{
	size_t n[N_OFFERS] = {0};
	g_autoptr(BounceKb) kb = cli_load_kb(context, error);
	if (!kb)
		return false;
	g_auto(Gathered) gathered = {0};
	if (!rows_gather(context, &options->rows, kb, &gathered, error))
		return false;

	for (size_t g = 0; g < model_n_groups(gathered.model); g++) {
		const Group *group = model_group(gathered.model, g);

		for (guint i = 0; i < group->rows->len; i++) {
			const Row *row = group->rows->pdata[i];
			OfferKind kind = state == MARK_REMOVE ? offer_kind_of(row) : OFFER_PROPOSED;

			if (!*row->address)
				continue;
			n[kind]++;
			if (kind == OFFER_PROPOSED)
				g_ptr_array_add(addresses, g_strdup(row->address));
		}
	}
	if (!options->rows.common.is_quiet)
		tell_chosen(context, n);
	return true;
}

static bool
find_addresses(const CliContext *context, const Options *options, MarkState state,
               GPtrArray *addresses, GError **error)
{
	if (is_by_filter(options))
		return choose_addresses(context, options, state, addresses, error);
	if (options->input)
		return read_addresses(options, addresses, error);
	for (char **address = options->words + 1; *address; address++)
		g_ptr_array_add(addresses, g_strdup(*address));
	return true;
}

/* ---- marking */

static GPtrArray *
set_marks(Marks *marks, const Mark *wanted, const GPtrArray *addresses, GError **error)
{
	g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(MarkChange));

	for (guint i = 0; i < addresses->len; i++) {
		const MarkChange change = {
			.address = addresses->pdata[i],
			.message_id = "",
			.mark = *wanted,
		};

		g_array_append_val(changes, change);
	}
	return marks_set_many(marks, (const MarkChange *)(void *)changes->data, changes->len,
	                      error);
}

/* Would that be another one than there is? */
static bool
is_other(const Mark *before, const Mark *wanted)
{
	if (before->state == MARK_NONE || before->state != wanted->state)
		return before->state != wanted->state;
	return !g_str_equal(before->by, wanted->by) || !g_str_equal(before->note, wanted->note);
}

/* What set_marks() would do, in the words of append_changed(). */
static void
append_plan(GString *out, const Marks *marks, const Mark *wanted, const GPtrArray *addresses,
            CellsFlags flags)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < addresses->len; i++) {
		char *identity = identity_of(addresses->pdata[i]);
		Mark before = marks_get(marks, identity);
		char none[] = "";
		const MarkChanged change = {addresses->pdata[i], none, before.state, wanted->state};

		if (g_hash_table_add(seen, identity) && is_other(&before, wanted))
			append_changed(out, &change, flags);
	}
}

static bool
mark(const CliContext *context, const Options *options, Marks *marks, GError **error)
{
	g_autoptr(GPtrArray) addresses = g_ptr_array_new_with_free_func(g_free);
	int name = cli_choice("mark", options->words[0], mark_state_names(), error);

	if (name < 0)
		return false;
	MarkState state = (MarkState)name;
	if (!find_addresses(context, options, state, addresses, error))
		return false;
	const Mark wanted = {state, MARK_USER, now(), "", options->note ? options->note : ""};

	if (options->is_dry) {
		g_autoptr(GString) out = g_string_new(NULL);

		append_plan(out, marks, &wanted, addresses, context->flags);
		return common_write(&options->rows.common, out, error);
	}
	g_autoptr(GPtrArray) changed = set_marks(marks, &wanted, addresses, error);
	return changed && print_changed(context, options, changed, error);
}

static bool
run_mark(const CliContext *context, char **args, GError **error)
{
	g_auto(Options) options = {.rows.common = COMMON_DEFAULTS};

	if (!read_options(args, &options, error) || !check_options(&options, error) ||
	    !source_open(context, &options.rows.common.source, error))
		return false;

	g_autofree char *database = locate_database(context->reader, context->data_dir,
	                                            options.rows.common.source.config, error);
	g_autoptr(Marks) marks = database ? marks_open_users(database, error) : NULL;
	g_autoptr(GPtrArray) changed = NULL;

	if (!marks)
		return false;
	if (options.dump)
		return print_dump(marks, error);
	if (options.words[0])
		return mark(context, &options, marks, error);
	if (options.load)
		changed = load(marks, options.load, error);
	else if (options.undo)
		changed = marks_undo(marks, error);
	else
		changed = marks_redo(marks, error);
	return changed && print_changed(context, &options, changed, error);
}

const Cli cli_mark = {
	.name = "mark",
	.arguments = CLI_OPTIONS "[MARK [ADDRESS...]]",
	.summary = "Mark addresses remove, keep or none",
	.run = run_mark,
};
