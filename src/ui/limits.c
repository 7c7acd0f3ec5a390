/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/limits.h"

/* More is no way back, but a maze. */
#define KEPT_MAX 50

struct Limits {
	GPtrArray *kept; /* texts, the latest last */
};

static const struct {
	Command command;
	const char *text;
} quick[] = {
	{COMMAND_LIMIT_HARD, "class:hard"},
	{COMMAND_LIMIT_SOFT, "class:soft"},
	{COMMAND_LIMIT_DELAYED, "class:delayed"},
	{COMMAND_LIMIT_POLICY, "class:policy"},
	{COMMAND_LIMIT_UNKNOWN, "class:unknown"},
	{COMMAND_LIMIT_MARKED, "mark:remove"},
	{COMMAND_LIMIT_KEPT, "mark:keep"},
	{COMMAND_LIMIT_NEW, "is:new"},
	{COMMAND_LIMIT_ALL, ""},
};

Limits *
limits_new(void)
{
	Limits *limits = g_new0(Limits, 1);

	limits->kept = g_ptr_array_new_with_free_func(g_free);
	return limits;
}

void
limits_free(Limits *limits)
{
	if (!limits)
		return;
	g_ptr_array_unref(limits->kept);
	g_free(limits);
}

const char *
limits_text(const ViewContext *context)
{
	const Filter *filter = model_filter(context->model);

	return filter ? filter_text(filter) : "";
}

bool
limits_try(const ViewContext *context, const char *text, FilterMistake *mistake, GError **error)
{
	const FilterContext with = {context->kb, context->now};
	g_autofree char *bare = g_strstrip(g_strdup(text));

	if (*bare == '\0' || g_str_equal(bare, ".")) {
		model_limit(context->model, NULL, NULL);
		return true;
	}
	g_autoptr(Filter) filter = filter_parse(text, mistake, error);
	if (!filter)
		return false;
	model_limit(context->model, filter, &with);
	return true;
}

bool
limits_accept(Limits *limits, const ViewContext *context, const char *text, const char *before,
              GError **error)
{
	/* To look at all rows takes a while, and has been done for what was typed. */
	if (!g_str_equal(text, limits_text(context)) && !limits_try(context, text, NULL, error))
		return false;
	if (g_str_equal(before, limits_text(context)))
		return true;
	g_ptr_array_add(limits->kept, g_strdup(before));
	if (limits->kept->len > KEPT_MAX)
		g_ptr_array_remove_index(limits->kept, 0);
	return true;
}

bool
limits_set(Limits *limits, const ViewContext *context, const char *text, GError **error)
{
	g_autofree char *before = g_strdup(limits_text(context));

	return limits_accept(limits, context, text, before, error);
}

bool
limits_pop(Limits *limits, const ViewContext *context)
{
	if (limits->kept->len == 0)
		return false;
	g_autofree char *text = g_ptr_array_steal_index(limits->kept, limits->kept->len - 1);
	return limits_try(context, text, NULL, NULL);
}

char *
limits_quick(Command command, const ViewContext *context, const Row *row)
{
	const char *now = limits_text(context);

	for (size_t i = 0; i < G_N_ELEMENTS(quick); i++)
		if (quick[i].command == command)
			return g_strdup(quick[i].text);
	if (command != COMMAND_LIMIT_ALIKE || !row || !row->latest->to)
		return NULL;
	return *now ? g_strdup_printf("(%s) reason:%s", now, row->latest->to->reason)
	            : g_strdup_printf("reason:%s", row->latest->to->reason);
}
