/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * browser.h - everything on the screen: keys go in, a picture comes out
 *
 * Owns what is read, the views and which of them has the focus.  Waits for
 * nothing and reads no terminal; that is ui.h.
 */
#pragma once

#include "ui/input.h"
#include "ui/options.h"
#include "ui/screen.h"

#include <glib.h>
#include <stdbool.h>

typedef struct Browser Browser;

/* Begin to read.  changed is called when browser_update() has something to do.
 * The screen stays the caller's; both it and the options must outlive it. */
Browser *browser_new(const UiOptions *options, Screen *screen, void (*changed)(void *user),
                     void *user);
void browser_free(Browser *browser);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Browser, browser_free)

/* The first screen has been drawn, the list alone: have the knowledge base checked, as
 * UiOptions says, and show all from now on. */
void browser_begin(Browser *browser);

/* Take what was read since, and the screen's size. */
void browser_update(Browser *browser);
/* The same without what was read, which may take long. */
void browser_follow(Browser *browser);
void browser_key(Browser *browser, const char *key);
void browser_mouse(Browser *browser, MouseEvent event);
void browser_draw(const Browser *browser);

/* How far the list is that is shown. */
ListStage browser_stage(const Browser *browser);
/* Bounces of addresses that have come, which may not be in it yet. */
size_t browser_n_bounces(const Browser *browser);
bool browser_is_reading(const Browser *browser);

/* Reading, or a page is still to come. */
bool browser_is_waiting(const Browser *browser);
/* It was told to quit, or could read nothing. */
bool browser_is_done(const Browser *browser);
/* Why nothing could be read, or NULL. */
const GError *browser_error(const Browser *browser);
