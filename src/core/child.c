/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * child.c - fork, a socket, and a clock that only counts while we run ourselves
 */
#include "core/child.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/system.h"

/* GMime recurses with the nesting of address groups: 256 KB of "g:" overflow the
 * usual 8 MB. */
#define STACK_SIZE ((rlim_t)64 * 1024 * 1024)

/* The program that has a screen goes before who reads mail, or a key waits for a processor;
 * not before who reads the index, and has to come to an end before that changes. */
#define NICENESS 10

/* With these, and nothing to do between fork and exec, our memory is not copied for the
 * reader, which would take longer than all else here: it closes what it inherits itself. */
#define SPAWN_FLAGS                                                                                \
	(G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL | G_SPAWN_LEAVE_DESCRIPTORS_OPEN)

/* What glibc keeps of each size for the next who asks, without a look at all else that is
 * free: of the pieces into which a mail is taken apart there are more than the usual 7. */
#define TUNABLES "GLIBC_TUNABLES"
#define OUR_TUNABLES "glibc.malloc.tcache_count=128"

struct Child {
	GPid pid;
	int fd; /* -1: it has been ended */
	Wire *wire;
	GByteArray *out; /* what is to be sent */
	bool gives_way;  /* it is one of mail */
	bool has_begun;  /* it is ready for jobs */
	bool is_held;
	guint source; /* 0 while it is held */
	guint clock;  /* runs while there is work */
	unsigned patience_s, silent_s;
	const ChildEvents *events;
	void *user;
};

/* What is started now has a stack that is large enough.  Returns the limit as it was. */
static struct rlimit
raise_stack_limit(void)
{
	struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY}, raised;

	getrlimit(RLIMIT_STACK, &limit);
	raised = limit;
	raised.rlim_cur = MIN(MAX(limit.rlim_cur, STACK_SIZE), limit.rlim_max);
	setrlimit(RLIMIT_STACK, &raised);
	return limit;
}

static void
stop_sources(Child *child)
{
	if (child->source)
		g_source_remove(child->source);
	if (child->clock)
		g_source_remove(child->clock);
	child->source = child->clock = 0;
}

/* Kill it without waiting: it may be stuck in the kernel, on a file server that
 * does not answer. */
static void
end(Child *child)
{
	if (child->fd < 0)
		return;
	stop_sources(child);
	close(child->fd);
	child->fd = -1;
	kill(child->pid, SIGKILL);
	if (waitpid(child->pid, NULL, WNOHANG) == 0)
		system_reap(child->pid);
}

static void
drop(void *data)
{
	Child *child = data;

	g_clear_pointer(&child->wire, wire_free);
	g_clear_pointer(&child->out, g_byte_array_unref);
}

static void
release(Child *child)
{
	g_rc_box_release_full(child, drop);
}

static void
die(Child *child, const char *how)
{
	end(child);
	child->events->died(how, child->has_begun, child->user);
}

/* Its end of the socket is closed, so it is ending, and soon has. */
static void
bury(Child *child)
{
	g_autofree char *how = NULL;
	int status = 0;

	stop_sources(child);
	close(child->fd);
	child->fd = -1;
	kill(child->pid, SIGKILL);
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFSIGNALED(status))
		how = g_strdup_printf("was killed by signal %d (%s)", WTERMSIG(status),
		                      g_strsignal(WTERMSIG(status)));
	else
		how = g_strdup_printf("exited with status %d", WEXITSTATUS(status));
	child->events->died(how, child->has_begun, child->user);
}

static gboolean
on_second(void *user)
{
	Child *child = user;

	if (child->is_held || ++child->silent_s <= child->patience_s)
		return G_SOURCE_CONTINUE;
	g_autofree char *how = g_strdup_printf("took longer than %u seconds", child->patience_s);
	child->clock = 0;
	die(child, how);
	return G_SOURCE_REMOVE;
}

/* The first frame is about the reader itself. */
static void
begin(Child *child, const WireFrame *frame)
{
	g_autofree char *how = NULL;

	if (frame->type == WIRE_READY) {
		const char *unlimited;

		g_variant_get(frame->body, "(&s)", &unlimited);
		if (*unlimited != '\0')
			g_debug("a reader goes on without limits of: %s", unlimited);
		/* Somebody waits until it has begun, and it may not do this itself. */
		if (child->gives_way)
			setpriority(PRIO_PROCESS, (id_t)child->pid, NICENESS);
		child->has_begun = true;
	} else if (frame->type == WIRE_FAILED) {
		const char *why;

		g_variant_get(frame->body, "(u&s)", NULL, &why);
		how = g_strdup_printf("cannot begin: %s", why);
		die(child, how);
	} else {
		die(child, "does not begin as it should");
	}
}

/* Hand out what has come.  Any callback may end the child, or hold it. */
static void
read_frames(Child *child)
{
	g_autoptr(GError) error = NULL;
	gssize n = wire_fill(child->wire, child->fd, &error);

	while (!error && !child->is_held) {
		g_auto(WireFrame) frame = {0};

		if (!wire_next(child->wire, &frame, &error))
			break;
		child->silent_s = 0;
		if (!child->has_begun)
			begin(child, &frame);
		else if (!child->events->frame(&frame, child->user) && child->fd >= 0)
			die(child, "gave an answer that was not asked for");
		if (child->fd < 0)
			return;
	}
	if (error)
		die(child, "sent what cannot be read");
	else if (n == 0 && !child->is_held)
		bury(child);
}

static gboolean
on_readable(int fd, GIOCondition condition, void *user)
{
	Child *child = g_rc_box_acquire(user);
	bool is_alive;

	(void)fd;
	(void)condition;
	read_frames(child);
	is_alive = child->fd >= 0;
	release(child);
	return is_alive ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Keys and the screen come first. */
static void
watch(Child *child)
{
	child->source = g_unix_fd_add_full(G_PRIORITY_DEFAULT + 1, child->fd,
	                                   G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, child, NULL);
}

void
child_hold(Child *child)
{
	if (child->source)
		g_source_remove(child->source);
	child->source = 0;
	child->is_held = true;
}

/* Some of what is to come may have been read already. */
static gboolean
on_go_on(void *user)
{
	Child *child = user;

	watch(child);
	on_readable(child->fd, G_IO_IN, child);
	return G_SOURCE_REMOVE;
}

void
child_go_on(Child *child)
{
	if (!child->is_held)
		return;
	child->is_held = false;
	child->source = g_idle_add_full(G_PRIORITY_DEFAULT + 1, on_go_on, child, NULL);
}

static bool
make_socket(int pair[2], GError **error)
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		int code = errno;

		g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(code),
		            "making a socket: %s", g_strerror(code));
		return false;
	}
	fcntl(pair[0], F_SETFL, O_NONBLOCK);
	return true;
}

static char **
make_argv(const ChildOptions *options)
{
	g_autoptr(GStrvBuilder) argv = g_strv_builder_new();

	g_strv_builder_add_many(argv, options->program, options->kind, options->data_dir, NULL);
	if (options->verp)
		g_strv_builder_addv(argv, (const char **)options->verp);
	return g_strv_builder_end(argv);
}

Child *
child_new(const ChildOptions *options, const ChildEvents *events, void *user, GError **error)
{
	g_auto(GStrv) argv = make_argv(options);
	g_auto(GStrv) environment =
		g_environ_setenv(g_get_environ(), TUNABLES, OUR_TUNABLES, FALSE);
	int pair[2];
	GPid pid;

	if (!make_socket(pair, error))
		return NULL;
	const struct rlimit limit = raise_stack_limit();
	bool is_started = g_spawn_async_with_fds(NULL, argv, environment, SPAWN_FLAGS, NULL, NULL,
	                                         &pid, pair[1], pair[1], -1, error);
	setrlimit(RLIMIT_STACK, &limit);
	close(pair[1]);
	if (!is_started) {
		close(pair[0]);
		return NULL;
	}

	Child *child = g_rc_box_new0(Child);
	child->pid = pid;
	child->gives_way = g_str_equal(options->kind, READER_OF_MAIL);
	child->fd = pair[0];
	child->wire = wire_new();
	child->out = g_byte_array_new();
	child->events = events;
	child->user = user;
	watch(child);
	return child;
}

void
child_free(Child *child)
{
	end(child);
	release(child);
}

void
child_put(Child *child, WireType type, guint32 job, GVariant *body)
{
	wire_put(child->out, type, job, body, NULL);
}

void
child_send(Child *child)
{
	/* An end that is gone will be read as such. */
	wire_send(child->fd, child->out, NULL);
}

void
child_set_patience(Child *child, unsigned seconds)
{
	child->patience_s = seconds;
	if (seconds > 0 && !child->clock) {
		child->silent_s = 0;
		/* Below the frames: after a stop (^Z) what has come is read first. */
		child->clock =
			g_timeout_add_seconds_full(G_PRIORITY_LOW, 1, on_second, child, NULL);
	} else if (seconds == 0 && child->clock) {
		g_source_remove(child->clock);
		child->clock = 0;
	}
}
