/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pager.c - a text to scroll and search in
 */
#include "ui/pager.h"

static const Style style_of_doc[] = {
	[DOC_TEXT] = STYLE_TEXT,     [DOC_TITLE] = STYLE_HEADING,   [DOC_HEADING] = STYLE_HEADING,
	[DOC_QUOTE] = STYLE_TEXT,    [DOC_HARD] = STYLE_HARD,       [DOC_SOFT] = STYLE_SOFT,
	[DOC_POLICY] = STYLE_POLICY, [DOC_DELAYED] = STYLE_DELAYED, [DOC_UNKNOWN] = STYLE_UNKNOWN,
	[DOC_FAINT] = STYLE_FAINT,   [DOC_KEY] = STYLE_TEXT,
};

G_STATIC_ASSERT(G_N_ELEMENTS(style_of_doc) == DOC_N_STYLES);

static size_t
count_lines(const Pager *pager)
{
	return pager->lines ? doc_lines_count(pager->lines) : 0;
}

/* The last line that may stand at the top. */
static size_t
last_top(const Pager *pager)
{
	size_t n = count_lines(pager);

	return n > pager->rows ? n - pager->rows : 0;
}

static void
scroll_to(Pager *pager, size_t top)
{
	pager->place.top = MIN(top, last_top(pager));
	pager->place.at = pager->place.top;
	pager->found = false;
}

/* What is marked of the text, which begins at x, once more in another style. */
static void
draw_mark(const Canvas *canvas, const DocLine *line, int y, int x)
{
	g_autofree char *before = g_strndup(line->text, line->mark);
	g_autofree char *marked = g_strndup(line->text + line->mark, line->mark_end - line->mark);
	int at = x + (int)cells_width(before, canvas->flags);
	int width = (int)cells_width(marked, canvas->flags);

	if (at < canvas->cols)
		paint(canvas, (Place){y, at, MIN(width, canvas->cols - at)}, STYLE_EVIDENCE,
		      marked);
}

static void
draw_line(const Pager *pager, const Canvas *canvas, size_t i, int y)
{
	const DocLine *line = doc_lines_get(pager->lines, i);
	int label_width = (int)cells_width(line->label, canvas->flags);
	bool found = pager->found && i == pager->place.at;
	Style style = found ? STYLE_MATCH : style_of_doc[line->style];

	paint(canvas, (Place){y, label_width, canvas->cols}, style, line->text);
	if (!found && line->mark < line->mark_end)
		draw_mark(canvas, line, y, label_width);
	if (label_width > 0)
		paint(canvas, (Place){y, 0, label_width}, found ? STYLE_MATCH : STYLE_HEADING,
		      line->label);
}

void
pager_set(Pager *pager, const Doc *doc, int rows, int cols, CellsFlags flags)
{
	if (pager->lines)
		doc_lines_free(pager->lines);
	pager->lines = doc_wrap(doc, (size_t)MAX(cols, 1), flags);
	pager->rows = (size_t)MAX(rows, 1);
	pager->place.top = MIN(pager->place.top, last_top(pager));
	pager->place.at =
		CLAMP(pager->place.at, pager->place.top, pager->place.top + pager->rows - 1);
}

void
pager_rewind(Pager *pager)
{
	pager->place = (Cursor){0};
	pager->found = false;
}

void
pager_clear(Pager *pager)
{
	if (pager->lines)
		doc_lines_free(pager->lines);
	pager->lines = NULL;
}

void
pager_draw(const View *view, const Canvas *canvas, bool focused)
{
	const Pager *pager = (const Pager *)view;
	size_t n = count_lines(pager);

	(void)focused;
	for (int y = 0; y < canvas->rows && pager->place.top + (size_t)y < n; y++)
		draw_line(pager, canvas, pager->place.top + (size_t)y, y);
}

bool
pager_run(View *view, Command command, size_t count)
{
	Pager *pager = (Pager *)view;
	size_t times = MAX(count, 1);
	size_t half = MAX(pager->rows / 2, 1);
	size_t down = 0;
	size_t up = 0;

	switch (command) {
	case COMMAND_CURSOR_DOWN:
		down = times;
		break;
	case COMMAND_CURSOR_UP:
		up = times;
		break;
	case COMMAND_HALF_DOWN:
		down = half * times;
		break;
	case COMMAND_HALF_UP:
		up = half * times;
		break;
	case COMMAND_PAGE_DOWN:
		down = pager->rows * times;
		break;
	case COMMAND_PAGE_UP:
		up = pager->rows * times;
		break;
	case COMMAND_FIRST:
		up = pager->place.top;
		break;
	case COMMAND_LAST:
		scroll_to(pager, count > 0 ? count - 1 : last_top(pager));
		return true;
	default:
		return false;
	}
	scroll_to(pager, pager->place.top + down - MIN(up, pager->place.top));
	return true;
}

size_t
pager_n_lines(const View *view)
{
	return count_lines((const Pager *)view);
}

Cursor
pager_place(const View *view)
{
	return ((const Pager *)view)->place;
}

void
pager_restore(View *view, Cursor place)
{
	Pager *pager = (Pager *)view;

	scroll_to(pager, place.top);
	pager->place.at = place.at;
}

size_t
pager_find(const View *view, const char *needle, size_t from, int by)
{
	const Pager *pager = (const Pager *)view;

	return pager->lines ? doc_lines_find(pager->lines, needle, from, by) : G_MAXSIZE;
}

void
pager_go(View *view, size_t line)
{
	Pager *pager = (Pager *)view;

	pager->place = cursor_to(pager->place, line, count_lines(pager), pager->rows);
	pager->found = true;
}
