/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * questions.h - what the browser asks on its last line
 */
#pragma once

#include "ui/browser.h"

/* Words to search for, by 1 downwards or -1 upwards. */
void questions_search(Browser *browser, int by);

/* Which addresses to show, in the language of core/filter.h. */
void questions_limit(Browser *browser);

/* Which mail to read: search terms of notmuch, those of now to begin with. */
void questions_query(Browser *browser);

/* A command by its name; see cmdline.h. */
void questions_command(Browser *browser);

/* A command for the shell, to be given the mail that is shown, or that of all rows that
 * are selected. */
void questions_pipe(Browser *browser);
/* A command for the shell. */
void questions_shell(Browser *browser);
