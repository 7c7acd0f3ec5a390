/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/chart.h"

/* Of a cell: how fine block elements are. */
#define EIGHTHS 8

/* U+2581 is one eighth high, U+2588 a full cell and U+258F one eighth wide. */
#define BELOW_COLUMNS 0x2580
#define BEHIND_BARS 0x2590

/* Cells for each of what is counted, at most: few are no wall across a wide screen. */
#define CELLS_EACH 4

/* How many of steps n is, max being all of them. */
static size_t
scale(size_t n, size_t max, size_t steps)
{
	double share = max > 0 ? (double)n / (double)max : 0;
	size_t scaled = (size_t)(MIN(share, 1.0) * (double)steps + 0.5);

	return n > 0 && scaled == 0 ? MIN(steps, 1) : scaled;
}

void
chart_bar(GString *out, size_t n, size_t max, size_t cells)
{
	size_t eighths = scale(n, max, cells * EIGHTHS);

	for (; eighths >= EIGHTHS; eighths -= EIGHTHS)
		g_string_append_unichar(out, BEHIND_BARS - EIGHTHS);
	if (eighths > 0)
		g_string_append_unichar(out, (gunichar)(BEHIND_BARS - eighths));
}

void
chart_spark(GString *out, const size_t *numbers, size_t n_numbers, size_t max)
{
	for (size_t i = 0; i < n_numbers; i++) {
		size_t eighths = scale(numbers[i], max, EIGHTHS);

		if (numbers[i] == CHART_GAP)
			g_string_append_c(out, ' ');
		else if (eighths == 0)
			g_string_append_c(out, '.');
		else
			g_string_append_unichar(out, (gunichar)(BELOW_COLUMNS + eighths));
	}
}

/* Where things stand on each line of a chart. */
typedef struct {
	size_t label, number, picture; /* cells of each, without the blanks between them */
	size_t max;                    /* of the numbers beside labels */
	size_t width;
	CellsFlags flags;
} Frame;

static size_t
count_digits(size_t n)
{
	size_t n_digits = 1;

	for (; n >= 10; n /= 10)
		n_digits++;
	return n_digits;
}

static Frame
frame_of(const ChartRow *rows, size_t n_rows, size_t width, CellsFlags flags)
{
	Frame frame = {.width = width, .flags = flags};
	size_t taken;

	for (size_t i = 0; i < n_rows; i++) {
		frame.label = MAX(frame.label, cells_width(rows[i].label, flags));
		frame.max = MAX(frame.max, rows[i].n);
	}
	/* The picture is worth half of the line. */
	frame.label = MIN(frame.label, width / 2);
	frame.number = count_digits(frame.max);
	taken = frame.label + 1 + frame.number + 1;
	frame.picture = width > taken ? width - taken : 0;
	return frame;
}

static char *
draw_line(const Frame *frame, const ChartRow *row, const char *picture)
{
	g_autoptr(GString) whole = g_string_new(NULL);
	GString *line = g_string_new(NULL);

	cells_append_column(whole, row->label, frame->label, frame->flags);
	g_string_append_printf(whole, " %*zu %s", (int)frame->number, row->n, picture);
	cells_append(line, whole->str, -1, frame->width, frame->flags & CELLS_ASCII);
	return g_strchomp(g_string_free(line, FALSE));
}

GPtrArray *
chart_bars(const ChartRow *rows, size_t n_rows, size_t width, CellsFlags flags)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	const Frame frame = frame_of(rows, n_rows, width, flags);
	size_t cells = frame.picture;

	if (frame.max < cells / CELLS_EACH)
		cells = frame.max * CELLS_EACH;
	for (size_t i = 0; i < n_rows; i++) {
		g_autoptr(GString) bar = g_string_new(NULL);

		chart_bar(bar, rows[i].n, frame.max, cells);
		g_ptr_array_add(lines, draw_line(&frame, &rows[i], bar->str));
	}
	return lines;
}

GPtrArray *
chart_sparks(const ChartRow *rows, size_t n_rows, size_t max, size_t width, CellsFlags flags)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	const Frame frame = frame_of(rows, n_rows, width, flags);

	for (size_t i = 0; i < n_rows; i++) {
		g_autoptr(GString) spark = g_string_new(NULL);
		size_t n = MIN(rows[i].n_numbers, frame.picture);

		chart_spark(spark, rows[i].numbers + rows[i].n_numbers - n, n, max);
		g_ptr_array_add(lines, draw_line(&frame, &rows[i], spark->str));
	}
	return lines;
}
