/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

void
measure_adopt(void)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1);
}

static double
milliseconds(struct timeval time)
{
	return (double)time.tv_sec * 1000 + (double)time.tv_usec / 1000;
}

/* Runs after the fork. */
static void
run(const char *const *command, const char *input, bool on_one_core)
{
	int in = open(input, O_RDONLY);
	int out = open("/dev/null", O_WRONLY);
	cpu_set_t cpus;

	if (in < 0 || out < 0)
		return;
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	CPU_ZERO(&cpus);
	CPU_SET(0, &cpus);
	if (!on_one_core || sched_setaffinity(0, sizeof(cpus), &cpus) == 0)
		execvp(command[0], (char **)command);
}

Cost
measure_command(const char *const *command, const char *input, bool on_one_core)
{
	gint64 began = g_get_monotonic_time();
	struct rusage usage, before;
	int status = 0;

	getrusage(RUSAGE_CHILDREN, &before);
	pid_t pid = fork();
	if (pid == 0) {
		run(command, input, on_one_core);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	gint64 ended = g_get_monotonic_time();
	if (pid < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		fprintf(stderr, "bench-store: cannot run %s\n", command[0]);
		exit(EXIT_FAILURE);
	}
	/* What it left behind. */
	while (wait(NULL) > 0)
		;
	getrusage(RUSAGE_CHILDREN, &usage);
	return (Cost){
		.wall_ms = (double)(ended - began) / G_TIME_SPAN_MILLISECOND,
		.cpu_ms = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime) -
	                  milliseconds(before.ru_utime) - milliseconds(before.ru_stime),
	};
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double
measure_percentile(GArray *values, unsigned percent)
{
	if (values->len == 0)
		return 0;
	g_array_sort(values, compare);
	return g_array_index(values, double, (values->len - 1) * percent / 100);
}
