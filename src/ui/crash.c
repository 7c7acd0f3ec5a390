/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crash.c - the handler of signals that mean a bug
 *
 * It may find memory in any state, so it makes system calls and nothing else.  What it
 * has to know lies below the stack that it runs on, which the system keeps for it.
 */
#include "ui/crash.h"

#include <glib.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

/* The handler has one small frame; the system's own for it can have kilobytes of
 * registers. */
#define STACK_SIZE ((size_t)64 * 1024)

/* Mouse and bracketed paste off, the cursor seen, no colours, the terminal's own
 * screen; what a terminal does not know of these it passes over. */
#define RESTORE "\033[?1006l\033[?1002l\033[?1000l\033[?2004l\033[?25h\033[0m\033[?1049l"

#define WORDS                                                                                      \
	"\r\nnotmuch-bounces has crashed. All marks that it showed are saved.\r\n"                 \
	"Please report this, with what you did before.\r\n"

static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

struct Crash {
	int in, out;
	struct termios saved;
	struct sigaction actions[G_N_ELEMENTS(signals)]; /* as they were before, */
	stack_t before;                                  /* and the stack */
	char stack[STACK_SIZE];
};

/* Whoever is not in the foreground would be stopped for it, and changes the terminal
 * of another program. */
static bool
has_terminal(const Crash *crash)
{
	return tcgetpgrp(crash->in) == getpgrp();
}

static void
give_back(const Crash *crash)
{
	static const char text[] = RESTORE WORDS;

	if (!has_terminal(crash))
		return;
	tcsetattr(crash->in, TCSANOW, &crash->saved);
	if (write(crash->out, text, sizeof(text) - 1) < 0)
		return;
}

/* The default action follows on the return. */
static void
on_crash(int number)
{
	stack_t stack;

	/* Another thread has none, and leaves it to the main one. */
	if (sigaltstack(NULL, &stack) != 0 || !(stack.ss_flags & SS_ONSTACK)) {
		kill(getpid(), number);
		for (;;)
			pause();
	}
	give_back(
		(const Crash *)(const void *)((const char *)stack.ss_sp - offsetof(Crash, stack)));
	signal(number, SIG_DFL);
	raise(number);
}

Crash *
crash_new(int in, int out, const struct termios *saved)
{
	Crash *crash = g_new0(Crash, 1);
	const stack_t stack = {.ss_sp = crash->stack, .ss_size = STACK_SIZE};
	struct sigaction action = {
		.sa_handler = on_crash,
		.sa_flags = SA_ONSTACK,
	};

	crash->in = in;
	crash->out = out;
	crash->saved = *saved;
	if (sigaltstack(&stack, &crash->before) != 0) {
		g_free(crash);
		return NULL;
	}
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < G_N_ELEMENTS(signals); i++)
		sigaction(signals[i], &action, &crash->actions[i]);
	return crash;
}

void
crash_free(Crash *crash)
{
	if (!crash)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(signals); i++)
		sigaction(signals[i], &crash->actions[i], NULL);
	sigaltstack(&crash->before, NULL);
	g_free(crash);
}
