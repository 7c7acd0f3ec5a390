/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tagging.h - writing tags to the mail store, when somebody asks for it
 */
#pragma once

#include "ui/browser.h"

#include <stdbool.h>

/* Ask whether tags are to be written to all mail that was read, and do it then; with
 * those that follow from marks, too. */
void tagging_begin(Browser *browser, bool with_marks);

/* Take the next step, if there is one to be taken, and tell the end; to be called when
 * something has changed. */
void tagging_follow(Browser *browser);

/* Something is asked or written. */
bool tagging_goes_on(const Browser *browser);

/* Stop it; false when nothing goes on. */
bool tagging_cancel(Browser *browser);

/* For the last line; NULL when there is nothing to say.  The caller frees. */
char *tagging_progress(const Browser *browser);
