/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settings.c - what a user can set, and to what
 */
#include "ui/settings.h"

#include <gio/gio.h>

#define VALUES_MAX 4

static const struct {
	const char *name;
	const char *help;
	const char *values[VALUES_MAX]; /* NULL-ended */
} table[] = {
#define VALUE(value, name) name,
#define X(id, name, values, help) {name, help, {values(VALUE) NULL}},
	SETTINGS(X)
#undef X
#undef VALUE
};

static bool
find_setting(const char *name, Setting *which)
{
	for (size_t i = 0; i < N_SETTINGS; i++) {
		if (g_str_equal(table[i].name, name)) {
			*which = (Setting)i;
			return true;
		}
	}
	return false;
}

const char *const *
settings_names(void)
{
	static const char *const names[] = {
#define X(id, name, values, help) name,
		SETTINGS(X)
#undef X
			NULL,
	};

	return names;
}

const char *const *
settings_colour_names(void)
{
	return table[SETTING_COLOUR].values;
}

bool
settings_set(Settings *settings, const char *name, const char *value, Setting *which,
             GError **error)
{
	g_autofree char *names = g_strjoinv(", ", (char **)settings_names());
	Setting found;

	if (!find_setting(name, &found)) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
		            "there is no setting \"%s\" (there are %s)", name, names);
		return false;
	}
	for (unsigned i = 0; table[found].values[i]; i++) {
		if (g_str_equal(table[found].values[i], value)) {
			settings->value[found] = i;
			*which = found;
			return true;
		}
	}

	g_autofree char *values = g_strjoinv(", ", (char **)table[found].values);

	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
	            "%s cannot be \"%s\" (it can be %s)", name, value, values);
	return false;
}

void
settings_list(GString *out)
{
	for (size_t i = 0; i < N_SETTINGS; i++) {
		g_autofree char *values = g_strjoinv(" ", (char **)table[i].values);

		g_string_append_printf(out, "%s\t%s\t%s\n", table[i].name, values, table[i].help);
	}
}
