/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/export-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/system.h"

/* Other systems know no files without a name. */
#ifndef O_TMPFILE
#define O_TMPFILE 0
#endif

/* Names beside the file that may be taken already. */
#define TRIES_MAX 100

struct ExportFile {
	char *path;
	bool is_ours; /* not a descriptor of the caller's */
	int fd;
	char *part;  /* the name of what is written to; NULL while it has none */
	mode_t mode; /* of what it replaces, or of a new file */
};

GQuark
export_error_quark(void)
{
	return g_quark_from_static_string("export-error");
}

static bool
fail(const char *path, int code, GError **error)
{
	g_autofree char *shown = g_filename_display_name(path);

	g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_FILE,
	            "cannot write %s: %s\nWhat was there is as it was. Make room, or give "
	            "another file.",
	            shown, g_strerror(code));
	return false;
}

/* What new files get, as umask(2) tells it only to who sets it. */
static mode_t
usual_mode(void)
{
	mode_t mask = umask(0077);

	umask(mask);
	return 0666 & ~mask;
}

/* To put a file in the place of a device or a pipe is never meant. */
static bool
look_at_target(ExportFile *file, GError **error)
{
	g_autofree char *shown = g_filename_display_name(file->path);
	struct stat info;

	file->mode = usual_mode();
	if (stat(file->path, &info) != 0)
		return errno == ENOENT || fail(file->path, errno, error);
	file->mode = info.st_mode & 0777;
	if (S_ISREG(info.st_mode))
		return true;
	g_set_error(error, EXPORT_ERROR, EXPORT_ERROR_FILE,
	            "%s is no regular file\nGive the name of a file, old or new.", shown);
	return false;
}

static char *
follow_links(const char *path)
{
	char *real = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? realpath(path, NULL) : NULL;
	char *followed = g_strdup(real ? real : path);

	free(real);
	return followed;
}

static ExportFile *
look(const char *path, GError **error)
{
	g_autoptr(ExportFile) file = g_new0(ExportFile, 1);

	file->fd = -1;
	file->is_ours = true;
	file->path = follow_links(path);
	return look_at_target(file, error) ? g_steal_pointer(&file) : NULL;
}

static char *
descriptor_path(int fd)
{
	return g_strdup_printf("/proc/self/fd/%d", fd);
}

/* Whatever kills us, it is gone; if it can be given a name later. */
static bool
open_unnamed(ExportFile *file)
{
	g_autofree char *dir = g_path_get_dirname(file->path);

	file->fd = open(dir, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	if (file->fd < 0)
		return false;

	g_autofree char *there = descriptor_path(file->fd);
	if (access(there, F_OK) == 0)
		return true;
	close(file->fd);
	return false;
}

static bool
open_named(ExportFile *file, GError **error)
{
	file->part = g_strconcat(file->path, ".XXXXXX", NULL);
	file->fd = g_mkstemp_full(file->part, O_WRONLY | O_CLOEXEC, 0600);
	if (file->fd >= 0)
		return true;
	fail(file->path, errno, error);
	g_clear_pointer(&file->part, g_free);
	return false;
}

ExportFile *
export_file_new(const char *path, GError **error)
{
	g_autoptr(ExportFile) file = look(path, error);

	return file && (open_unnamed(file) || open_named(file, error)) ? g_steal_pointer(&file)
	                                                               : NULL;
}

ExportFile *
export_file_new_named(const char *path, GError **error)
{
	g_autoptr(ExportFile) file = look(path, error);

	return file && open_named(file, error) ? g_steal_pointer(&file) : NULL;
}

ExportFile *
export_file_new_for_fd(int fd, const char *name)
{
	ExportFile *file = g_new0(ExportFile, 1);

	file->path = g_strdup(name);
	file->fd = fd;
	return file;
}

void
export_file_free(ExportFile *file)
{
	if (!file)
		return;
	if (file->part)
		unlink(file->part);
	if (file->is_ours && file->fd >= 0)
		close(file->fd);
	g_free(file->part);
	g_free(file->path);
	g_free(file);
}

bool
export_file_write(ExportFile *file, const char *bytes, size_t len, GError **error)
{
	return system_write_all(file->fd, bytes, len) || fail(file->path, errno, error);
}

/* The name is on the disk, too. */
static bool
sync_folder(const char *path)
{
	g_autofree char *dir = g_path_get_dirname(path);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool is_synced = fd >= 0 && fsync(fd) == 0;
	int code = errno;

	if (fd >= 0)
		close(fd);
	errno = code;
	/* Some file systems know no such thing of folders. */
	return is_synced || (fd >= 0 && code == EINVAL);
}

static bool
give_name(const ExportFile *file, const char *name)
{
	g_autofree char *there = descriptor_path(file->fd);

	return linkat(AT_FDCWD, there, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
}

/* That of the file, or where it is taken another one, from which it is renamed at once. */
static bool
give_some_name(ExportFile *file)
{
	bool is_named = file->part || give_name(file, file->path);

	for (int i = 0; !is_named && errno == EEXIST && i < TRIES_MAX; i++) {
		g_autofree char *name = g_strdup_printf("%s.%08x", file->path, g_random_int());

		is_named = give_name(file, name);
		if (is_named)
			file->part = g_steal_pointer(&name);
	}
	return is_named;
}

bool
export_file_commit(ExportFile *file, GError **error)
{
	if (!file->is_ours)
		return true;

	bool is_written =
		fchmod(file->fd, file->mode) == 0 && fsync(file->fd) == 0 && give_some_name(file);
	int code = errno;

	if (close(file->fd) != 0 && is_written) {
		is_written = false;
		code = errno;
	}
	file->fd = -1;
	if (!is_written)
		return fail(file->path, code, error);
	if (file->part && rename(file->part, file->path) != 0)
		return fail(file->path, errno, error);
	g_clear_pointer(&file->part, g_free);
	return sync_folder(file->path) || fail(file->path, errno, error);
}

bool
export_file_put(const char *path, const GString *text, GError **error)
{
	g_autoptr(ExportFile) file = export_file_new(path, error);

	return file && export_file_write(file, text->str, text->len, error) &&
	       export_file_commit(file, error);
}

bool
export_file_put_left(const char *path, const GString *text, GError **error)
{
	g_autofree char *beside = g_strconcat(path, ".skipped", NULL);

	if (text->len > 0)
		return export_file_put(beside, text, error);
	return unlink(beside) == 0 || errno == ENOENT || fail(beside, errno, error);
}
