/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/setting.h"

#include <string.h>

char *
setting_text(const char *const *settings, const char *key)
{
	for (; settings[0] && settings[1]; settings += 2)
		if (strcmp(settings[0], key) == 0)
			return g_strstrip(g_strdup(settings[1]));
	return g_strdup("");
}

bool
setting_is_true(const char *const *settings, const char *key)
{
	g_autofree char *text = setting_text(settings, key);

	return strcmp(text, "true") == 0;
}

char **
setting_list(const char *const *settings, const char *key)
{
	g_autofree char *text = setting_text(settings, key);
	g_auto(GStrv) words = g_strsplit(text, ";", -1);
	g_autoptr(GStrvBuilder) list = g_strv_builder_new();

	for (char **word = words; *word; word++)
		if (*g_strstrip(*word) != '\0')
			g_strv_builder_add(list, *word);
	return g_strv_builder_end(list);
}
