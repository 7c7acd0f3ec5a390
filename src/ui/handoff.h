/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * handoff.h - giving a mail, and the terminal, to another program
 *
 * One at a time.  A mail that is given as it stands is fetched by a reader, as this
 * process opens none, and only its first WIRE_SHOWN_MAX bytes; of several, those that are
 * longer are left out.  While the program has the
 * terminal nothing is drawn (screen.h), and the main loop goes on.
 */
#pragma once

#include <stdbool.h>

#include "core/intake.h"
#include "ui/screen.h"

typedef struct {
	/* The terminal is ours again, or it came to nothing; message, which may be NULL,
	 * is for the last line. */
	void (*back)(const char *message, void *user);
	void *user;
} HandoffEvents;

typedef struct Handoff Handoff;

/* Screen and options stay the caller's and must outlive it. */
Handoff *handoff_new(Screen *screen, const IntakeOptions *options, const HandoffEvents *events);
void handoff_free(Handoff *handoff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Handoff, handoff_free)

/* Open an event's mail with a command line as template.h says. */
void handoff_mailer(Handoff *handoff, const char *template, const Event *event);
/* Show a copy of the file in the user's editor. */
void handoff_editor(Handoff *handoff, const char *path);
/* Have the user's shell run a line that the user typed; path, when it is not NULL, names
 * the mail that is its standard input. */
void handoff_shell(Handoff *handoff, const char *line, const char *path);
/* The same with all mail of some rows, of const Row *, as export-mail.h writes it. */
void handoff_shell_rows(Handoff *handoff, const char *line, const GPtrArray *rows);

/* A mail is awaited. */
bool handoff_is_fetching(const Handoff *handoff);
/* Wait for it no longer; false when none is awaited. */
bool handoff_cancel(Handoff *handoff);

/* A key, while the screen is as the program left it. */
void handoff_key(Handoff *handoff, const char *key);
