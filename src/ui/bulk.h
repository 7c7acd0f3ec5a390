/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk.h - marks for what is selected, a group, or any other addresses
 *
 * Of more than one address it is asked first, with the number that is shown, the
 * number that the limit hides, and that of those which guards hold back: these can be
 * marked for removal only one at a time, after the reason was told.
 */
#pragma once

#include "ui/browser.h"
#include "ui/command.h"

/* Run a command of TOPIC_MARK. */
void bulk_run(Browser *browser, Command command);

/* Nothing is selected any more. */
void bulk_end_selection(Browser *browser);

/* Mark the rows with these keys, NULL-ended, which are taken, by a command that does so. */
void bulk_mark(Browser *browser, GPtrArray *targets, Command command);
