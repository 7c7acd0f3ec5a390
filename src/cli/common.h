/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * common.h - the options of all commands that read the mail store
 *
 * They mean what they mean to notmuch.
 */
#pragma once

#include "cli/cli.h"
#include "cli/gather.h"
#include "cli/source.h"

/* The format that doc/SCHEMA describes. */
#define FORMAT_VERSION 1

typedef struct {
	SourceOptions source;
	char *uuid, *query;
	gboolean exclude;
	char *format_version, *output_file;
	gboolean is_quiet, is_verbose;
} CommonOptions;

#define COMMON_DEFAULTS                                                                            \
	{                                                                                          \
		.exclude = TRUE                                                                    \
	}

/* Entries of a GOptionEntry table: which mail is looked at; how the result is printed. */
#define COMMON_STORE(to)                                                                           \
	SOURCE_OPTIONS(&(to)->source),                                                             \
		{"exclude",                                                                        \
	         0,                                                                                \
	         0,                                                                                \
	         G_OPTION_ARG_NONE,                                                                \
	         &(to)->exclude,                                                                   \
	         "leave out what search.exclude_tags names; --no-exclude does not",                \
	         NULL},                                                                            \
		{"no-exclude",                                                                     \
	         0,                                                                                \
	         G_OPTION_FLAG_HIDDEN | G_OPTION_FLAG_REVERSE,                                     \
	         G_OPTION_ARG_NONE,                                                                \
	         &(to)->exclude,                                                                   \
	         NULL,                                                                             \
	         NULL},                                                                            \
		{"query",                                                                          \
	         0,                                                                                \
	         0,                                                                                \
	         G_OPTION_ARG_STRING,                                                              \
	         &(to)->query,                                                                     \
	         "what QUERY is written in: infix, sexp",                                          \
	         "SYNTAX"},                                                                        \
	{                                                                                          \
		"uuid", 0, 0, G_OPTION_ARG_STRING, &(to)->uuid,                                    \
			"fail unless the index is this one", "HEX"                                 \
	}
#define COMMON_PRINT(to)                                                                           \
	{"format-version",                                                                         \
	 0,                                                                                        \
	 0,                                                                                        \
	 G_OPTION_ARG_STRING,                                                                      \
	 &(to)->format_version,                                                                    \
	 "fail unless this version is printed (1)",                                                \
	 "N"},                                                                                     \
		{"output-file",                                                                    \
	         'o',                                                                              \
	         0,                                                                                \
	         G_OPTION_ARG_FILENAME,                                                            \
	         &(to)->output_file,                                                               \
	         "write to a file (- is standard output)",                                         \
	         "FILE"},                                                                          \
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &(to)->is_quiet, "print nothing but errors",  \
	         NULL},                                                                            \
	{                                                                                          \
		"verbose", 'v', 0, G_OPTION_ARG_NONE, &(to)->is_verbose,                           \
			"tell on standard error what was looked for", NULL                         \
	}

void common_options_clear(CommonOptions *options);

/* false with CLI_ERROR_USAGE or the error of a format version. */
bool common_check(const CommonOptions *options, GError **error);

/* gather(), by the options and search terms (NULL-ended); marks may be NULL.  Where no
 * message matches, that is told on standard error, and the model is empty. */
Model *common_gather(const CliContext *context, const CommonOptions *options, char **terms,
                     Marks **marks, GError **error);

/* Write out what was printed, to where the options say, unless they say quiet. */
bool common_write(const CommonOptions *options, const GString *text, GError **error);
