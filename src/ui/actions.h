/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * actions.h - what the commands do
 */
#pragma once

#include "ui/browser.h"
#include "ui/command.h"

/* Do what the command says, count times where that has a meaning (0: no number was
 * given): by the view that has the keys, or for the browser as a whole. */
void actions_run(Browser *browser, Command command, size_t count);

/* Read the mail that terms (NULL-ended, or NULL) find; the list stays until then. */
void actions_read(Browser *browser, const char *const *terms);
/* The same of a query as it was typed; "" is none. */
void actions_query(Browser *browser, const char *query);
