/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quiet.c - keep what libraries write to stderr off the screen
 */
#include "ui/quiet.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What is written at the end: some twenty lines, and never the flood that a
 * library in distress can produce. */
#define REPLAY_MAX 2048

struct Quiet {
	int saved; /* the real fd 2, or -1 */
	int memory;
};

Quiet *
quiet_new(void)
{
	Quiet *quiet = g_new0(Quiet, 1);

	quiet->saved = -1;
	quiet->memory = memfd_create("stderr", MFD_CLOEXEC);
	if (quiet->memory < 0)
		return quiet;
	quiet->saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (quiet->saved >= 0)
		dup2(quiet->memory, STDERR_FILENO);
	return quiet;
}

static void
replay(int memory)
{
	char text[REPLAY_MAX];
	off_t size = lseek(memory, 0, SEEK_END);
	off_t from = MAX(size - REPLAY_MAX, 0);
	ssize_t len = pread(memory, text, sizeof(text), from);
	const char *begin = text;

	if (len <= 0)
		return;
	/* From a whole line on. */
	if (from > 0)
		begin = memchr(text, '\n', (size_t)len);
	if (begin && write(STDERR_FILENO, begin, (size_t)(text + len - begin)) < 0)
		return;
}

void
quiet_free(Quiet *quiet)
{
	if (!quiet)
		return;
	if (quiet->saved >= 0) {
		dup2(quiet->saved, STDERR_FILENO);
		close(quiet->saved);
		replay(quiet->memory);
	}
	if (quiet->memory >= 0)
		close(quiet->memory);
	g_free(quiet);
}
