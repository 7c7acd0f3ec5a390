/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source.h - the options that say where the mail is: a store of notmuch, or a mailbox
 */
#pragma once

#include "cli/cli.h"

/* As they were given; each may be NULL. */
typedef struct {
	char *config;
	char *mailbox;
} SourceOptions;

/* Entries of a GOptionEntry table. */
#define SOURCE_OPTIONS(to)                                                                         \
	{"config", 0, 0, G_OPTION_ARG_FILENAME, &(to)->config, "notmuch's configuration file",     \
	 "FILE"},                                                                                  \
	{                                                                                          \
		"mailbox", 0, 0, G_OPTION_ARG_FILENAME, &(to)->mailbox,                            \
			"a Maildir, MH folder or mbox that notmuch does not know", "PATH"          \
	}

void source_options_clear(SourceOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SourceOptions, source_options_clear)

/* Have config name the store to be read: of a mailbox that is the one of its own index,
 * which is brought up to date for that, with progress on a terminal. */
bool source_open(const CliContext *context, SourceOptions *options, GError **error);
