/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/history.h"

#include <glib/gstdio.h>
#include <string.h>

/* Nobody goes back further. */
#define LINES_MAX 200

/* A file of ours has some kilobytes. */
#define FILE_MAX ((size_t)256 * 1024)

struct History {
	char *path; /* or NULL */
	GPtrArray *lines;
};

static void
read_lines(History *history)
{
	g_autofree char *text = NULL;
	size_t len;

	if (!history->path || !g_file_get_contents(history->path, &text, &len, NULL) ||
	    len > FILE_MAX || !g_utf8_validate_len(text, len, NULL))
		return;
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++)
		if (**line != '\0')
			g_ptr_array_add(history->lines, g_strdup(*line));
}

History *
history_new(const char *dir, const char *kind)
{
	History *history = g_new0(History, 1);

	history->lines = g_ptr_array_new_with_free_func(g_free);
	if (*dir != '\0')
		history->path = g_build_filename(dir, kind, NULL);
	read_lines(history);
	return history;
}

void
history_free(History *history)
{
	if (!history)
		return;
	g_ptr_array_unref(history->lines);
	g_free(history->path);
	g_free(history);
}

static void
write_lines(const History *history)
{
	g_autofree char *dir = history->path ? g_path_get_dirname(history->path) : NULL;
	g_autoptr(GString) text = g_string_new(NULL);

	if (!dir || g_mkdir_with_parents(dir, 0700) != 0)
		return;
	for (guint i = 0; i < history->lines->len; i++)
		g_string_append_printf(text, "%s\n", (char *)history->lines->pdata[i]);
	g_file_set_contents_full(history->path, text->str, (gssize)text->len,
	                         G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

void
history_add(History *history, const char *line)
{
	guint same;

	if (*line == '\0' || strchr(line, '\n'))
		return;
	if (g_ptr_array_find_with_equal_func(history->lines, line, g_str_equal, &same))
		g_ptr_array_remove_index(history->lines, same);
	g_ptr_array_add(history->lines, g_strdup(line));
	if (history->lines->len > LINES_MAX)
		g_ptr_array_remove_range(history->lines, 0, history->lines->len - LINES_MAX);
	write_lines(history);
}

const char *
history_get(const History *history, size_t i)
{
	return i < history->lines->len ? history->lines->pdata[history->lines->len - 1 - i] : NULL;
}
