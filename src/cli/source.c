/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/source.h"

#include <glib-unix.h>
#include <signal.h>

#include "cli/progress.h"
#include "core/mailbox.h"

void
source_options_clear(SourceOptions *options)
{
	g_clear_pointer(&options->config, g_free);
	g_clear_pointer(&options->mailbox, g_free);
}

static void
on_progress(const char *line, void *user)
{
	g_autofree char *advised = g_strconcat(line, *line ? "  ^C stops" : "", NULL);

	progress_show(user, advised);
}

static gboolean
on_interrupt(void *user)
{
	g_cancellable_cancel(user);
	return G_SOURCE_CONTINUE;
}

/* Exit statuses go by the codes of the commands. */
static void
propagate(GError **error, GError *why)
{
	if (g_error_matches(why, MAILBOX_ERROR, MAILBOX_ERROR_BUSY))
		g_set_error_literal(error, CLI_ERROR, CLI_ERROR_BUSY, why->message);
	else if (g_error_matches(why, MAILBOX_ERROR, MAILBOX_ERROR_STOPPED))
		g_set_error_literal(error, CLI_ERROR, CLI_ERROR_STOPPED, why->message);
	else
		g_propagate_error(error, g_error_copy(why));
}

bool
source_open(const CliContext *context, SourceOptions *options, GError **error)
{
	g_autoptr(GCancellable) cancellable = NULL;
	g_autoptr(GError) why = NULL;
	Progress progress = {0};

	if (!options->mailbox)
		return true;
	/* It would go before the database of the configuration. */
	g_unsetenv("NOTMUCH_DATABASE");
	cancellable = g_cancellable_new();

	const MailboxOptions mailbox = {
		.program = context->reader,
		.data_dir = context->data_dir,
		.path = options->mailbox,
		.config = options->config,
		.patience_s = MAILBOX_PATIENCE_S,
		.cancellable = cancellable,
		.progress = on_progress,
		.user = &progress,
	};
	guint interrupt = g_unix_signal_add(SIGINT, on_interrupt, cancellable);
	char *config = mailbox_open(&mailbox, &why);
	g_source_remove(interrupt);
	progress_show(&progress, "");
	if (!config) {
		propagate(error, why);
		return false;
	}
	/* For programs that the browser starts on this mail. */
	g_setenv("NOTMUCH_CONFIG", config, TRUE);
	g_free(options->config);
	options->config = config;
	return true;
}
