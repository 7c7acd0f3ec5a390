/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/reindexing.h"

#include <gio/gio.h>
#include <signal.h>

#include "core/watch.h"
#include "ui/actions.h"
#include "ui/browser-state.h"

/* Between two looks for what has changed while the one before went on. */
#define AGAIN_MS 1000

struct Reindexing {
	Browser *browser;
	Watch *watch;
	GSubprocess *process; /* or NULL */
	GCancellable *cancellable;
	bool is_asked; /* by the user, who waits for it */
	guint due;     /* 0 when it is not to begin by itself */
};

static void
forget(Reindexing *reindexing)
{
	if (!reindexing->process)
		return;
	/* It ends the notmuch(1) that it runs. */
	g_subprocess_send_signal(reindexing->process, SIGINT);
	reindexing->is_asked = false;
	g_cancellable_cancel(reindexing->cancellable);
	g_clear_object(&reindexing->cancellable);
	g_clear_object(&reindexing->process);
}

static void
finish(Reindexing *reindexing, const char *failure)
{
	Browser *browser = reindexing->browser;
	bool was_asked = reindexing->is_asked;

	g_clear_object(&reindexing->cancellable);
	g_clear_object(&reindexing->process);
	reindexing->is_asked = false;
	if (failure)
		browser_tell(browser, failure);
	else if (was_asked && !browser_is_reading(browser))
		actions_read(browser, reading_scope(browser->reading));
	browser->changed(browser->user);
}

/* What it prints is why it failed. */
static void
on_ended(GObject *process, GAsyncResult *result, void *user)
{
	g_autofree char *said = NULL;
	g_autoptr(GError) error = NULL;
	bool is_heard = g_subprocess_communicate_utf8_finish(G_SUBPROCESS(process), result, &said,
	                                                     NULL, &error);

	/* It was forgotten, and maybe we with it. */
	if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
		return;
	if (!is_heard)
		finish(user, error->message);
	else if (g_subprocess_get_successful(G_SUBPROCESS(process)))
		finish(user, NULL);
	else
		finish(user, *said ? g_strchomp(said) : "The mailbox could not be indexed.");
}

static void
start(Reindexing *reindexing)
{
	const UiOptions *options = reindexing->browser->options;
	g_autoptr(GError) error = NULL;

	reindexing->process = g_subprocess_new(
		G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
		options->program, "--index", options->mailbox, NULL);
	if (!reindexing->process) {
		browser_tell(reindexing->browser, error->message);
		return;
	}
	reindexing->cancellable = g_cancellable_new();
	g_subprocess_communicate_utf8_async(reindexing->process, NULL, reindexing->cancellable,
	                                    on_ended, reindexing);
}

static gboolean
on_due(void *user)
{
	Reindexing *reindexing = user;

	if (reindexing->process)
		return G_SOURCE_CONTINUE;
	reindexing->due = 0;
	start(reindexing);
	return G_SOURCE_REMOVE;
}

/* New mail is in the list when the index has it, as that is watched, too. */
static void
on_mailbox_changed(void *user)
{
	Reindexing *reindexing = user;

	if (!reindexing->process)
		start(reindexing);
	else if (!reindexing->due)
		reindexing->due = g_timeout_add(AGAIN_MS, on_due, reindexing);
}

Reindexing *
reindexing_new(Browser *browser)
{
	const char *mailbox = browser->options->mailbox;
	Reindexing *reindexing;

	if (!mailbox)
		return NULL;
	reindexing = g_new0(Reindexing, 1);
	reindexing->browser = browser;
	reindexing->watch = watch_new_mailbox(mailbox, on_mailbox_changed, reindexing);
	return reindexing;
}

void
reindexing_free(Reindexing *reindexing)
{
	if (!reindexing)
		return;
	forget(reindexing);
	g_clear_handle_id(&reindexing->due, g_source_remove);
	watch_free(reindexing->watch);
	g_free(reindexing);
}

void
reindexing_begin(Reindexing *reindexing)
{
	reindexing->is_asked = true;
	if (!reindexing->process)
		start(reindexing);
	if (reindexing->process)
		browser_advise(reindexing->browser, "Looking for new mail", COMMAND_CANCEL,
		               "stops it");
}

bool
reindexing_goes_on(const Reindexing *reindexing)
{
	return reindexing && reindexing->process;
}

bool
reindexing_cancel(Reindexing *reindexing)
{
	bool goes_on = reindexing_goes_on(reindexing);

	if (goes_on)
		forget(reindexing);
	return goes_on;
}
