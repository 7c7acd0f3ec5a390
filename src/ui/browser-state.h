/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * browser-state.h - what the browser is made of, for the files that make it up
 *
 * browser.c keeps it in step with the mail and takes the keys, browser-draw.c draws,
 * actions.c does what commands say, questions.c asks.
 */
#pragma once

#include "core/tagger.h"
#include "ui/ask.h"
#include "ui/browser.h"
#include "ui/card.h"
#include "ui/checking.h"
#include "ui/exporting.h"
#include "ui/finder.h"
#include "ui/handoff.h"
#include "ui/limits.h"
#include "ui/marking.h"
#include "ui/messages.h"
#include "ui/panes.h"
#include "ui/reading.h"
#include "ui/reindexing.h"
#include "ui/rules.h"

struct Browser {
	const UiOptions *options;
	Screen *screen;
	void (*changed)(void *user);
	void *user;

	Reading *reading; /* what is shown */
	Reading *next;    /* what shall be, once it has been read; or NULL */
	bool told;        /* how the reading ended */
	ViewContext context;
	Palette palette;

	View *list;
	View *detail;
	View *page; /* over both; NULL while it is closed */
	View *over; /* over all of these: a text that a command shows and hides; or NULL */
	Command over_by;
	Panes panes;
	Layout layout;

	KeyState keys;
	Ask *ask;
	Finder *finder;
	Limits *limits;
	/* While another limit is typed: the one before, and where the list was; or NULL. */
	char *limit_before, *key_before;
	Cursor place_before;
	Handoff *handoff;
	Exporting *exporting;
	Reindexing *reindexing; /* of a mailbox, or NULL */
	Marking *marking;
	Rules *rules;
	Selection selection;
	GPtrArray *targets; /* what a question is about: keys, or NULL */
	guint n_left_out;   /* of these, as guarded or kept */
	Command marks_by;   /* what it will do to them */
	bool marks_cursor;  /* the row it is on alone, and goes on from there */
	Command last_mark;  /* for ".", or N_COMMANDS */
	Tagger *tagger;     /* while tags are written, or NULL */
	bool tags_marks;    /* it is about marks, too */
	Card *card;
	Checking *checking; /* or NULL */
	char *message; /* until the next key, or NULL */
	Messages *messages;
	gint64 began; /* on the clock of the wall, in microseconds; options->now by ours */
	bool done;
	GError *error;
};

/* Show a message until the next key, and keep it.  The one place that does. */
void browser_tell(Browser *browser, const char *message);

/* The same, with the key that helps: "Still reading; Esc stops it.". */
void browser_advise(Browser *browser, const char *what, Command command, const char *does);
/* The card of the first run lies over the list. */
bool browser_shows_card(const Browser *browser);

/* What lies over list and detail: such a text, else a page, else NULL. */
View *browser_cover(const Browser *browser);

/* What keys go to. */
View *browser_top(const Browser *browser);

/* Where keys are pressed now. */
Where browser_where(const Browser *browser);

/* Show the page, which the browser takes, over list and detail, and nothing over it. */
void browser_show(Browser *browser, View *page);
