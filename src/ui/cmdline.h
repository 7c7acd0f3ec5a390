/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmdline.h - what is typed after ":"
 *
 * The name of any command that a key can have, or one of STATEMENTS with its
 * argument, or the number of a line.
 */
#pragma once

#include "ui/browser.h"

#include <glib.h>
#include <stdbool.h>

/* The one list; help, completion and manual come from it.  words: a function that gives
 * what the argument can be, NULL-ended, or NULL.  complete: one that gives what it can become,
 * as filter_complete(), or NULL.
 *
 *      function, words, complete, argument, help                                             */
#define STATEMENTS(X)                                                                              \
	X(group, model_grouping_names, NULL, "NAME", "Group by NAME: subject, code, reason ...")   \
	X(limit, NULL, filter_complete, "[EXPRESSION]",                                            \
	  "Show only addresses that it fits; without it, all")                                     \
	X(sort, model_sort_names, NULL, "KEY", "Sort by KEY: count, days, last, first ...")        \
	X(mark, matching_mark_names, NULL, "NAME EXPR",                                            \
	  "Mark what EXPR fits; NAME is remove, keep or none")                                     \
	X(search, NULL, NULL, "PATTERN", "Go to the next line that holds it")                      \
	X(query, NULL, NULL, "[QUERY]", "Read again, with other search terms of notmuch")          \
	X(tag, tag_words, NULL, "[with-marks]",                                                    \
	  "Write tags such as bounce/hard to the mail store")                                      \
	X(w, NULL, exporting_complete, "FILE",                                                     \
	  "Export what is marked remove; a FORMAT before FILE, else plain")                        \
	X(set, settings_names, NULL, "NAME=VALUE", "Until the end: theme, keys and others")        \
	X(bind, NULL, NULL, "[...]",                                                               \
	  "PLACE KEY COMMAND: what the key does there; any is everywhere")                         \
	X(unbind, NULL, NULL, "[...]", "PLACE KEY: take it away")                                  \
	X(color, NULL, NULL, "[...]",                                                              \
	  "STYLE FOREGROUND BACKGROUND ATTRIBUTE: the look of a style")                            \
	X(source, NULL, file_name_complete, "FILE", "Run a file of set, bind, unbind, color")

/* Do what the line says; "" is nothing.  CMDLINE_ERROR when it makes no sense. */
bool cmdline_run(Browser *browser, const char *line, GError **error);

/* What could stand where the word before at stands, which begins at *begin; NULL-ended,
 * the caller frees. */
char **cmdline_complete(const char *line, size_t at, size_t *begin);

/* A statement, for help and manual: i from 0; false when there is none. */
bool cmdline_statement(size_t i, const char **name, const char **argument, const char **help);

#define CMDLINE_ERROR (cmdline_error_quark())
GQuark cmdline_error_quark(void);
typedef enum { CMDLINE_ERROR_UNKNOWN, CMDLINE_ERROR_ARGUMENT } CmdlineError;
