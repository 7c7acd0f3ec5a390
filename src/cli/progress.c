/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#define PAUSE_US (G_TIME_SPAN_SECOND / 5)

/* Go to the first column; erase to the end of the line (ECMA-48). */
static const char wipe[] = "\r\033[K";

void
progress_show(Progress *progress, const char *line)
{
	gint64 now = g_get_monotonic_time();
	bool is_over = *line == '\0';

	if (is_over ? !progress->has_line : now - progress->shown < PAUSE_US)
		return;
	progress->has_line = !is_over;
	progress->shown = now;
	if (!isatty(STDERR_FILENO))
		return;
	fputs(wipe, stderr);
	fputs(line, stderr);
	fflush(stderr);
}
