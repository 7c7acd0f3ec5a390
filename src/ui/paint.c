/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paint.c - styled text in a window; the only code that writes to one
 */
#include "ui/paint.h"

#define LINE_ACROSS "\342\224\200" /* U+2500 */
#define LINE_DOWN "\342\224\202"   /* U+2502 */

/* Pair 0 is the terminal's own. */
static short
pair_of(Style style)
{
	return (short)(style + 1);
}

static bool
has_colour(const Look *look)
{
	return look->fg >= 0 || look->bg >= 0;
}

void
paint_prepare(Screen *screen, const Palette *palette)
{
	screen_set_palette(screen, palette);
	for (size_t i = 0; i < N_STYLES; i++) {
		const Look *look = &palette->looks[i];

		if (has_colour(look))
			init_pair(pair_of((Style)i), look->fg, look->bg);
	}
}

Canvas *
canvas_new(const Screen *screen, Area area)
{
	Canvas *canvas = g_new0(Canvas, 1);

	canvas->window = derwin(stdscr, area.rows, area.cols, area.y, area.x);
	canvas->rows = area.rows;
	canvas->cols = area.cols;
	canvas->flags = screen_cells_flags(screen);
	canvas->palette = screen_palette(screen);
	return canvas;
}

void
canvas_free(Canvas *canvas)
{
	if (!canvas)
		return;
	if (canvas->window)
		delwin(canvas->window);
	g_free(canvas);
}

static void
set_style(const Canvas *canvas, Style style)
{
	const Look *look = &canvas->palette->looks[style];
	short pair = 0;

	if (has_colour(look))
		pair = pair_of(style);
	wattr_set(canvas->window, look->attributes, pair, NULL);
}

/* Cut to what the window has; false when nothing is left. */
static bool
clip(const Canvas *canvas, Place *place)
{
	if (!canvas->window || place->y < 0 || place->y >= canvas->rows || place->x < 0)
		return false;
	place->width = MIN(place->width, canvas->cols - place->x);
	return place->width > 0;
}

void
paint(const Canvas *canvas, Place place, Style style, const char *text)
{
	if (!clip(canvas, &place))
		return;

	g_autoptr(GString) line = g_string_new(NULL);
	size_t width = (size_t)place.width;
	size_t taken = cells_append(line, text, -1, width, canvas->flags);

	for (; taken < width; taken++)
		g_string_append_c(line, ' ');
	set_style(canvas, style);
	/* In the last cell the cursor cannot step on, which is called an error. */
	mvwaddnstr(canvas->window, place.y, place.x, line->str, (int)line->len);
}

static bool
has_ascii_lines(const Canvas *canvas)
{
	return (canvas->flags & CELLS_ASCII) || canvas->palette->ascii_lines;
}

void
paint_across(const Canvas *canvas, Place place, Style style)
{
	g_autoptr(GString) line = g_string_new(NULL);

	for (int i = 0; i < place.width; i++)
		g_string_append(line, has_ascii_lines(canvas) ? "-" : LINE_ACROSS);
	paint(canvas, place, style, line->str);
}

void
paint_down(const Canvas *canvas, Style style)
{
	for (int y = 0; y < canvas->rows; y++)
		paint(canvas, (Place){y, 0, 1}, style, has_ascii_lines(canvas) ? "|" : LINE_DOWN);
}

Style
paint_class_style(BounceClass class)
{
	static const Style of_class[] = {
		[BOUNCE_CLASS_UNKNOWN] = STYLE_UNKNOWN, [BOUNCE_CLASS_HARD] = STYLE_HARD,
		[BOUNCE_CLASS_SOFT] = STYLE_SOFT,       [BOUNCE_CLASS_POLICY] = STYLE_POLICY,
		[BOUNCE_CLASS_DELAYED] = STYLE_DELAYED,
	};

	g_return_val_if_fail(class < BOUNCE_N_CLASSES, STYLE_UNKNOWN);
	return of_class[class];
}
