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

/* The colour is the hue in which a theme shows it; -1 is the terminal's own. */
/*      value            name               colour          attributes */
#define STYLES(X)                                                                                  \
	X(TEXT, "text", -1, A_NORMAL)                                                              \
	X(TITLE, "title", -1, A_REVERSE)                                                           \
	X(BAR, "bar", -1, A_DIM)                                                                   \
	X(MESSAGE, "message", -1, A_BOLD)                                                          \
	X(CURSOR, "cursor", -1, A_REVERSE)                                                         \
	/* of the list, while the detail has the focus */                                          \
	X(CURSOR_AWAY, "cursor-away", -1, A_UNDERLINE)                                             \
	X(SELECTED, "selected", -1, A_BOLD | A_UNDERLINE) /* of the list, by v or * */             \
	X(HEADING, "heading", -1, A_BOLD)                                                          \
	X(FAINT, "faint", -1, A_DIM)                                                               \
	X(EVIDENCE, "evidence", -1, A_BOLD | A_UNDERLINE) /* words that decided */                 \
	/* the one a search has come to, and all others on the screen */                           \
	X(MATCH, "match", -1, A_REVERSE | A_BOLD | A_UNDERLINE)                                    \
	X(MATCH_OTHER, "match-other", -1, A_REVERSE | A_DIM)                                       \
	X(HARD, "hard", COLOR_RED, A_BOLD)                                                         \
	X(SOFT, "soft", COLOR_YELLOW, A_NORMAL)                                                    \
	X(POLICY, "policy", COLOR_MAGENTA, A_NORMAL)                                               \
	X(DELAYED, "delayed", COLOR_CYAN, A_NORMAL)                                                \
	X(UNKNOWN, "unknown", -1, A_NORMAL)                                                        \
	X(HEADING_HARD, "heading-hard", COLOR_RED, A_BOLD)                                         \
	X(HEADING_SOFT, "heading-soft", COLOR_YELLOW, A_BOLD)                                      \
	X(HEADING_POLICY, "heading-policy", COLOR_MAGENTA, A_BOLD)                                 \
	X(HEADING_DELAYED, "heading-delayed", COLOR_CYAN, A_BOLD)

#define X(value, name, colour, attributes) STYLE_##value,
typedef enum { STYLES(X) N_STYLES } Style;
#undef X

/* -1 is the terminal's own. */
typedef struct {
	short fg, bg;
	attr_t attributes;
} Look;

/* What all styles look like; see theme.h. */
struct Palette {
	Look looks[N_STYLES];
	bool ascii_lines; /* lines are of - and | */
};

/* A part of the screen to paint on. */
typedef struct {
	WINDOW *window;
	int rows, cols;
	CellsFlags flags;
	const Palette *palette;
} Canvas;

/* Where on it: at most one line. */
typedef struct {
	int y, x, width;
} Place;

/* Before anything is painted, and to change what it looks like; the palette must
 * live as long as anything is. */
void paint_prepare(Screen *screen, const Palette *palette);

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
