/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/checking.h"

#include <gio/gio.h>

struct Checking {
	void (*failed)(const GError *error, void *user);
	void *user;
	GCancellable *cancellable;
};

/* The thread's, which may outlive who has started it. */
typedef struct {
	BounceKb *kb;
	bool (*check)(const BounceKb *kb, GError **error);
} Work;

static void
work_free(void *data)
{
	Work *work = data;

	bounce_kb_unref(work->kb);
	g_free(work);
}

static void
check(GTask *task, void *source, void *data, GCancellable *cancellable)
{
	const Work *work = data;
	GError *error = NULL;

	(void)source;
	(void)cancellable;
	if (work->check(work->kb, &error))
		g_task_return_boolean(task, TRUE);
	else
		g_task_return_error(task, error);
}

/* Once it has been cancelled there is no checking any more. */
static void
on_checked(GObject *source, GAsyncResult *result, void *user)
{
	Checking *checking = user;
	g_autoptr(GError) error = NULL;

	(void)source;
	if (!g_task_propagate_boolean(G_TASK(result), &error) &&
	    !g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
		checking->failed(error, checking->user);
}

Checking *
checking_new(const UiOptions *options, void (*failed)(const GError *error, void *user), void *user)
{
	Checking *checking = g_new0(Checking, 1);
	Work *work = g_new0(Work, 1);

	checking->failed = failed;
	checking->user = user;
	checking->cancellable = g_cancellable_new();
	work->kb = bounce_kb_ref(options->kb);
	work->check = options->check_kb;

	g_autoptr(GTask) task = g_task_new(NULL, checking->cancellable, on_checked, checking);

	g_task_set_task_data(task, work, work_free);
	g_task_run_in_thread(task, check);
	return checking;
}

void
checking_free(Checking *checking)
{
	if (!checking)
		return;
	g_cancellable_cancel(checking->cancellable);
	g_object_unref(checking->cancellable);
	g_free(checking);
}
