/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * job.c - job control, for one job
 */
#include "ui/job.h"

#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/system.h"

/* Only the end of a process is told to the main loop; whether it has stopped must be
 * asked.  Nobody sees a delay of this length. */
#define STOP_POLL_MS 100

#define SPAWN_FLAGS (G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CHILD_INHERITS_STDIN)

struct Job {
	GPid pid; /* and its process group; 0 when it has ended */
	bool is_stopped;
	guint watch, poll;
	void (*ended)(int status, void *user);
	void *user;
};

/* Who is in the background may do this only while SIGTTOU is blocked. */
static void
set_foreground(pid_t group)
{
	sigset_t ttou, before;

	sigemptyset(&ttou);
	sigaddset(&ttou, SIGTTOU);
	sigprocmask(SIG_BLOCK, &ttou, &before);
	tcsetpgrp(STDIN_FILENO, group);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

/* Runs between fork and exec: nothing but system calls. */
static void
prepare(void *user)
{
	const int *input = user;

	setpgid(0, 0);
	set_foreground(getpid());
	if (*input >= 0)
		dup2(*input, STDIN_FILENO);
	/* Ours is kept off the screen. */
	dup2(STDOUT_FILENO, STDERR_FILENO);
}

/* With the default for the signal: that of ncurses would draw. */
static void
stop_ourselves(void)
{
	const struct sigaction usual = {.sa_handler = SIG_DFL};
	struct sigaction before;

	sigaction(SIGTSTP, &usual, &before);
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &before, NULL);
}

static bool
has_stopped(const Job *job)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)job->pid, &info, WSTOPPED | WNOHANG) == 0 && info.si_pid != 0;
}

static gboolean
on_poll(void *user)
{
	Job *job = user;

	if (!job->is_stopped && has_stopped(job)) {
		job->is_stopped = true;
		set_foreground(getpgrp());
		stop_ourselves();
	} else if (job->is_stopped && tcgetpgrp(STDIN_FILENO) == getpgrp()) {
		/* Continued, and not in the background. */
		job->is_stopped = false;
		set_foreground(job->pid);
		kill(-job->pid, SIGCONT);
	}
	return G_SOURCE_CONTINUE;
}

static void
let_go(Job *job)
{
	if (job->pid == 0)
		return;
	job->pid = 0;
	g_source_remove(job->poll);
	set_foreground(getpgrp());
}

static void
on_ended(GPid pid, int status, void *user)
{
	Job *job = user;

	g_spawn_close_pid(pid);
	job->watch = 0;
	let_go(job);
	job->ended(status, job->user);
}

Job *
job_new(char **argv, int input, void (*ended)(int status, void *user), void *user, GError **error)
{
	GPid pid;

	if (!g_spawn_async(NULL, argv, NULL, SPAWN_FLAGS, prepare, &input, &pid, error)) {
		/* The child may have come as far as to take the terminal. */
		set_foreground(getpgrp());
		return NULL;
	}

	Job *job = g_new0(Job, 1);
	job->pid = pid;
	job->ended = ended;
	job->user = user;
	job->watch = g_child_watch_add(pid, on_ended, job);
	job->poll = g_timeout_add(STOP_POLL_MS, on_poll, job);
	return job;
}

void
job_free(Job *job)
{
	GPid pid;

	if (!job)
		return;
	pid = job->pid;
	let_go(job);
	if (pid > 0) {
		g_source_remove(job->watch);
		kill(-pid, SIGHUP);
		kill(-pid, SIGCONT);
		system_reap(pid);
	}
	g_free(job);
}

char *
job_failure(int status)
{
	if (WIFSIGNALED(status))
		return g_strdup_printf("killed by signal %d (%s)", WTERMSIG(status),
		                       g_strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status) != 0)
		return g_strdup_printf("exit status %d", WEXITSTATUS(status));
	return NULL;
}
