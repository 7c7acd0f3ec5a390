/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/args.h"

#include <stdbool.h>
#include <string.h>

#include "cli/cli.h"

#define NO "no-"

static const GOptionEntry *
find_entry(const GOptionEntry *entries, const char *name)
{
	for (; entries->long_name; entries++)
		if (g_str_equal(entries->long_name, name))
			return entries;
	return NULL;
}

static void
take_back(const GOptionEntry *entries, const char *name, GPtrArray *out)
{
	g_autofree char *no = g_strconcat(NO, name, NULL);
	g_autofree char *given = g_strconcat("--", name, NULL);

	for (guint i = out->len; i-- > 1;)
		if (g_str_equal(out->pdata[i], given))
			g_ptr_array_remove_index(out, i);
	if (find_entry(entries, no))
		g_ptr_array_add(out, g_strconcat("--", no, NULL));
}

/* value is NULL where none was given. */
static bool
add_switch(const GOptionEntry *entries, const char *name, const char *value, GPtrArray *out,
           GError **error)
{
	static const char *const values[] = {"false", "true", NULL};
	g_autofree char *option = g_strconcat("--", name, NULL);
	int is_on = value ? cli_choice(option, value, values, error) : 1;

	if (is_on < 0)
		return false;
	if (is_on)
		g_ptr_array_add(out, g_steal_pointer(&option));
	else
		take_back(entries, name, out);
	return true;
}

/* Takes *args on to the last argument that it used. */
static bool
add_option(const GOptionEntry *entries, char ***args, GPtrArray *out, GError **error)
{
	const char *arg = **args;
	size_t len = strcspn(arg + 2, "=:");
	const char *value = arg[2 + len] ? arg + 2 + len + 1 : NULL;
	g_autofree char *name = g_strndup(arg + 2, len);
	const GOptionEntry *entry = find_entry(entries, name);
	const GOptionEntry *negated = g_str_has_prefix(name, NO) && !value
	                                      ? find_entry(entries, name + strlen(NO))
	                                      : NULL;

	if (entry && entry->arg == G_OPTION_ARG_NONE)
		return add_switch(entries, name, value, out, error);
	if (!entry && negated && negated->arg == G_OPTION_ARG_NONE) {
		take_back(entries, negated->long_name, out);
		return true;
	}
	if (entry && value) {
		g_ptr_array_add(out, g_strdup_printf("--%s=%s", name, value));
		return true;
	}
	g_ptr_array_add(out, g_strdup(arg));
	/* What an option takes is no option. */
	if (entry && (*args)[1])
		g_ptr_array_add(out, g_strdup(*++*args));
	return true;
}

char **
args_normalise(const GOptionEntry *entries, char **args, GError **error)
{
	g_autoptr(GPtrArray) out = g_ptr_array_new_with_free_func(g_free);

	for (; *args && !g_str_equal(*args, "--"); args++) {
		if (!g_str_has_prefix(*args, "--"))
			g_ptr_array_add(out, g_strdup(*args));
		else if (!add_option(entries, &args, out, error))
			return NULL;
	}
	for (; *args; args++)
		g_ptr_array_add(out, g_strdup(*args));
	g_ptr_array_add(out, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&out), FALSE);
}
