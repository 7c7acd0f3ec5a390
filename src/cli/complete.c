/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/complete.h"

#include <string.h>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/gather.h"
#include "cli/records.h"
#include "core/export-format.h"
#include "core/filter.h"

/* What stands in place of the words of a command line. */
#define ASK_OPTIONS "--list-options"

#define FILES ":files\n"
#define TERMS ":terms\n"

/* ---- a line for each option of a command: name, letter or "-", kind, what it does */

#define KIND_SWITCH "switch"
#define KIND_FILE "file"
#define KIND_TEXT "text"

typedef enum { NAME, LETTER, KIND, ABOUT, N_PARTS } Part;

bool
complete_asks(char **args)
{
	return args[0] && args[1] && g_str_equal(args[1], ASK_OPTIONS);
}

static const char *
kind_of(const GOptionEntry *entry)
{
	if (entry->arg == G_OPTION_ARG_NONE)
		return KIND_SWITCH;
	return entry->arg == G_OPTION_ARG_FILENAME ? KIND_FILE : KIND_TEXT;
}

char *
complete_list(const GOptionEntry *entries)
{
	GString *out = g_string_new(NULL);

	for (; entries->long_name; entries++)
		if (!(entries->flags & G_OPTION_FLAG_HIDDEN))
			g_string_append_printf(out, "%s\t%c\t%s\t%s\n", entries->long_name,
			                       entries->short_name ? entries->short_name : '-',
			                       kind_of(entries),
			                       entries->description ? entries->description : "");
	return g_string_free(out, FALSE);
}

/* The lines, for g_strfreev(). */
static char **
ask_options(const CliContext *context, const Cli *command)
{
	g_autofree char *name = g_strdup(command->name);
	char ask[] = ASK_OPTIONS;
	char *args[] = {name, ask, NULL};
	g_autoptr(GError) error = NULL;

	/* A command that has none would run. */
	if (!g_str_has_prefix(command->arguments, CLI_OPTIONS) ||
	    command->run(context, args, &error) ||
	    !g_error_matches(error, CLI_ERROR, CLI_ERROR_OPTIONS))
		return g_new0(char *, 1);
	return g_strsplit(g_strchomp(error->message), "\n", -1);
}

/* ---- offers */

typedef struct {
	const CliContext *context;
	const Cli *command;
	char **options; /* see above */
	char **words;   /* of the line; n of them */
	guint n;
	const char *before; /* what of the last word stays */
	const char *word;   /* what is to be completed of it */
	GString *out;
} Tab;

static void
offer(const Tab *tab, const char *name, const char *about)
{
	if (g_str_has_prefix(name, tab->word))
		g_string_append_printf(tab->out, "%s%s\t%s\n", tab->before, name, about);
}

static void
offer_names(const Tab *tab, const char *const *names)
{
	for (; *names; names++)
		offer(tab, *names, "");
}

static void
offer_switch(const Tab *tab)
{
	static const char *const values[] = {"true", "false", NULL};

	offer_names(tab, values);
}

/* Behind the mark stand addresses. */
static void
offer_first_mark(const Tab *tab)
{
	for (guint i = 0; i + 1 < tab->n; i++)
		if (g_strv_contains(mark_state_names(), tab->words[i]))
			return;
	offer_names(tab, mark_state_names());
}

static void
offer_sorts(const Tab *tab)
{
	for (const char *const *name = model_sort_names(); *name; name++) {
		g_autofree char *up = g_strconcat(*name, "-asc", NULL);
		g_autofree char *down = g_strconcat(*name, "-desc", NULL);

		offer(tab, *name, "");
		offer(tab, up, "");
		offer(tab, down, "");
	}
}

static void
offer_forms(const Tab *tab)
{
	const ExportFormat *form;

	for (size_t i = 0; (form = export_format(i)); i++)
		offer(tab, form->name, form->summary);
	offer(tab, "help", "All of these, and what receives them");
}

static void
offer_presets(const Tab *tab)
{
	const char *const no_settings[] = {NULL};
	g_autofree char *user_dir = NULL;
	const PolicyPlaces places = gather_places(tab->context->data_dir, &user_dir);
	g_auto(GStrv) presets = policy_presets(&places);

	for (char **preset = presets; *preset; preset++) {
		g_autoptr(Policy) policy = policy_load(&places, no_settings, *preset, NULL);

		if (policy)
			offer(tab, *preset, policy_title(policy));
	}
}

/* What a field is, of "field:"; of all else "". */
static const char *
about_term(const char *term)
{
	g_autofree char *name = g_strndup(term, strcspn(term, ":"));
	const char *help = g_str_has_suffix(term, ":") ? filter_field_help(name) : NULL;

	return help ? help : "";
}

/* As behind "limit" in the browser. */
static void
offer_terms(const Tab *tab, const char *text, const char *before)
{
	g_autoptr(BounceKb) kb = cli_load_kb(tab->context, NULL);
	size_t begin;
	g_auto(GStrv) words = filter_complete_known(kb, text, strlen(text), &begin);

	for (char **word = words; *word; word++)
		g_string_append_printf(tab->out, "%s%.*s%s\t%s\n", before, (int)begin, text, *word,
		                       about_term(*word));
}

static void
offer_filter(const Tab *tab)
{
	offer_terms(tab, tab->word, tab->before);
}

/* The same as "class:NAME", which is what the option means. */
static void
offer_classes(const Tab *tab)
{
	static const char field[] = "class:";
	g_autofree char *text = g_strconcat(field, tab->word, NULL);
	size_t begin;
	g_auto(GStrv) words = filter_complete(text, strlen(text), &begin);

	for (char **word = words; *word; word++)
		offer(tab, *word + strlen(field), "");
}

static const char *
about_code(const BounceKb *kb, BounceKbList list, const char *name)
{
	g_autofree char *failure = g_strdelimit(g_strdup(name), "X", '5');
	BounceStatus status = BOUNCE_STATUS_NONE;

	bounce_status_parse(failure, strlen(failure), &status);
	if (list == BOUNCE_KB_LIST_CODES)
		return bounce_kb_status(kb, status, NULL)->known.title;
	if (list == BOUNCE_KB_LIST_FIELDS)
		return bounce_kb_field(kb, name)->title;

	const BounceReplyInfo *reply =
		bounce_kb_reply(kb, (unsigned)g_ascii_strtoull(name, NULL, 10));
	return reply ? reply->known.title : "";
}

static void
offer_codes_of(const Tab *tab, const BounceKb *kb, BounceKbList list)
{
	g_autofree const char **names = bounce_kb_list(kb, list);

	for (const char **name = names; *name; name++) {
		g_autofree char *code = g_strdup(*name);

		if (list == BOUNCE_KB_LIST_CODES && g_ascii_isdigit(*tab->word))
			*code = *tab->word;
		offer(tab, code, about_code(kb, list, *name));
	}
}

static void
offer_codes(const Tab *tab)
{
	g_autoptr(BounceKb) kb = cli_load_kb(tab->context, NULL);

	if (!kb)
		return;
	offer_codes_of(tab, kb, BOUNCE_KB_LIST_CODES);
	offer_codes_of(tab, kb, BOUNCE_KB_LIST_REPLIES);
	offer_codes_of(tab, kb, BOUNCE_KB_LIST_FIELDS);
}

static void
offer_commands(const Tab *tab)
{
	const Cli *command;

	for (size_t i = 0; (command = cli_at(i)); i++)
		offer(tab, command->name, command->summary);
}

static void
offer_files(const Tab *tab)
{
	g_string_append(tab->out, FILES);
}

/* Only the first word can be a command. */
static void
offer_search(const Tab *tab)
{
	if (!*tab->command->name && tab->n == 1)
		offer_commands(tab);
	g_string_append(tab->out, TERMS);
}

/* ---- which of them */

typedef struct {
	const char *name;
	void (*offer)(const Tab *tab);
} Offering;

/* Of options that mean the same to all commands. */
static const CliChoice choices[] = {
	{"output", output_names},
	{"group-by", model_grouping_names},
	{"mark", mark_state_names},
	{"query", common_query_names},
	{0},
};
static const Offering options_take[] = {
	{"filter", offer_filter},  {"class", offer_classes}, {"sort", offer_sorts},
	{"preset", offer_presets}, {"to", offer_forms},
};

/* What help calls the arguments of a command. */
static const Offering arguments_are[] = {
	{"QUERY", offer_search},     {"FILE", offer_files},      {"CODE", offer_codes},
	{"COMMAND", offer_commands}, {"MARK", offer_first_mark},
};

/* The parts of the line about an option, which a word names with or without a value; NULL when
 * there is none. */
static char **
find_option(const Tab *tab, const char *word)
{
	bool is_long = g_str_has_prefix(word, "--");
	g_autofree char *name = g_strndup(word, strcspn(word, "=:"));

	for (char **line = tab->options; *line; line++) {
		g_auto(GStrv) parts = g_strsplit(*line, "\t", N_PARTS);

		if (is_long ? g_str_equal(parts[NAME], name + 2)
		            : g_str_equal(parts[LETTER], name + 1))
			return g_steal_pointer(&parts);
	}
	return NULL;
}

static void
offer_choice(const Tab *tab, const CliChoice *all, const char *option)
{
	for (; all && all->option; all++)
		if (g_str_equal(all->option, option))
			offer_names(tab, all->names());
}

static void
offer_value(const Tab *tab, char **option)
{
	offer_choice(tab, tab->command->choices, option[NAME]);
	offer_choice(tab, choices, option[NAME]);
	for (size_t i = 0; i < G_N_ELEMENTS(options_take); i++)
		if (g_str_equal(options_take[i].name, option[NAME]))
			options_take[i].offer(tab);
	if (g_str_equal(option[KIND], KIND_FILE))
		offer_files(tab);
	if (g_str_equal(option[KIND], KIND_SWITCH))
		offer_switch(tab);
}

static void
offer_options(const Tab *tab)
{
	for (char **line = tab->options; *line; line++) {
		g_auto(GStrv) parts = g_strsplit(*line, "\t", N_PARTS);
		bool is_switch = g_str_equal(parts[KIND], KIND_SWITCH);
		g_autofree char *name = g_strconcat("--", parts[NAME], is_switch ? "" : "=", NULL);

		offer(tab, name, parts[ABOUT]);
	}
	if (*tab->command->name)
		offer(tab, "--help", "show the options");
}

static void
offer_argument(const Tab *tab)
{
	for (size_t i = 0; i < G_N_ELEMENTS(arguments_are); i++)
		if (strstr(tab->command->arguments, arguments_are[i].name))
			arguments_are[i].offer(tab);
}

/* The word before the last one, when it is an option whose value is the next. */
static char **
find_waiting(const Tab *tab)
{
	const char *word = tab->n >= 2 ? tab->words[tab->n - 2] : "";

	if (*word != '-' || strpbrk(word, "=:"))
		return NULL;
	g_auto(GStrv) option = find_option(tab, word);

	return option && !g_str_equal(option[KIND], KIND_SWITCH) ? g_steal_pointer(&option) : NULL;
}

/* Does a word stand before the last one? */
static bool
has_word(const Tab *tab, const char *word)
{
	for (guint i = 0; i + 1 < tab->n; i++)
		if (g_str_equal(tab->words[i], word))
			return true;
	return false;
}

static void
offer_all(const Tab *tab)
{
	size_t len = strcspn(tab->word, "=:");
	bool has_value = g_str_has_prefix(tab->word, "--") && tab->word[len];
	g_auto(GStrv) option = has_value ? find_option(tab, tab->word) : find_waiting(tab);
	g_autofree char *before = g_strndup(tab->word, has_value ? len + 1 : 0);
	Tab value = *tab;

	value.before = before;
	value.word = tab->word + strlen(before);
	bool is_over = has_word(tab, "--");
	if (option && !is_over)
		offer_value(&value, option);
	else if (*tab->word == '-' && !is_over)
		offer_options(tab);
	else
		offer_argument(tab);
}

void
complete(const CliContext *context, const Cli *browser, char **words, GString *out)
{
	guint n = g_strv_length(words);
	const Cli *command = n >= 2 ? cli_find(words[0]) : NULL;

	if (!command)
		command = browser;

	g_auto(GStrv) options = ask_options(context, command);
	const Tab tab = {
		.context = context,
		.command = command,
		.options = options,
		.words = words,
		.n = n,
		.before = "",
		.word = words[n - 1],
		.out = out,
	};

	offer_all(&tab);
}
