/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reindexing.h - new mail of a mailbox that notmuch does not know
 *
 * The browser reads its index, which somebody has to bring up to date: another process of
 * ours, when it is asked for or when something has changed in the mailbox.
 */
#pragma once

#include "ui/browser.h"

typedef struct Reindexing Reindexing;

/* The browser owns it; NULL where no mailbox is browsed. */
Reindexing *reindexing_new(Browser *browser);
void reindexing_free(Reindexing *reindexing);

/* Bring the index up to date, and then read the mail again. */
void reindexing_begin(Reindexing *reindexing);

/* All may be asked of NULL. */
bool reindexing_goes_on(const Reindexing *reindexing);
/* Stop; false when there is nothing to stop. */
bool reindexing_cancel(Reindexing *reindexing);
