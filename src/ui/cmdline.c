/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cmdline.h"

#include <string.h>

#include "ui/actions.h"
#include "ui/browser-state.h"
#include "ui/file-name.h"
#include "ui/look.h"
#include "ui/matching.h"
#include "ui/tagging.h"
#include "ui/view-list.h"

GQuark
cmdline_error_quark(void)
{
	return g_quark_from_static_string("cmdline-error");
}

/* A line of a screen is no longer. */
#define LINE_DIGITS_MAX 7

typedef struct {
	const char *name;
	const char *argument;
	const char *help;
	bool (*run)(Browser *browser, const char *argument, GError **error);
	const char *const *(*words)(void); /* what the argument can be, or NULL */
	char **(*complete)(const char *text, size_t at, size_t *begin); /* or become, or NULL */
} Statement;

static bool
run_group(Browser *browser, const char *argument, GError **error)
{
	const char *const *names = model_grouping_names();

	for (unsigned i = 0; names[i]; i++) {
		if (g_str_equal(names[i], argument)) {
			model_group_by(browser->context.model, (Grouping)i, browser->context.kb);
			return true;
		}
	}
	g_autofree char *all = g_strjoinv(", ", (char **)names);
	g_set_error(error, CMDLINE_ERROR, CMDLINE_ERROR_ARGUMENT, "group knows: %s", all);
	return false;
}

static bool
run_limit(Browser *browser, const char *argument, GError **error)
{
	return limits_set(browser->limits, &browser->context, argument, error);
}

static bool
run_sort(Browser *browser, const char *argument, GError **error)
{
	const char *const *names = model_sort_names();

	for (unsigned i = 0; names[i]; i++) {
		if (g_str_equal(names[i], argument)) {
			model_sort(browser->context.model, (SortKey)i, false);
			return true;
		}
	}
	g_autofree char *all = g_strjoinv(", ", (char **)names);
	g_set_error(error, CMDLINE_ERROR, CMDLINE_ERROR_ARGUMENT, "sort knows: %s", all);
	return false;
}

static bool
run_search(Browser *browser, const char *argument, GError **error)
{
	View *view = browser_top(browser);

	finder_begin(browser->finder, view, 1);
	g_autofree char *message = finder_accept(browser->finder, view, argument);
	if (!message)
		return true;
	g_set_error_literal(error, CMDLINE_ERROR, CMDLINE_ERROR_ARGUMENT, message);
	return false;
}

static bool
run_query(Browser *browser, const char *argument, GError **error)
{
	(void)error;
	actions_query(browser, argument);
	return true;
}

static const char with_marks[] = "with-marks";

static const char *const *
tag_words(void)
{
	static const char *const words[] = {with_marks, NULL};

	return words;
}

static bool
run_tag(Browser *browser, const char *argument, GError **error)
{
	bool is_marked = g_str_equal(argument, with_marks);

	if (*argument != '\0' && !is_marked) {
		g_set_error(error, CMDLINE_ERROR, CMDLINE_ERROR_ARGUMENT, "tag knows: %s",
		            with_marks);
		return false;
	}
	tagging_begin(browser, is_marked);
	return true;
}

static bool
run_w(Browser *browser, const char *argument, GError **error)
{
	if (exporting_run_line(browser->exporting, argument))
		return true;
	g_set_error(error, CMDLINE_ERROR, CMDLINE_ERROR_ARGUMENT,
	            "w needs FILE behind %s; a file of that name is ./%s", argument, argument);
	return false;
}

static bool
run_mark(Browser *browser, const char *argument, GError **error)
{
	return matching_run_line(browser, argument, error);
}

static bool
configure(Browser *browser, const char *statement, const char *argument, GError **error)
{
	g_autofree char *line = g_strdup_printf("%s %s", statement, argument);
	bool done = config_run_line(browser->options->config, line, error);

	/* Also where it failed: a file may have been run up to a mistake. */
	look_apply(&browser->palette, browser->screen, browser->options->config);
	return done;
}

static bool
run_set(Browser *browser, const char *argument, GError **error)
{
	return configure(browser, "set", argument, error);
}

static bool
run_bind(Browser *browser, const char *argument, GError **error)
{
	return configure(browser, "bind", argument, error);
}

static bool
run_unbind(Browser *browser, const char *argument, GError **error)
{
	return configure(browser, "unbind", argument, error);
}

static bool
run_color(Browser *browser, const char *argument, GError **error)
{
	return configure(browser, "color", argument, error);
}

static bool
run_source(Browser *browser, const char *argument, GError **error)
{
	return configure(browser, "source", argument, error);
}

#define X(function, words, complete, argument, help)                                               \
	{#function, argument, help, run_##function, words, complete},
static const Statement statements[] = {STATEMENTS(X)};
#undef X

static const Statement *
find_statement(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(statements); i++)
		if (g_str_equal(statements[i].name, name))
			return &statements[i];
	return NULL;
}

static bool
run_statement(Browser *browser, const Statement *statement, const char *argument, GError **error)
{
	if (*argument != '\0' || *statement->argument == '[')
		return statement->run(browser, argument, error);
	g_set_error(error, CMDLINE_ERROR, CMDLINE_ERROR_ARGUMENT, "%s needs %s", statement->name,
	            statement->argument);
	return false;
}

bool
cmdline_run(Browser *browser, const char *line, GError **error)
{
	g_autofree char *text = g_strstrip(g_strdup(line));
	size_t len = strcspn(text, " "), n_digits = strspn(text, "0123456789");
	g_autofree char *name = g_strndup(text, len);
	const char *argument = text + len + strspn(text + len, " ");
	const Statement *statement = find_statement(name);
	Command command;

	if (*text == '\0')
		return true;
	if (statement)
		return run_statement(browser, statement, argument, error);
	if (n_digits == strlen(text) && n_digits <= LINE_DIGITS_MAX) {
		actions_run(browser, COMMAND_LAST,
		            (size_t)MAX(g_ascii_strtoull(text, NULL, 10), 1));
		return true;
	}
	if (!command_from_name(name, &command)) {
		g_set_error(error, CMDLINE_ERROR, CMDLINE_ERROR_UNKNOWN,
		            "no command \"%s\"; Tab completes names, ? lists them", name);
		return false;
	}
	if (*argument != '\0') {
		g_set_error(error, CMDLINE_ERROR, CMDLINE_ERROR_ARGUMENT, "%s takes no argument",
		            name);
		return false;
	}
	actions_run(browser, command, 0);
	return true;
}

static void
add_if(GPtrArray *words, const char *word, const char *begin)
{
	if (g_str_has_prefix(word, begin))
		g_ptr_array_add(words, g_strdup(word));
}

static char **
complete_argument(const Statement *statement, const char *head, size_t *begin)
{
	size_t n_name = strcspn(head, " ");
	size_t n_before = n_name + strspn(head + n_name, " ");
	char **words = statement->complete(head + n_before, strlen(head) - n_before, begin);

	*begin += n_before;
	return words;
}

char **
cmdline_complete(const char *line, size_t at, size_t *begin)
{
	g_autofree char *head = g_strndup(line, at);
	const char *blank = strrchr(head, ' ');
	const char *typed = blank ? blank + 1 : head;
	g_autofree char *name = g_strndup(head, strcspn(head, " "));
	const Statement *statement = blank ? find_statement(name) : NULL;

	if (statement && statement->complete)
		return complete_argument(statement, head, begin);

	const char *const *known = statement && statement->words ? statement->words() : NULL;
	g_autoptr(GPtrArray) words = g_ptr_array_new();

	*begin = (size_t)(typed - head);
	for (; known && *known; known++)
		add_if(words, *known, typed);
	for (size_t i = 0; !blank && i < G_N_ELEMENTS(statements); i++)
		add_if(words, statements[i].name, typed);
	for (size_t i = 0; !blank && i < N_COMMANDS; i++)
		add_if(words, command_name((Command)i), typed);
	g_ptr_array_add(words, NULL);
	return (char **)g_ptr_array_steal(words, NULL);
}

bool
cmdline_statement(size_t i, const char **name, const char **argument, const char **help)
{
	if (i >= G_N_ELEMENTS(statements))
		return false;
	*name = statements[i].name;
	*argument = statements[i].argument;
	*help = statements[i].help;
	return true;
}
