/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/matching.h"

#include <string.h>

#include "core/filter.h"
#include "ui/browser-state.h"
#include "ui/bulk.h"

static GPtrArray *
matching(const Browser *browser, const Filter *filter)
{
	const FilterContext context = {browser->context.kb, browser->context.now};
	const Model *model = browser->context.model;
	GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);

	for (size_t i = 0; i < model_n_groups(model); i++) {
		const Group *group = model_group(model, i);

		for (guint k = 0; k < group->rows->len; k++) {
			const Row *row = group->rows->pdata[k];

			if (*row->address && filter_matches(filter, row, &context))
				g_ptr_array_add(keys, g_strdup(row->key));
		}
	}
	g_ptr_array_add(keys, NULL);
	return keys;
}

static void
mark_matching(Browser *browser, const Filter *filter, Command command)
{
	GPtrArray *targets = matching(browser, filter);

	browser->marks_cursor = false;
	if (targets->len > 1) {
		bulk_mark(browser, targets, command);
		return;
	}
	g_ptr_array_unref(targets);
	browser_tell(browser, "No address that is shown fits it.");
}

static AskState
on_expression_typed(const char *text, void *user)
{
	FilterMistake mistake = {0, 0};
	g_autoptr(GError) error = NULL;
	g_autoptr(Filter) filter = filter_parse(text, &mistake, &error);
	g_autoptr(GPtrArray) keys = filter ? matching(user, filter) : NULL;

	if (!filter)
		return (AskState){g_strdup(error->message), mistake.begin, mistake.end};
	return (AskState){.note = g_strdup_printf("%u addrs", keys->len - 1)};
}

static void
on_expression_done(const char *text, void *user)
{
	Browser *browser = user;
	g_autoptr(GError) error = NULL;
	g_autoptr(Filter) filter = filter_parse(text, NULL, &error);

	if (!filter)
		browser_tell(browser, error->message);
	else
		mark_matching(browser, filter, browser->marks_by);
}

const char *const *
matching_mark_names(void)
{
	static const char *const names[] = {"remove", "keep", "none", NULL};

	return names;
}

bool
matching_run_line(Browser *browser, const char *argument, GError **error)
{
	static const Command commands[] = {COMMAND_MARK_REMOVE, COMMAND_MARK_KEEP,
	                                   COMMAND_MARK_NONE};
	const char *const *names = matching_mark_names();
	const char *expression = argument + strcspn(argument, " ");
	g_autofree char *name = g_strndup(argument, (gsize)(expression - argument));
	g_autoptr(Filter) filter = NULL;
	unsigned i = 0;

	while (names[i] && !g_str_equal(names[i], name))
		i++;
	if (!names[i]) {
		g_set_error_literal(error, FILTER_ERROR, FILTER_ERROR_SYNTAX,
		                    "mark needs remove, keep or none, and an expression");
		return false;
	}
	filter = filter_parse(expression + strspn(expression, " "), NULL, error);
	if (filter)
		mark_matching(browser, filter, commands[i]);
	return filter != NULL;
}

static char **
on_expression_complete(const char *text, size_t at, size_t *begin, void *user)
{
	(void)user;
	return filter_complete(text, at, begin);
}

static const AskClass expression_class = {
	.label = "mark remove: ",
	.history = "limit",
	.changed = on_expression_typed,
	.done = on_expression_done,
	.complete = on_expression_complete,
};

void
matching_ask(Browser *browser, Command command)
{
	browser->marks_by = command;
	ask_begin(browser->ask, &expression_class,
	          command == COMMAND_MARK_REMOVE ? "mark remove: " : "unmark: ", "", browser);
}
