/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complete.h - what a shell offers when Tab is pressed
 *
 * The files of share/completion run "notmuch-bounces --complete WORD...", where the words are
 * those behind the program's name up to the cursor, the last one as far as it was typed, and
 * maybe "".  Each line of the answer is what that word may become, a tab, and what it is.  A
 * line ":files" stands for names of files, ":terms" for search terms of notmuch.
 *
 * Nothing is listed here that is listed elsewhere: commands, options, formats, fields, codes
 * and all else come from the tables by which they are understood.
 */
#pragma once

#include "cli/cli.h"

/* Append the answer.  words are NULL-ended, one at least; browser is what a line is for that
 * names no command. */
void complete(const CliContext *context, const Cli *browser, char **words, GString *out);

/* ---- how a command tells its options */

/* Does the line ask for that?  Then the command fails with CLI_ERROR_OPTIONS, and this as
 * the message. */
bool complete_asks(char **args);
char *complete_list(const GOptionEntry *entries);
