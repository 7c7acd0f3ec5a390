/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cells.h - text that is safe to put on a terminal, measured in cells
 *
 * The one way from mail, file names, the index or an error message to the
 * screen and to text output.  Whatever comes in, what goes out is printable:
 * no control, no escape sequence, no bidi, zero-width or tag character, no
 * line end, and its width is known and agrees with wcwidth().
 *
 * Pure: knows neither ncurses nor stdout.
 */
#pragma once

#include <glib.h>

typedef enum {
	CELLS_PROSE = 0,
	/* An address, a host, a domain: what cannot be seen is shown as U+00BF,
	 * so that two addresses that differ do not look alike.  In prose it is
	 * dropped. */
	CELLS_IDENTIFIER = 1 << 0,
	/* The terminal shows no more than ASCII: anything else becomes "?", but for
	 * the block elements of charts in prose, which have stand-ins. */
	CELLS_ASCII = 1 << 1,
} CellsFlags;

#define CELLS_ALL G_MAXSIZE

/* Append the displayable form of text (len bytes, or -1 up to its NUL; any
 * bytes) to out, at most max_cells wide; a wide character that does not fit
 * whole is left out.  Bytes that are not UTF-8 become U+FFFD.  Returns the
 * cells taken. */
size_t cells_append(GString *out, const char *text, gssize len, size_t max_cells, CellsFlags flags);

/* As cells_append(), then blanks up to exactly width cells.  What does not fit
 * is cut and ends in an ellipsis (U+2026, in ASCII "~"). */
void cells_append_column(GString *out, const char *text, size_t width, CellsFlags flags);

/* An address in exactly width cells.  What does not fit is taken out of the
 * middle of the local part; once little is left of that, off the domain's left. */
void cells_append_address(GString *out, const char *address, size_t width, CellsFlags flags);

/* The cells that text takes once it has been through cells_append(). */
size_t cells_width(const char *text, CellsFlags flags);
