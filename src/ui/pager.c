/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pager.c - a text to scroll and search in
 */
#include "ui/pager.h"

#include "ui/strip.h"

/* Cells of a line that is not wrapped; a longer one is, here.  Mail allows 998 characters
 * (RFC 5322 section 2.1.1). */
#define UNWRAPPED_MAX 4096

#define CUT "\342\200\246" /* U+2026 */
#define CUT_ASCII "~"

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

/* The label keeps its place, however far the text beside it is scrolled; where it does
 * not fit, the last column is for a sign of that. */
static Strip
draw_text(const Pager *pager, const Canvas *canvas, const DocLine *line, int y)
{
	int x = (int)cells_width(line->label, canvas->flags);
	Strip strip = {canvas, {y, x, canvas->cols - x}, line->text, pager->left};
	size_t room = pager->left + (size_t)MAX(strip.place.width, 0);

	if (cells_width(line->text, canvas->flags) > room) {
		strip.place.width--;
		paint(canvas, (Place){y, canvas->cols - 1, 1}, STYLE_FAINT,
		      canvas->flags & CELLS_ASCII ? CUT_ASCII : CUT);
	}
	strip_paint(&strip, style_of_doc[line->style]);
	return strip;
}

static void
draw_line(const Pager *pager, const Canvas *canvas, size_t i, int y)
{
	const DocLine *line = doc_lines_get(pager->lines, i);
	const Strip text = draw_text(pager, canvas, line, y);
	const Strip label = {canvas, {y, 0, text.place.x}, line->label, 0};
	const Search *search = pager->context->search;
	Style match = pager->found && i == pager->place.at ? STYLE_MATCH : STYLE_MATCH_OTHER;

	if (line->mark < line->mark_end)
		strip_paint_part(&text, line->mark, line->mark_end, STYLE_EVIDENCE);
	strip_paint_matches(&text, search, match);
	strip_paint(&label, STYLE_HEADING);
	strip_paint_matches(&label, search, match);
}

static size_t
source_of(const Pager *pager, size_t line)
{
	return line < count_lines(pager) ? doc_lines_get(pager->lines, line)->source : 0;
}

/* Scroll so far that what a search has found of the line can be seen. */
static void
show_match(Pager *pager)
{
	const DocLine *line = doc_lines_get(pager->lines, pager->place.at);
	const Search *search = pager->context->search;
	CellsFlags flags = pager->context->flags;
	size_t label = cells_width(line->label, flags);
	size_t begin, end;

	if (!pager->is_unwrapped || !search || !search_next(search, line->text, 0, &begin, &end))
		return;
	g_autofree char *before = g_strndup(line->text, begin);
	g_autofree char *match = g_strndup(line->text + begin, end - begin);
	size_t first = cells_width(before, flags), behind = first + cells_width(match, flags);

	if (first < pager->left || label + behind >= pager->left + pager->cols)
		pager->left = MIN(first, behind + label - MIN(behind + label, pager->cols - 1));
}

void
pager_set(Pager *pager, const ViewContext *context, const Doc *doc, int rows, int cols)
{
	size_t width = pager->is_unwrapped ? UNWRAPPED_MAX : (size_t)cols;
	Cursor source = {source_of(pager, pager->place.at), source_of(pager, pager->place.top)};
	bool is_wrapped_anew;

	/* That it is not shown for a while changes nothing. */
	if (cols <= 0)
		width = MAX(pager->wrapped, 1);
	is_wrapped_anew = pager->lines && width != pager->wrapped;
	doc_lines_free(pager->lines);
	pager->context = context;
	pager->lines = doc_wrap(doc, width, context->flags);
	pager->wrapped = width;
	pager->rows = (size_t)MAX(rows, 1);
	pager->cols = (size_t)MAX(cols, 1);
	if (is_wrapped_anew)
		pager->place = (Cursor){doc_lines_from(pager->lines, source.at),
		                        doc_lines_from(pager->lines, source.top)};
	pager->place.top = MIN(pager->place.top, last_top(pager));
	pager->place.at =
		CLAMP(pager->place.at, pager->place.top, pager->place.top + pager->rows - 1);
	if (pager->must_show && pager->place.at < count_lines(pager))
		show_match(pager);
	pager->must_show = false;
}

void
pager_rewind(Pager *pager)
{
	pager->place = (Cursor){0};
	pager->left = 0;
	pager->found = false;
}

void
pager_clear(Pager *pager)
{
	g_clear_pointer(&pager->lines, doc_lines_free);
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

/* How far to the right there is anything to see. */
static size_t
last_left(const Pager *pager)
{
	size_t widest = 0;

	for (size_t i = 0; i < count_lines(pager); i++) {
		const DocLine *line = doc_lines_get(pager->lines, i);

		widest = MAX(widest, cells_width(line->label, pager->context->flags) +
		                             cells_width(line->text, pager->context->flags));
	}
	return widest - MIN(pager->cols, widest);
}

static bool
run_across(Pager *pager, Command command, size_t times)
{
	size_t half = MAX(pager->cols / 2, 1);

	switch (command) {
	case COMMAND_WRAP:
		pager->is_unwrapped = !pager->is_unwrapped;
		pager->left = 0;
		return true;
	case COMMAND_SCROLL_RIGHT:
		pager->left = MIN(pager->left + half * times, last_left(pager));
		return true;
	case COMMAND_SCROLL_LEFT:
		pager->left -= MIN(half * times, pager->left);
		return true;
	default:
		return false;
	}
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
		return run_across(pager, command, times);
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
pager_find(const View *view, const Search *search, size_t from, int by)
{
	const Pager *pager = (const Pager *)view;

	return pager->lines ? doc_lines_find(pager->lines, search, from, by) : SEARCH_NONE;
}

void
pager_go(View *view, size_t line)
{
	Pager *pager = (Pager *)view;

	pager->place = cursor_to(pager->place, line, count_lines(pager), pager->rows);
	pager->found = true;
	pager->must_show = true;
}
