/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * screen.c - the terminal: taken, followed, given back
 */
#include "ui/screen.h"

#include <curses.h>
#include <gio/gio.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "ui/crash.h"

/* How long an Esc may be the beginning of an arrow key: long enough for a slow
 * line, too short to be felt. */
#define ESC_DELAY_MS 25

struct Screen {
	SCREEN *curses;
	FILE *out;
	int in;
	ScreenState state;
	struct termios saved;
	bool is_saved;
	Crash *crash; /* NULL when nothing is saved */
	CellsFlags flags;
	int n_colours;
	const Palette *palette;
};

static bool
places_cursor(void)
{
	/* curses.h has it without const. */
	return tigetstr((NCURSES_CONST char *)"cup") != NULL;
}

static void
set_modes(Screen *screen)
{
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	set_escdelay(ESC_DELAY_MS);
	scrollok(stdscr, FALSE);
	/* A mouse press is not held back to see whether it becomes a click. */
	mouseinterval(0);
	if (has_colors() && start_color() == OK && use_default_colors() == OK)
		screen->n_colours = COLORS;
}

Screen *
screen_new(const char *term, FILE *out, FILE *in, GError **error)
{
	g_autoptr(Screen) screen = g_new0(Screen, 1);

	screen->out = out;
	screen->in = fileno(in);
	screen->is_saved = tcgetattr(screen->in, &screen->saved) == 0;
	screen->flags = g_get_charset(NULL) ? CELLS_PROSE : CELLS_ASCII;

	if (term && *term)
		screen->curses = newterm(term, out, in);
	if (!screen->curses || !places_cursor()) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
		            "no terminal to draw on (TERM is \"%s\")\n"
		            "Try \"notmuch bounces review\", which needs only lines",
		            term ? term : "");
		return NULL;
	}
	if (screen->is_saved)
		screen->crash = crash_new(screen->in, fileno(out), &screen->saved);
	set_modes(screen);
	screen_follow(screen);
	return g_steal_pointer(&screen);
}

void
screen_free(Screen *screen)
{
	if (!screen)
		return;
	if (screen->curses) {
		endwin();
		delscreen(screen->curses);
	}
	if (screen->is_saved)
		tcsetattr(screen->in, TCSADRAIN, &screen->saved);
	crash_free(screen->crash);
	g_free(screen);
}

int
screen_rows(const Screen *screen)
{
	(void)screen;
	return getmaxy(stdscr);
}

int
screen_cols(const Screen *screen)
{
	(void)screen;
	return getmaxx(stdscr);
}

CellsFlags
screen_cells_flags(const Screen *screen)
{
	return screen->flags;
}

int
screen_colours(const Screen *screen)
{
	return screen->n_colours;
}

void
screen_set_palette(Screen *screen, const Palette *palette)
{
	screen->palette = palette;
}

const Palette *
screen_palette(const Screen *screen)
{
	return screen->palette;
}

void
screen_set_mouse(Screen *screen, bool on)
{
	(void)screen;
	mousemask(on ? ALL_MOUSE_EVENTS : 0, NULL);
}

void
screen_follow(Screen *screen)
{
	struct winsize size;

	/* Not what $LINES and $COLUMNS say: those are as old as the shell. */
	if (ioctl(screen->in, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
		screen_resize(screen, size.ws_row, size.ws_col);
}

void
screen_resize(Screen *screen, int rows, int cols)
{
	if (rows != screen_rows(screen) || cols != screen_cols(screen))
		resizeterm(rows, cols);
}

void
screen_begin(Screen *screen)
{
	(void)screen;
	werase(stdscr);
}

void
screen_end(Screen *screen, int y, int x)
{
	/* Windows within it were drawn on, which does not mark it as changed. */
	if (screen->state != SCREEN_OURS)
		return;
	touchwin(stdscr);
	wmove(stdscr, y, x);
	wnoutrefresh(stdscr);
	doupdate();
}

void
screen_redraw(Screen *screen)
{
	(void)screen;
	clearok(curscr, TRUE);
}

void
screen_suspend(Screen *screen)
{
	endwin();
	/* The whole job: a script or make(1) that started us must stop too, or
	 * nobody would be left to talk to the shell. */
	kill(0, SIGTSTP);
	reset_prog_mode();
	screen_redraw(screen);
	screen_follow(screen);
}

ScreenState
screen_state(const Screen *screen)
{
	return screen->state;
}

void
screen_lend(Screen *screen)
{
	endwin();
	screen->state = SCREEN_LENT;
}

void
screen_leave(Screen *screen, const char *words)
{
	reset_prog_mode();
	/* In that mode a line feed does not go to the left by itself. */
	fprintf(screen->out, "\r\n%s", words);
	fflush(screen->out);
	screen->state = SCREEN_LEFT;
}

void
screen_return(Screen *screen)
{
	/* What is written there next begins a line. */
	if (screen->state == SCREEN_LEFT) {
		fputs("\r\n", screen->out);
		fflush(screen->out);
	}
	screen->state = SCREEN_OURS;
	reset_prog_mode();
	screen_redraw(screen);
	screen_follow(screen);
}

void
screen_copy(Screen *screen, const char *base64)
{
	fprintf(screen->out, "\033]52;c;%s\a", base64);
	fflush(screen->out);
}
