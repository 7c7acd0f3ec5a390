/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * copy.c - a mail, copied for another program to read
 */
#include "ui/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <stdbool.h>
#include <unistd.h>

#include "core/system.h"

struct Copy {
	char *dir;
	char *path;
};

static bool
fail(const char *doing, GError **error)
{
	int code = errno;

	g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(code), "%s: %s", doing,
	            g_strerror(code));
	return false;
}

static bool
write_file(const char *path, const char *bytes, size_t len, GError **error)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
	bool is_written = fd >= 0 && system_write_all(fd, bytes, len);

	if (!is_written)
		fail("copying the mail", error);
	if (fd >= 0)
		close(fd);
	return is_written;
}

Copy *
copy_new(const char *bytes, size_t len, GError **error)
{
	g_autoptr(Copy) copy = g_new0(Copy, 1);

	copy->dir = g_dir_make_tmp("notmuch-bounces-XXXXXX", error);
	if (!copy->dir)
		return NULL;
	copy->path = g_build_filename(copy->dir, "bounce.eml", NULL);
	if (!write_file(copy->path, bytes, len, error))
		return NULL;
	return g_steal_pointer(&copy);
}

static void
remove_dir(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *file = g_build_filename(path, name, NULL);

		unlink(file);
	}
	rmdir(path);
}

void
copy_free(Copy *copy)
{
	if (!copy)
		return;
	if (copy->dir)
		remove_dir(copy->dir);
	g_free(copy->path);
	g_free(copy->dir);
	g_free(copy);
}

const char *
copy_path(const Copy *copy)
{
	return copy->path;
}

int
copy_open_memory(GError **error)
{
	return copy_in_memory("", 0, error);
}

int
copy_in_memory(const char *bytes, size_t len, GError **error)
{
	int fd = system_memory_file("bounce", bytes, len);

	if (fd < 0)
		fail("copying the mail", error);
	return fd;
}
