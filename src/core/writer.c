/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * writer.c - three files in memory for a notmuch(1) to read and write
 */
#include "core/writer.h"

#include <errno.h>
#include <gio/gio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/system.h"

/* More of what it writes is not looked at: a line with a file name is no longer. */
#define SAID_MAX ((size_t)8 * 1024)

#define SPAWN_FLAGS (G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD)

struct Writer {
	GPid pid;
	int in, out, err; /* files in memory, which it has as its standard ones */
	guint watch;
	void (*ended)(const char *failure, void *user);
	void *user;
};

static void
close_files(Writer *writer)
{
	const int fds[] = {writer->in, writer->out, writer->err};

	for (size_t i = 0; i < G_N_ELEMENTS(fds); i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

static bool
open_files(Writer *writer, const GString *input, GError **error)
{
	writer->in = system_memory_file("tags", input->str, input->len);
	writer->out = system_memory_file("said", "", 0);
	writer->err = system_memory_file("failed", "", 0);
	if (writer->in >= 0 && writer->out >= 0 && writer->err >= 0)
		return true;
	g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(errno),
	            "a file in memory cannot be made: %s", g_strerror(errno));
	return false;
}

/* What is in a file, from here on, or "". */
static char *
read_from(int fd, off_t begin)
{
	g_autofree char *text = g_malloc0(SAID_MAX + 1);
	ssize_t n = pread(fd, text, SAID_MAX, begin);

	text[MAX(n, 0)] = '\0';
	return g_steal_pointer(&text);
}

/* What was said first says why; the rest is how to use the program. */
static char *
describe(const Writer *writer, int status)
{
	g_autofree char *said = read_from(writer->err, 0);

	if (WIFSIGNALED(status))
		return g_strdup_printf("it was killed by signal %d (%s)", WTERMSIG(status),
		                       g_strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status) == 0)
		return NULL;
	said[strcspn(said, "\n")] = '\0';
	return *said ? g_steal_pointer(&said)
	             : g_strdup_printf("it ended with status %d", WEXITSTATUS(status));
}

static void
on_ended(GPid pid, int status, void *user)
{
	Writer *writer = user;
	g_autofree char *failure = describe(writer, status);

	g_spawn_close_pid(pid);
	writer->watch = 0;
	writer->ended(failure, writer->user);
}

/* Runs between fork and exec: nothing but system calls. */
static void
prepare(void *user)
{
	(void)user;
	setpgid(0, 0);
}

Writer *
writer_new(const char *const *args, const GString *input,
           void (*ended)(const char *failure, void *user), void *user, GError **error)
{
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
	Writer *writer = g_new0(Writer, 1);

	writer->in = writer->out = writer->err = -1;
	writer->ended = ended;
	writer->user = user;
	g_strv_builder_add(builder, "notmuch");
	g_strv_builder_addv(builder, (const char **)args);
	g_auto(GStrv) argv = g_strv_builder_end(builder);
	if (!open_files(writer, input, error) ||
	    !g_spawn_async_with_fds(NULL, argv, NULL, SPAWN_FLAGS, prepare, NULL, &writer->pid,
	                            writer->in, writer->out, writer->err, error)) {
		writer_free(writer);
		return NULL;
	}
	writer->watch = g_child_watch_add(writer->pid, on_ended, writer);
	return writer;
}

void
writer_free(Writer *writer)
{
	if (!writer)
		return;
	if (writer->watch) {
		g_source_remove(writer->watch);
		kill(writer->pid, SIGKILL);
		system_reap(writer->pid);
	}
	close_files(writer);
	g_free(writer);
}

size_t
writer_n_taken(const Writer *writer)
{
	off_t at = lseek(writer->in, 0, SEEK_CUR);

	return at > 0 ? (size_t)at : 0;
}

char *
writer_last_line(const Writer *writer)
{
	off_t end = lseek(writer->out, 0, SEEK_CUR);
	g_autofree char *said = read_from(writer->out, MAX(end - (off_t)SAID_MAX, 0));
	const char *last;

	g_strchomp(said);
	last = strrchr(said, '\n');
	return g_strdup(last ? last + 1 : said);
}
