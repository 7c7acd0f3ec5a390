/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frame.h - the first and the last line of the screen
 */
#pragma once

#include "ui/keymap.h"
#include "ui/paint.h"

/* name is cut before state is. */
void frame_draw_title(const Canvas *canvas, const char *name, const char *state);

/* Cells of the bar that the position may take from the end of a message. */
#define FRAME_POSITION_MAX 16

/* The keys that matter most in a place, as many as fit, and at the right the line
 * the cursor is on, in a text how much of it has been seen; message, when it is not
 * NULL, takes the place of the keys. */
typedef struct {
	const Keymap *keymap;
	Where where;
	const char *message;
	bool is_kept;         /* where all of the message can be read again */
	size_t line, n_lines; /* line from 0; no position when there are no lines */
	size_t n_seen;        /* lines down to the last one on the screen */
} FrameBar;

void frame_draw_bar(const Canvas *canvas, const FrameBar *bar);

/* What the next key can be, on the bar and on so many lines above as it takes. */
void frame_draw_choices(const Screen *screen, Area bar, const char *choices);
