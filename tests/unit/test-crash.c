/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-crash.c - whichever thread crashes, the terminal is given back once
 */
#include "ui/crash.h"

#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

static void *
crash(void *number)
{
	raise(GPOINTER_TO_INT(number));
	return NULL;
}

/* Ends of it, on a terminal of its own. */
static void
run(int number, bool in_thread)
{
	const struct rlimit none = {0, 0};
	struct termios saved;

	setrlimit(RLIMIT_CORE, &none);
	tcgetattr(STDIN_FILENO, &saved);
	crash_new(STDIN_FILENO, STDOUT_FILENO, &saved);
	if (in_thread)
		g_thread_join(g_thread_new("other", crash, GINT_TO_POINTER(number)));
	else
		crash(GINT_TO_POINTER(number));
	_exit(0);
}

static void
test_gives_back(void **state)
{
	static const struct {
		int number;
		bool in_thread;
	} cases[] = {
		{SIGSEGV, false}, {SIGSEGV, true}, {SIGABRT, false},
		{SIGABRT, true},  {SIGFPE, true},
	};

	for_each_case(c, cases) {
#ifdef __SANITIZE_ADDRESS__
		/* The sanitizer gives each thread a stack of its own for that. */
		if (c->in_thread)
			continue;
#endif
		g_autoptr(GString) said = g_string_new(NULL);
		char bytes[4096];
		ssize_t n;
		int terminal, status;
		pid_t pid = forkpty(&terminal, NULL, NULL, NULL);

		if (pid == 0)
			run(c->number, c->in_thread);
		while ((n = read(terminal, bytes, sizeof(bytes))) > 0)
			g_string_append_len(said, bytes, n);
		close(terminal);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		check(WIFSIGNALED(status) && WTERMSIG(status) == c->number, "signal %d: status %d",
		      c->number, status);
		const char *words = strstr(said->str, "has crashed");
		check(words && !strstr(words + 1, "has crashed"), "signal %d, %d: %s", c->number,
		      c->in_thread, said->str);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gives_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
