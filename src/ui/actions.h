/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * actions.h - what the commands do
 */
#pragma once

#include "ui/browser.h"
#include "ui/command.h"
#include "ui/reading.h"

/* Do what the command says, count times where that has a meaning (0: no number was
 * given): by the view that has the keys, or for the browser as a whole. */
void actions_run(Browser *browser, Command command, size_t count);

/* Read other mail, or the same again; the list stays until then. */
void actions_read(Browser *browser, const ReadingScope *scope);
/* What search terms find, as they were typed; "" is none. */
void actions_query(Browser *browser, const char *query);
