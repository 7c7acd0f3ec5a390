/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/export-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct ExportFile {
	char *path;
	char *part; /* what is written to, until it is committed; NULL for a descriptor */
	int fd;
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
	            "%s is no regular file\nGive the name of one, or of one to be made.", shown);
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

ExportFile *
export_file_new(const char *path, GError **error)
{
	g_autoptr(ExportFile) file = g_new0(ExportFile, 1);

	file->fd = -1;
	file->path = follow_links(path);
	if (!look_at_target(file, error))
		return NULL;
	file->part = g_strconcat(file->path, ".XXXXXX", NULL);
	file->fd = g_mkstemp_full(file->part, O_WRONLY | O_CLOEXEC, 0600);
	if (file->fd >= 0)
		return g_steal_pointer(&file);
	fail(path, errno, error);
	g_clear_pointer(&file->part, g_free);
	return NULL;
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
	if (file->part) {
		unlink(file->part);
		if (file->fd >= 0)
			close(file->fd);
	}
	g_free(file->part);
	g_free(file->path);
	g_free(file);
}

bool
export_file_write(ExportFile *file, const char *bytes, size_t len, GError **error)
{
	while (len > 0) {
		ssize_t n = write(file->fd, bytes, len);

		if (n < 0 && errno != EINTR)
			return fail(file->path, errno, error);
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
	}
	return true;
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

bool
export_file_commit(ExportFile *file, GError **error)
{
	if (!file->part)
		return true;

	bool is_written = fchmod(file->fd, file->mode) == 0 && fsync(file->fd) == 0;
	int code = errno;

	if (close(file->fd) != 0 && is_written) {
		is_written = false;
		code = errno;
	}
	file->fd = -1;
	if (!is_written)
		return fail(file->path, code, error);
	if (rename(file->part, file->path) != 0)
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
export_file_remove(const char *path, GError **error)
{
	return unlink(path) == 0 || errno == ENOENT || fail(path, errno, error);
}
