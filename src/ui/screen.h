/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * screen.h - the terminal: taken, followed, given back
 *
 * Starts and ends ncurses, knows the size and what the terminal can show.  Draws
 * nothing; that is paint.h.  There is one at a time.
 */
#pragma once

#include "core/cells.h"

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct Screen Screen;

/* Take the terminal called term (as in $TERM) that is behind the two streams,
 * which stay the caller's.  Fails with G_IO_ERROR_NOT_SUPPORTED when there is no
 * such terminal or it cannot place its cursor. */
Screen *screen_new(const char *term, FILE *out, FILE *in, GError **error);
/* Give it back as it was. */
void screen_free(Screen *screen);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Screen, screen_free)

int screen_rows(const Screen *screen);
int screen_cols(const Screen *screen);
/* What text must be limited to. */
CellsFlags screen_cells_flags(const Screen *screen);
/* How many colours it can show beside its own two; 0 for none. */
int screen_colours(const Screen *screen);

/* What paint.h paints with; stays the caller's. */
typedef struct Palette Palette;
void screen_set_palette(Screen *screen, const Palette *palette);
const Palette *screen_palette(const Screen *screen);

/* Whether the program or the terminal itself has the mouse; the latter at first. */
void screen_set_mouse(Screen *screen, bool on);

/* Take the size that the terminal has now. */
void screen_follow(Screen *screen);
/* Take this size, whatever the terminal's is. */
void screen_resize(Screen *screen, int rows, int cols);

/* Everything is erased; draw it. */
void screen_begin(Screen *screen);
/* Show what was drawn, with the cursor at y, x. */
void screen_end(Screen *screen, int y, int x);
/* Send everything at the next screen_end(), whatever is thought to be there. */
void screen_redraw(Screen *screen);

/* Give the terminal back, stop like any job at ^Z, and take it again. */
void screen_suspend(Screen *screen);

/* Whose the terminal is: ours; another program's, and then nothing is drawn and no key
 * read; or ours for keys alone, while what that program left is looked at. */
typedef enum { SCREEN_OURS, SCREEN_LENT, SCREEN_LEFT } ScreenState;

ScreenState screen_state(const Screen *screen);
/* Give the terminal to another program. */
void screen_lend(Screen *screen);
/* It has ended: leave what it wrote, and say this below, which is no text of a mail. */
void screen_leave(Screen *screen, const char *words);
/* Draw again, at the size it has now. */
void screen_return(Screen *screen);

/* Have the terminal put text, in base64, into the clipboard (OSC 52).  Terminals that do
 * not know how, or may not, do nothing. */
void screen_copy(Screen *screen, const char *base64);
