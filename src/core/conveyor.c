/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/conveyor.h"

#include <signal.h>

/* ThreadSanitizer does not see into GLib's queues. */
#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#define HANDS_OVER(what) __tsan_release(what)
#define TAKES_OVER(what) __tsan_acquire(what)
#else
#define HANDS_OVER(what) (void)(what)
#define TAKES_OVER(what) (void)(what)
#endif

struct Conveyor {
	GThread *thread;
	GAsyncQueue *full, *empty;
};

Conveyor *
conveyor_new(guint n, void *(*load_new)(void), GDestroyNotify load_free)
{
	Conveyor *conveyor = g_new0(Conveyor, 1);

	conveyor->full = g_async_queue_new_full(load_free);
	conveyor->empty = g_async_queue_new_full(load_free);
	while (n-- > 0)
		g_async_queue_push(conveyor->empty, load_new());
	return conveyor;
}

void
conveyor_free(Conveyor *conveyor)
{
	if (!conveyor)
		return;
	g_async_queue_unref(conveyor->full);
	g_async_queue_unref(conveyor->empty);
	g_free(conveyor);
}

/* Signals are for the main loop, but for those that mean a bug, which cannot wait. */
bool
conveyor_start(Conveyor *conveyor, const char *name, GThreadFunc run, void *user)
{
	static const int bugs[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
	sigset_t blocked, before;

	sigfillset(&blocked);
	for (size_t i = 0; i < G_N_ELEMENTS(bugs); i++)
		sigdelset(&blocked, bugs[i]);
	pthread_sigmask(SIG_SETMASK, &blocked, &before);
	conveyor->thread = g_thread_try_new(name, run, user, NULL);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return conveyor->thread != NULL;
}

void
conveyor_join(Conveyor *conveyor)
{
	g_thread_join(g_steal_pointer(&conveyor->thread));
}

static void *
taken(void *load)
{
	if (load)
		TAKES_OVER(load);
	return load;
}

void *
conveyor_take_empty(Conveyor *conveyor)
{
	return taken(g_async_queue_pop(conveyor->empty));
}

void *
conveyor_take_full(Conveyor *conveyor)
{
	return taken(g_async_queue_pop(conveyor->full));
}

void *
conveyor_try_full(Conveyor *conveyor)
{
	return taken(g_async_queue_try_pop(conveyor->full));
}

bool
conveyor_has_full(Conveyor *conveyor)
{
	return g_async_queue_length(conveyor->full) > 0;
}

void
conveyor_put_full(Conveyor *conveyor, void *load)
{
	HANDS_OVER(load);
	g_async_queue_push(conveyor->full, load);
}

void
conveyor_put_empty(Conveyor *conveyor, void *load)
{
	HANDS_OVER(load);
	g_async_queue_push(conveyor->empty, load);
}
