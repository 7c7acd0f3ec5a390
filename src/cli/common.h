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

/* The format that notmuch-bounces-formats(5) describes. */
#define FORMAT_VERSION 1

typedef struct {
	SourceOptions source;
	char **terms; /* what is looked for there, NULL-ended; NULL is nothing but bounces */
	char *uuid, *query;
	gboolean exclude;
	char *format_version, *output_file;
	gboolean is_quiet, is_verbose;
} CommonOptions;

#define COMMON_DEFAULTS                                                                            \
	{                                                                                          \
		.exclude = TRUE                                                                    \
	}

/* Entries of a GOptionEntry table: which index is looked at; and for what, in QUERY; how the
 * result is printed. */
#define COMMON_INDEX(to)                                                                           \
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
	{                                                                                          \
		"uuid", 0, 0, G_OPTION_ARG_STRING, &(to)->uuid,                                    \
			"fail unless the index is this one", "HEX"                                 \
	}
#define COMMON_STORE(to)                                                                           \
	COMMON_INDEX(to),                                                                          \
	{                                                                                          \
		"query", 0, 0, G_OPTION_ARG_STRING, &(to)->query,                                  \
			"what QUERY is written in: infix, sexp", "SYNTAX"                          \
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
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CommonOptions, common_options_clear)

/* Those of --query, NULL-ended. */
const char *const *common_query_names(void);

/* false with CLI_ERROR_USAGE or the error of a format version. */
bool common_check(const CommonOptions *options, GError **error);

/* What is to be read, by the options; lives as long as they do. */
IntakeOptions common_intake(const CliContext *context, const CommonOptions *options);

/* Tell on standard error that no message matches, or what was read, as the options want it. */
void common_tell(const CliContext *context, const CommonOptions *options, const Gathered *gathered);

/* gather(), by the options, of a source that was opened; with the rules, unless kb is NULL.
 * That no message matches is told on standard error. */
bool common_gather(const CliContext *context, const CommonOptions *options, const BounceKb *kb,
                   Gathered *gathered, GError **error);

/* Write out what was printed, to where the options say, unless they say quiet. */
bool common_write(const CommonOptions *options, const GString *text, GError **error);
