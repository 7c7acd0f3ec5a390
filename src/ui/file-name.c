/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/file-name.h"

#include <stdbool.h>
#include <string.h>

char *
file_name_expand(const char *typed)
{
	if (g_str_equal(typed, "~") || g_str_has_prefix(typed, "~/"))
		return g_build_filename(g_get_home_dir(), typed + strlen("~"), NULL);
	return g_strdup(typed);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder that begin so. */
static char **
names_in(const char *folder, const char *begin)
{
	g_autofree char *path = file_name_expand(*folder ? folder : "./");
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		/* Hidden ones when they are asked for, as a shell does. */
		if (!g_str_has_prefix(name, begin) || (*begin != '.' && *name == '.') ||
		    !g_utf8_validate(name, -1, NULL))
			continue;

		g_autofree char *whole = g_build_filename(path, name, NULL);
		bool is_dir = g_file_test(whole, G_FILE_TEST_IS_DIR);

		g_ptr_array_add(names, g_strconcat(folder, name, is_dir ? "/" : "", NULL));
	}
	g_ptr_array_sort(names, compare_names);
	g_ptr_array_add(names, NULL);
	return (char **)g_ptr_array_steal(names, NULL);
}

char **
file_name_complete(const char *text, size_t at, size_t *begin)
{
	g_autofree char *head = g_strndup(text, at);
	const char *slash = strrchr(head, '/');
	size_t n_folder = slash ? (size_t)(slash + 1 - head) : 0;
	g_autofree char *folder = g_strndup(head, n_folder);

	*begin = 0;
	return names_in(folder, head + n_folder);
}
