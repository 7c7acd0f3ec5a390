/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk.h - marks for what is selected, a group, or what an expression fits
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

/* "remove class:hard days:>=2": those shown that the expression fits.  *error is a
 * sentence. */
bool bulk_mark(Browser *browser, const char *argument, GError **error);

/* "remove", "keep", "none"; NULL-ended. */
const char *const *bulk_mark_names(void);
