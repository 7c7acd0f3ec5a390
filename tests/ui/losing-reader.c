/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * losing-reader.c - a reader that finds less than there is
 *
 * As before libnotmuch 0.40 one does whose index changes while it is read.  All else is
 * what notmuch-bounces-reader beside this program answers, started with the same arguments.
 */
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/wire.h"

/* Of the fourth of July 2026 and before nothing gets through, whichever part of the query
 * it belongs to. */
#define FOUND_SINCE 1783209600

static pid_t
start(const char *own, char **argv, int fd)
{
	g_autofree char *dir = g_path_get_dirname(own);
	g_autofree char *program = g_build_filename(dir, "notmuch-bounces-reader", NULL);
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	dup2(fd, STDIN_FILENO);
	dup2(fd, STDOUT_FILENO);
	execv(program, argv);
	_exit(EXIT_FAILURE);
}

/* What the program asks goes on as it is; false at its end. */
static bool
pass_on(int to)
{
	char bytes[4096];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);

	return n > 0 && write(to, bytes, (size_t)n) == n;
}

static bool
is_lost(GVariant *entry)
{
	gint64 date;

	g_variant_get_child(entry, 1, "x", &date);
	return date < FOUND_SINCE;
}

static bool
answer(Wire *wire, int from)
{
	g_autoptr(GByteArray) out = g_byte_array_new();

	if (wire_fill(wire, from, NULL) <= 0)
		return false;
	for (;;) {
		g_auto(WireFrame) frame = {0};

		if (!wire_next(wire, &frame, NULL))
			return true;
		if (frame.type == WIRE_ENTRY && is_lost(frame.body))
			continue;
		if (!wire_put(out, frame.type, frame.job, frame.body, NULL) ||
		    !wire_send(STDOUT_FILENO, out, NULL))
			return false;
	}
}

int
main(int argc, char **argv)
{
	g_autoptr(Wire) wire = wire_new();
	int pair[2];

	(void)argc;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0 ||
	    start(argv[0], argv, pair[1]) < 0)
		return EXIT_FAILURE;
	close(pair[1]);

	struct pollfd ends[] = {{STDIN_FILENO, POLLIN, 0}, {pair[0], POLLIN, 0}};

	while (poll(ends, 2, -1) > 0) {
		if (ends[0].revents && !pass_on(pair[0]))
			return EXIT_SUCCESS;
		if (ends[1].revents && !answer(wire, pair[0]))
			return EXIT_SUCCESS;
	}
	return EXIT_FAILURE;
}
