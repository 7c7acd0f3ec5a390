/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/system.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

bool
system_write_all(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len > 0) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0) {
			at += n;
			len -= (size_t)n;
		}
	}
	return true;
}

int
system_memory_file(const char *name, const void *bytes, size_t len)
{
	int fd = memfd_create(name, MFD_CLOEXEC);

	if (fd < 0 || (system_write_all(fd, bytes, len) && lseek(fd, 0, SEEK_SET) == 0))
		return fd;

	int code = errno;
	close(fd);
	errno = code;
	return -1;
}

static void
on_ended(GPid pid, int status, void *user)
{
	(void)status;
	(void)user;
	g_spawn_close_pid(pid);
}

void
system_reap(GPid pid)
{
	g_child_watch_add(pid, on_ended, NULL);
}

bool
system_is_private_folder(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == geteuid() &&
	       (info.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static bool
is_private_file(const struct stat *info)
{
	return S_ISREG(info->st_mode) && info->st_uid == geteuid() &&
	       (info->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool
system_make_private_file(const char *path)
{
	struct stat info;

	/* To close it would end the locks that we may have on it (fcntl). */
	if (lstat(path, &info) == 0)
		return is_private_file(&info);

	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	if (fd < 0)
		return false;
	bool is_ours = fstat(fd, &info) == 0 && is_private_file(&info);
	close(fd);
	return is_ours;
}

unsigned
system_n_processors(void)
{
	cpu_set_t ours;

	if (sched_getaffinity(0, sizeof ours, &ours) != 0)
		return g_get_num_processors();
	return (unsigned)CPU_COUNT(&ours);
}
