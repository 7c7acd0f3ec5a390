/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paint.h - styled text in a window; the only code that writes to one
 *
 * Whatever is painted goes through cells.h here, so that nothing else can
 * forget to.  Nothing is said by colour alone.
 */
#pragma once

#include "ui/layout.h"
#include "ui/screen.h"

#include <bounce/report.h>

#include <curses.h>

/*      value            colour          attributes */
#define STYLES(X)                                                                                  \
	X(TEXT, -1, A_NORMAL)                                                                      \
	X(TITLE, -1, A_REVERSE)                                                                    \
	X(BAR, -1, A_DIM)                                                                          \
	X(MESSAGE, -1, A_BOLD)                                                                     \
	X(CURSOR, -1, A_REVERSE)                                                                   \
	X(CURSOR_AWAY, -1, A_UNDERLINE) /* of the list, while the detail has the focus */          \
	X(HEADING, -1, A_BOLD)                                                                     \
	X(FAINT, -1, A_DIM)                                                                        \
	X(EVIDENCE, -1, A_BOLD | A_UNDERLINE) /* words that decided */                             \
	X(MATCH, -1, A_REVERSE)                                                                    \
	X(HARD, COLOR_RED, A_BOLD)                                                                 \
	X(SOFT, COLOR_YELLOW, A_NORMAL)                                                            \
	X(POLICY, COLOR_MAGENTA, A_NORMAL)                                                         \
	X(DELAYED, COLOR_CYAN, A_NORMAL)                                                           \
	X(UNKNOWN, -1, A_NORMAL)                                                                   \
	X(HEADING_HARD, COLOR_RED, A_BOLD)                                                         \
	X(HEADING_SOFT, COLOR_YELLOW, A_BOLD)                                                      \
	X(HEADING_POLICY, COLOR_MAGENTA, A_BOLD)                                                   \
	X(HEADING_DELAYED, COLOR_CYAN, A_BOLD)

#define X(value, colour, attributes) STYLE_##value,
typedef enum { STYLES(X) N_STYLES } Style;
#undef X

/* A part of the screen to paint on. */
typedef struct {
	WINDOW *window;
	int rows, cols;
	CellsFlags flags;
	bool colours;
} Canvas;

/* Where on it: at most one line. */
typedef struct {
	int y, x, width;
} Place;

/* After screen_new(), once. */
void paint_prepare(const Screen *screen);

/* The area must lie on the screen and have rows. */
Canvas *canvas_new(const Screen *screen, Area area);
void canvas_free(Canvas *canvas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Canvas, canvas_free)

/* Fill the place with text and then blanks; what does not fit is cut. */
void paint(const Canvas *canvas, Place place, Style style, const char *text);

/* Lines across and down. */
void paint_across(const Canvas *canvas, Place place, Style style);
void paint_down(const Canvas *canvas, Style style);

Style paint_class_style(BounceClass class);
