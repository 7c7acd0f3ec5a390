/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * matching.h - marks for all that is shown and an expression fits
 */
#pragma once

#include "ui/browser.h"
#include "ui/command.h"

/* Ask for the expression; the command is MARK_REMOVE, or MARK_NONE. */
void matching_ask(Browser *browser, Command command);

/* "remove class:hard days:>=2".  *error is a sentence. */
bool matching_run_line(Browser *browser, const char *argument, GError **error);

/* "remove", "keep", "none"; NULL-ended. */
const char *const *matching_mark_names(void);
