/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/stamp.h"

#include <string.h>
#include <sys/stat.h>

/* kb/diagnostic/ */
#define DEPTH_MAX 3

static void
add_file(GChecksum *sum, const char *path, const struct stat *info)
{
	const gint64 numbers[] = {info->st_size, info->st_mtim.tv_sec, info->st_mtim.tv_nsec};

	g_checksum_update(sum, (const guchar *)path, (gssize)strlen(path) + 1);
	g_checksum_update(sum, (const guchar *)numbers, sizeof numbers);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
sorted_names(const char *dir)
{
	g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	while (open && (name = g_dir_read_name(open)))
		g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	return names;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as DEPTH_MAX */
static void
add_all(GChecksum *sum, const char *path, unsigned depth)
{
	struct stat info;

	if (stat(path, &info) != 0)
		return;
	if (!S_ISDIR(info.st_mode)) {
		add_file(sum, path, &info);
		return;
	}
	g_autoptr(GPtrArray) names = sorted_names(path);
	for (guint i = 0; i < names->len && depth < DEPTH_MAX; i++) {
		g_autofree char *below = g_build_filename(path, names->pdata[i], NULL);

		add_all(sum, below, depth + 1);
	}
}

gint64
stamp_of(const char *program, const char *data_dir)
{
	static const char *const parts[] = {"kb", "formats"};
	g_autofree char *users = g_build_filename(g_get_user_config_dir(), "notmuch-bounces", NULL);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[32];
	gsize len = sizeof digest;
	gint64 stamp;

	add_all(sum, program, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *ours = g_build_filename(data_dir, parts[i], NULL);
		g_autofree char *theirs = g_build_filename(users, parts[i], NULL);

		add_all(sum, ours, 0);
		add_all(sum, theirs, 0);
	}
	g_checksum_get_digest(sum, digest, &len);
	memcpy(&stamp, digest, sizeof stamp);
	return stamp;
}
