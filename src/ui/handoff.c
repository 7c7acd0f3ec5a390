/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * handoff.c - giving a mail, and the terminal, to another program
 */
#include "ui/handoff.h"

#include <unistd.h>

#include "core/export-mail.h"
#include "ui/copy.h"
#include "ui/job.h"
#include "ui/template.h"

struct Handoff {
	Screen *screen;
	const IntakeOptions *options;
	HandoffEvents events;

	Readers *readers; /* while a mail is fetched, else NULL */
	/* While those of some rows are, and where they are written; or NULL, and -1. */
	ExportMail *mails;
	ExportFile *file;
	int input;
	unsigned n_refused; /* of them */
	char *line;         /* for the shell once it is there; NULL: it is for the editor */
	char *refused;      /* why it cannot be, or NULL */
	GByteArray *mail;
	char *note; /* what of it is not given, or NULL */

	Job *job;
	Copy *copy;
	bool stays; /* what it wrote is to be looked at, even when all went well */
};

Handoff *
handoff_new(Screen *screen, const IntakeOptions *options, const HandoffEvents *events)
{
	Handoff *handoff = g_new0(Handoff, 1);

	handoff->screen = screen;
	handoff->input = -1;
	handoff->options = options;
	handoff->events = *events;
	return handoff;
}

static void
forget(Handoff *handoff)
{
	g_clear_pointer(&handoff->readers, readers_free);
	g_clear_pointer(&handoff->line, g_free);
	g_clear_pointer(&handoff->refused, g_free);
	g_clear_pointer(&handoff->mail, g_byte_array_unref);
	g_clear_pointer(&handoff->copy, copy_free);
	g_clear_pointer(&handoff->mails, export_mail_free);
	g_clear_pointer(&handoff->file, export_file_free);
	if (handoff->input >= 0)
		close(handoff->input);
	handoff->input = -1;
	g_clear_pointer(&handoff->note, g_free);
	handoff->n_refused = 0;
	handoff->stays = false;
}

void
handoff_free(Handoff *handoff)
{
	if (!handoff)
		return;
	g_clear_pointer(&handoff->job, job_free);
	forget(handoff);
	g_free(handoff);
}

static void
give_back(Handoff *handoff, const char *message)
{
	forget(handoff);
	handoff->events.back(message, handoff->events.user);
}

/* ---- the program */

static void
on_ended(int status, void *user)
{
	Handoff *handoff = user;
	g_autofree char *failure = job_failure(status);
	g_autofree char *note = g_steal_pointer(&handoff->note);

	g_clear_pointer(&handoff->job, job_free);
	if (failure || handoff->stays) {
		g_autofree char *words =
			g_strdup_printf("[%s%s%s] Press Enter ", failure ? failure : "done",
		                        note ? "; " : "", note ? note : "");

		screen_leave(handoff->screen, words);
	} else {
		screen_return(handoff->screen);
	}
	give_back(handoff, note);
}

/* input is the standard input, or -1 for the terminal. */
static void
start(Handoff *handoff, char **argv, int input)
{
	g_autoptr(GError) error = NULL;

	screen_lend(handoff->screen);
	handoff->job = job_new(argv, input, on_ended, handoff, &error);
	if (handoff->job) {
		handoff->events.back(NULL, handoff->events.user);
		return;
	}
	screen_return(handoff->screen);
	give_back(handoff, error->message);
}

static void
start_shell(Handoff *handoff, const char *line, int input)
{
	const char *shell = g_getenv("SHELL");
	const char *argv[] = {shell && *shell ? shell : "/bin/sh", "-c", line, NULL};

	handoff->stays = true;
	start(handoff, (char **)argv, input);
}

static void
start_editor(Handoff *handoff)
{
	const char *visual = g_getenv("VISUAL");
	const char *editor = visual && *visual ? visual : g_getenv("EDITOR");
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) words = NULL;

	if (g_shell_parse_argv(editor && *editor ? editor : "vi", NULL, &words, &error))
		handoff->copy =
			copy_new((const char *)handoff->mail->data, handoff->mail->len, &error);
	if (!handoff->copy) {
		give_back(handoff, error->message);
		return;
	}
	g_strv_builder_addv(builder, (const char **)words);
	g_strv_builder_add(builder, copy_path(handoff->copy));
	g_auto(GStrv) argv = g_strv_builder_end(builder);
	start(handoff, argv, -1);
}

static void
start_pipe(Handoff *handoff)
{
	g_autoptr(GError) error = NULL;
	int input = copy_in_memory((const char *)handoff->mail->data, handoff->mail->len, &error);

	if (input < 0) {
		give_back(handoff, error->message);
		return;
	}
	start_shell(handoff, handoff->line, input);
	close(input);
}

/* ---- the mail */

static void
on_shown(guint64 ticket, const ShownMail *mail, void *user)
{
	Handoff *handoff = user;

	(void)ticket;
	handoff->mail = g_byte_array_sized_new((guint)mail->len);
	g_byte_array_append(handoff->mail, (const guint8 *)mail->bytes, (guint)mail->len);
	if (mail->is_cut)
		handoff->note = g_strdup("the mail was cut after 256 KiB");
}

static void
on_refused(guint64 ticket, unsigned number, const char *why, void *user)
{
	Handoff *handoff = user;

	(void)ticket;
	(void)number;
	g_free(handoff->refused);
	handoff->refused = g_strdup_printf("The mail cannot be read: %s", why);
}

static void
on_parsed(guint64 ticket, void *user)
{
	Handoff *handoff = user;

	(void)ticket;
	g_clear_pointer(&handoff->readers, readers_free);
	if (!handoff->mail) {
		g_autofree char *why = g_steal_pointer(&handoff->refused);

		give_back(handoff, why);
	} else if (handoff->line) {
		start_pipe(handoff);
	} else {
		start_editor(handoff);
	}
}

static const ReadersEvents readers_events = {
	.shown = on_shown,
	.refused = on_refused,
	.parsed = on_parsed,
};

static void
fetch(Handoff *handoff, const char *path)
{
	handoff->readers = readers_new(handoff->options->program, handoff->options->data_dir, 1,
	                               &readers_events, handoff);
	readers_show(handoff->readers, 0, path, SHOW_MAIL);
}

/* ---- the mail of rows */

static void
on_mail_refused(const char *const *addresses, const char *why, void *user)
{
	Handoff *handoff = user;

	(void)addresses;
	(void)why;
	handoff->n_refused++;
}

static void
on_mails_done(const GError *error, void *user)
{
	Handoff *handoff = user;
	unsigned n = handoff->n_refused;
	bool is_empty = lseek(handoff->input, 0, SEEK_END) <= 0;
	g_autofree char *left_out = NULL;
	g_autofree char *failure = error ? g_strdup(error->message) : NULL;

	g_clear_pointer(&handoff->mails, export_mail_free);
	if (n > 0)
		left_out = g_strdup_printf("%u mail%s cannot be read whole", n, n == 1 ? "" : "s");
	if (failure || is_empty) {
		give_back(handoff, failure ? failure : left_out);
		return;
	}
	handoff->note = g_steal_pointer(&left_out);
	lseek(handoff->input, 0, SEEK_SET);
	start_shell(handoff, handoff->line, handoff->input);
}

static const ExportMailEvents mail_events = {.refused = on_mail_refused, .done = on_mails_done};

void
handoff_mailer(Handoff *handoff, const char *template, const Event *event)
{
	const TemplateValues values = {event->message_id, event->path};
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) argv = template_fill(template, &values, &error);

	forget(handoff);
	if (argv) {
		start(handoff, argv, -1);
	} else {
		g_autofree char *why = g_strdup_printf("bounces.mailer: %s", error->message);

		give_back(handoff, why);
	}
}

void
handoff_editor(Handoff *handoff, const char *path)
{
	forget(handoff);
	fetch(handoff, path);
}

void
handoff_shell(Handoff *handoff, const char *line, const char *path)
{
	forget(handoff);
	if (!path) {
		start_shell(handoff, line, -1);
		return;
	}
	handoff->line = g_strdup(line);
	fetch(handoff, path);
}

void
handoff_shell_rows(Handoff *handoff, const char *line, const GPtrArray *rows)
{
	g_autoptr(GError) error = NULL;

	forget(handoff);
	handoff->input = copy_open_memory(&error);
	if (handoff->input < 0) {
		give_back(handoff, error->message);
		return;
	}
	handoff->line = g_strdup(line);
	handoff->file = export_file_new_for_fd(handoff->input, "the mails");
	handoff->mails =
		export_mail_new(handoff->options, rows, handoff->file, &mail_events, handoff);
}

bool
handoff_is_fetching(const Handoff *handoff)
{
	return handoff->readers || handoff->mails;
}

bool
handoff_cancel(Handoff *handoff)
{
	bool is_fetching = handoff_is_fetching(handoff);

	if (is_fetching)
		forget(handoff);
	return is_fetching;
}

void
handoff_key(Handoff *handoff, const char *key)
{
	if (g_str_equal(key, "Enter"))
		screen_return(handoff->screen);
}
