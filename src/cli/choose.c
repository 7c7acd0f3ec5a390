/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/choose.h"

#include <string.h>

#include "cli/cli.h"

/* What is longer is not shown again to say where it is wrong. */
#define SHOWN_MAX 1000

void
choose_options_clear(ChooseOptions *options)
{
	g_free(options->filter);
	g_free(options->class);
	g_free(options->mark);
	g_free(options->since);
	g_free(options->until);
	g_free(options->sort);
	g_free(options->limit);
	g_free(options->offset);
}

void
choice_clear(Choice *choice)
{
	g_clear_pointer(&choice->filter, filter_unref);
}

/* The expression on a line, and below it what is wrong underlined. */
static char *
show_mistake(const char *text, FilterMistake place)
{
	g_autofree char *line = g_strdelimit(g_strdup(text), "\t\n\v\f\r", ' ');
	g_autofree char *before = g_strndup(line, place.begin);
	g_autofree char *wrong = g_strndup(line + place.begin, place.end - place.begin);
	g_autofree char *carets = g_strnfill(MAX(cells_width(wrong, CELLS_PROSE), 1), '^');
	int indent = (int)cells_width(before, CELLS_PROSE);

	return g_strdup_printf("  %s\n  %*s%s\n", line, indent, "", carets);
}

static bool
check_filter(const char *text, GError **error)
{
	FilterMistake place;
	g_autoptr(GError) why = NULL;
	g_autoptr(Filter) filter = filter_parse(text, &place, &why);
	g_autofree char *shown = NULL;

	if (filter)
		return true;
	if (strlen(text) <= SHOWN_MAX)
		shown = show_mistake(text, place);
	g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
	            "--filter: %s\n%sSee Filters in notmuch-bounces(1).", why->message,
	            shown ? shown : "");
	return false;
}

static bool
check_class(const char *class, GError **error)
{
	const char *names[BOUNCE_N_CLASSES + 1] = {0};

	for (unsigned i = 0; i < BOUNCE_N_CLASSES; i++)
		names[i] = bounce_class_name(i);
	return cli_choice("--class", class, names, error) >= 0;
}

static bool
check_mark(const char *mark, GError **error)
{
	return cli_choice("--mark", mark, mark_state_names(), error) >= 0;
}

/* "last:>=2026-01-31" is since that day, and so is "last:<=30d". */
static bool
append_date(GString *text, const char *option, const char *date, GError **error)
{
	bool is_since = g_str_equal(option, "--since");
	bool is_age = *date && g_ascii_isalpha(date[strlen(date) - 1]);
	g_autofree char *term =
		g_strdup_printf("last:%s\"%s\"", is_since == is_age ? "<=" : ">=", date);
	g_autoptr(Filter) filter = strchr(date, '"') ? NULL : filter_parse(term, NULL, NULL);

	g_string_append_printf(text, "%s ", term);
	if (filter)
		return true;
	g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
	            "%s takes no \"%s\"\nGive a day such as 2026-01-31, or an age such as 30d.",
	            option, date);
	return false;
}

/* All that was given as one expression. */
static bool
read_filter(const ChooseOptions *options, Choice *choice, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (options->filter && !check_filter(options->filter, error))
		return false;
	if (options->filter)
		g_string_append_printf(text, "(%s) ", options->filter);
	if (options->class && !check_class(options->class, error))
		return false;
	if (options->class)
		g_string_append_printf(text, "class:%s ", options->class);
	if (options->mark && !check_mark(options->mark, error))
		return false;
	if (options->mark)
		g_string_append_printf(text, "mark:%s ", options->mark);
	if (options->since && !append_date(text, "--since", options->since, error))
		return false;
	if (options->until && !append_date(text, "--until", options->until, error))
		return false;
	if (text->len == 0)
		return true;

	choice->filter = filter_parse(text->str, NULL, error);
	if (!choice->filter)
		cli_advise(error, "Make the expression shorter.");
	return choice->filter != NULL;
}

static bool
read_sort(const char *sort, Choice *choice, GError **error)
{
	bool is_up = g_str_has_suffix(sort, "-asc");
	bool is_down = g_str_has_suffix(sort, "-desc");
	g_autofree char *key = g_strndup(sort, strlen(sort) - (is_up ? 4 : 0) - (is_down ? 5 : 0));
	int found = cli_choice("--sort", key, model_sort_names(), error);

	if (found < 0)
		return false;
	choice->sort = (SortKey)found;
	choice->is_reversed = model_sort_descends(choice->sort) ? is_up : is_down;
	return true;
}

static bool
read_number(const char *option, const char *text, guint64 *number, GError **error)
{
	if (!text || g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT32, number, NULL))
		return true;
	g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
	            "%s takes a number of lines, not \"%s\"\n"
	            "An expression that says which ones goes with --filter.",
	            option, text);
	return false;
}

static bool
read_offset(const char *text, Choice *choice, GError **error)
{
	choice->is_from_end = text && *text == '-';
	return read_number("--offset", choice->is_from_end ? text + 1 : text, &choice->offset,
	                   error);
}

bool
choose_read(const ChooseOptions *options, Choice *choice, GError **error)
{
	choice->limit = G_MAXUINT64;
	return read_filter(options, choice, error) &&
	       (!options->sort || read_sort(options->sort, choice, error)) &&
	       read_number("--limit", options->limit, &choice->limit, error) &&
	       read_offset(options->offset, choice, error);
}

void
choose_apply(const Choice *choice, Model *model, const BounceKb *kb)
{
	const FilterContext context = {kb, g_get_real_time() / G_USEC_PER_SEC};

	model_sort(model, choice->sort, choice->is_reversed);
	model_limit(model, choice->filter, &context);
}
