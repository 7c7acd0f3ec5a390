/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ui.c - browse bounces on the terminal
 */
#include "ui/ui.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ui/browser.h"
#include "ui/cmdline.h"
#include "ui/input.h"
#include "ui/pace.h"
#include "ui/quiet.h"
#include "ui/screen.h"

/* Then the title begins to say how far the reading is, even when nothing comes. */
#define PROGRESS_MS 300

typedef struct {
	GMainLoop *main;
	GArray *sources; /* ids; the next ones are not among them */
	guint terminal;  /* 0 while it is another program's */
	guint redraw;    /* 0 when none is due */
	ListStage stage; /* of the list when it was made due, and ... */
	bool has_lines;  /* ... whether there were any for it */
	guint progress;  /* 0 when it has been */
	guint begin;     /* 0 when it has been, or ... */
	bool has_begun;  /* ... is not due yet */
	Pace pace;
	Quiet *quiet;
	Screen *screen;
	Input *input;
	Browser *browser;
	Timings *timings; /* the caller's, or NULL */
} Loop;

static void
loop_clear(Loop *loop)
{
	for (guint i = 0; i < loop->sources->len; i++)
		g_source_remove(g_array_index(loop->sources, guint, i));
	if (loop->terminal)
		g_source_remove(loop->terminal);
	if (loop->redraw)
		g_source_remove(loop->redraw);
	if (loop->progress)
		g_source_remove(loop->progress);
	if (loop->begin)
		g_source_remove(loop->begin);
	browser_free(loop->browser);
	input_free(loop->input);
	screen_free(loop->screen);
	quiet_free(loop->quiet);
	g_array_unref(loop->sources);
	g_main_loop_unref(loop->main);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Loop, loop_clear)

static bool
is_lent(const Loop *loop)
{
	return screen_state(loop->screen) == SCREEN_LENT;
}

static void
draw(Loop *loop)
{
	if (browser_is_done(loop->browser)) {
		g_main_loop_quit(loop->main);
		return;
	}
	browser_draw(loop->browser);
	timings_paint(loop->timings, browser_stage(loop->browser));
}

static void
press(Loop *loop, const char *key)
{
	timings_key(loop->timings);
	loop->pace.typed = g_get_monotonic_time();
	if (g_str_equal(key, INPUT_MOUSE))
		browser_mouse(loop->browser, input_mouse(loop->input));
	else
		browser_key(loop->browser, key);
}

static gboolean
on_terminal(int fd, GIOCondition condition, void *user)
{
	Loop *loop = user;
	int n_waiting = 0;
	KeyName key;

	/* Who reads it now takes the keys of another program, or is stopped. */
	if (is_lent(loop)) {
		loop->terminal = 0;
		return G_SOURCE_REMOVE;
	}
	/* Readable, and nothing to read: that is the end. */
	if (condition & (G_IO_HUP | G_IO_ERR) || ioctl(fd, FIONREAD, &n_waiting) != 0 ||
	    n_waiting == 0) {
		g_main_loop_quit(loop->main);
		return G_SOURCE_CONTINUE;
	}
	while (!browser_is_done(loop->browser) && !is_lent(loop) && input_next(loop->input, &key))
		press(loop, key.text);
	draw(loop);
	return G_SOURCE_CONTINUE;
}

static void
follow_terminal(Loop *loop)
{
	if (!loop->terminal && !is_lent(loop))
		loop->terminal = g_unix_fd_add(STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR,
		                               on_terminal, loop);
}

static gboolean
on_begin(void *user)
{
	Loop *loop = user;

	loop->begin = 0;
	browser_begin(loop->browser);
	browser_follow(loop->browser);
	draw(loop);
	return G_SOURCE_REMOVE;
}

/* There are lines, or there will be none so soon: before, the readers need the time more. */
static void
begin_when_shown(Loop *loop, bool is_late)
{
	if (loop->has_begun || (!is_late && loop->pace.shown == STAGE_EMPTY))
		return;
	loop->has_begun = true;
	loop->begin = g_idle_add(on_begin, loop);
}

static void
update(Loop *loop)
{
	gint64 began = g_get_monotonic_time();

	browser_update(loop->browser);
	pace_note_update(&loop->pace, browser_stage(loop->browser),
	                 browser_n_bounces(loop->browser), began, g_get_monotonic_time());
}

static gboolean
on_redraw(void *user)
{
	Loop *loop = user;
	gint64 left_ms = pace_update_in(&loop->pace, browser_stage(loop->browser),
	                                browser_n_bounces(loop->browser), g_get_monotonic_time());

	loop->redraw = 0;
	if (left_ms <= 0) {
		update(loop);
	} else {
		browser_follow(loop->browser);
		loop->redraw = g_timeout_add((guint)MIN(left_ms, PACE_REDRAW_MS), on_redraw, loop);
	}
	follow_terminal(loop);
	draw(loop);
	loop->pace.drawn = g_get_monotonic_time();
	begin_when_shown(loop, false);
	return G_SOURCE_REMOVE;
}

static void
on_changed(void *user)
{
	Loop *loop = user;
	ListStage stage = browser_stage(loop->browser);
	size_t n_bounces = browser_n_bounces(loop->browser);
	bool has_lines = n_bounces > 0;

	timings_reach(loop->timings, stage);
	if (loop->redraw && stage == loop->stage && has_lines == loop->has_lines)
		return;
	if (loop->redraw)
		g_source_remove(loop->redraw);
	gint64 wait_ms = pace_draw_in(&loop->pace, stage, n_bounces, g_get_monotonic_time());
	loop->stage = stage;
	loop->has_lines = has_lines;
	loop->redraw = g_timeout_add((guint)wait_ms, on_redraw, loop);
}

static gboolean
on_progress_due(void *user)
{
	((Loop *)user)->progress = 0;
	begin_when_shown(user, true);
	on_changed(user);
	return G_SOURCE_REMOVE;
}

static gboolean
on_resize(void *user)
{
	Loop *loop = user;

	screen_follow(loop->screen);
	browser_update(loop->browser);
	draw(loop);
	return G_SOURCE_CONTINUE;
}

static gboolean
on_end(void *user)
{
	g_main_loop_quit(((Loop *)user)->main);
	return G_SOURCE_CONTINUE;
}

/* A ^C before the program that it was for had the terminal is not for us. */
static gboolean
on_interrupt(void *user)
{
	return is_lent(user) ? G_SOURCE_CONTINUE : on_end(user);
}

static void
add_source(Loop *loop, guint id)
{
	g_array_append_val(loop->sources, id);
}

bool
ui_run(const UiOptions *options, GError **error)
{
	g_auto(Loop) loop = {
		.main = g_main_loop_new(NULL, FALSE),
		.sources = g_array_new(FALSE, FALSE, sizeof(guint)),
		.timings = options->timings,
	};

	/* Before ncurses looks: it takes the signals that nobody has. */
	add_source(&loop, g_unix_signal_add(SIGWINCH, on_resize, &loop));
	add_source(&loop, g_unix_signal_add(SIGTERM, on_end, &loop));
	add_source(&loop, g_unix_signal_add(SIGHUP, on_end, &loop));
	add_source(&loop, g_unix_signal_add(SIGINT, on_interrupt, &loop));

	loop.quiet = quiet_new();
	loop.screen = screen_new(g_getenv("TERM"), stdout, stdin, error);
	if (!loop.screen)
		return false;
	loop.input = input_new();
	loop.browser = browser_new(options, loop.screen, on_changed, &loop);

	loop.progress = g_timeout_add(PROGRESS_MS, on_progress_due, &loop);
	follow_terminal(&loop);
	/* What the cache gave is there at once, and a little later explained. */
	on_redraw(&loop);
	g_main_loop_run(loop.main);

	if (browser_error(loop.browser)) {
		g_propagate_error(error, g_error_copy(browser_error(loop.browser)));
		return false;
	}
	return true;
}

void
ui_list_keys(const Keymap *keymap, GString *out)
{
	const char *name, *argument, *help;

	keymap_list(keymap, out);
	for (size_t i = 0; cmdline_statement(i, &name, &argument, &help); i++)
		g_string_append_printf(out, ":%s %s\t%s\t%s\n", name, argument, name, help);
}
