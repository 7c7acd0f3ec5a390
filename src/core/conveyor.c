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

/* Texts are short and many. */
#define TEXTS_BLOCK ((gsize)16 * 1024)

struct Conveyor {
	GThread *thread;
	GAsyncQueue *full, *empty;
};

static Load *
load_new(guint row_size, GDestroyNotify clear_row)
{
	Load *load = g_new0(Load, 1);

	load->rows = g_array_new(FALSE, FALSE, row_size);
	g_array_set_clear_func(load->rows, clear_row);
	load->texts = g_string_chunk_new(TEXTS_BLOCK);
	return load;
}

static void
load_free(void *data)
{
	Load *load = data;

	g_array_unref(load->rows);
	g_string_chunk_free(load->texts);
	g_free(load);
}

Conveyor *
conveyor_new(guint n, guint row_size, GDestroyNotify clear_row)
{
	Conveyor *conveyor = g_new0(Conveyor, 1);

	conveyor->full = g_async_queue_new_full(load_free);
	conveyor->empty = g_async_queue_new_full(load_free);
	while (n-- > 0)
		g_async_queue_push(conveyor->empty, load_new(row_size, clear_row));
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

static Load *
taken(Load *load)
{
	if (load)
		TAKES_OVER(load);
	return load;
}

Load *
conveyor_take_empty(Conveyor *conveyor)
{
	return taken(g_async_queue_pop(conveyor->empty));
}

Load *
conveyor_take_full(Conveyor *conveyor)
{
	return taken(g_async_queue_pop(conveyor->full));
}

Load *
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
conveyor_put_full(Conveyor *conveyor, Load *load)
{
	HANDS_OVER(load);
	g_async_queue_push(conveyor->full, load);
}

void
conveyor_put_empty(Conveyor *conveyor, Load *load)
{
	g_array_set_size(load->rows, 0);
	g_string_chunk_clear(load->texts);
	HANDS_OVER(load);
	g_async_queue_push(conveyor->empty, load);
}
