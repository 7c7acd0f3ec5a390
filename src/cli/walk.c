/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/walk.h"

#include <stdbool.h>

static int
compare_names(const void *a, const void *b)
{
	return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

/* notmuch's database and what is still being delivered to a Maildir hold no mail. */
static bool
is_no_mail(const char *folder, const char *name)
{
	g_autofree char *beside = g_build_filename(folder, "cur", NULL);

	return g_str_equal(name, ".notmuch") ||
	       (g_str_equal(name, "tmp") && g_file_test(beside, G_FILE_TEST_IS_DIR));
}

/* The entries of a folder, sorted; NULL when it cannot be listed. */
static GPtrArray *
list_folder(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	if (!dir)
		return NULL;

	GPtrArray *entries = g_ptr_array_new_with_free_func(g_free);
	while ((name = g_dir_read_name(dir)))
		if (!is_no_mail(folder, name))
			g_ptr_array_add(entries, g_build_filename(folder, name, NULL));
	g_ptr_array_sort(entries, compare_names);
	return entries;
}

/* A link to a folder below is not followed: it may lead back up. */
static bool
is_folder_below(const char *path)
{
	return g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

void
walk_add(GPtrArray *files, const char *path)
{
	g_autoptr(GPtrArray) todo = g_ptr_array_new_with_free_func(g_free);
	bool is_folder = g_file_test(path, G_FILE_TEST_IS_DIR);

	g_ptr_array_add(todo, g_strdup(path));
	while (todo->len > 0) {
		g_autofree char *next = g_ptr_array_steal_index(todo, todo->len - 1);
		g_autoptr(GPtrArray) entries = is_folder ? list_folder(next) : NULL;

		if (!entries)
			g_ptr_array_add(files, g_steal_pointer(&next));
		for (guint i = entries ? entries->len : 0; i > 0; i--)
			g_ptr_array_add(todo, g_strdup(entries->pdata[i - 1]));
		is_folder = todo->len > 0 && is_folder_below(todo->pdata[todo->len - 1]);
	}
}
