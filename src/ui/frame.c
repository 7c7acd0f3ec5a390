/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frame.c - the first and the last line of the screen
 */
#include "ui/frame.h"

#include <string.h>

#include "core/doc.h"

/* Most wanted first. */
static const struct {
	Where where;
	Command command;
	const char *label;
} hints[] = {
	{WHERE_ANY, COMMAND_HELP, "help"},
	{WHERE_LIST, COMMAND_CLOSE, "quit"},
	{WHERE_EMPTY, COMMAND_QUERY_EDIT, "other terms"},
	{WHERE_EMPTY, COMMAND_QUERY_ALL, "wide query"},
	{WHERE_EXPORT, COMMAND_EXPORT, "write"},
	{WHERE_EXPORT, COMMAND_EXPORT_SCOPE, "which"},
	{WHERE_TEXT | WHERE_EXPORT, COMMAND_CLOSE, "back"},
	{WHERE_REVIEW, COMMAND_REVIEW_TOGGLE, "toggle"},
	{WHERE_REVIEW, COMMAND_REVIEW_ACCEPT, "accept"},
	{WHERE_REVIEW, COMMAND_OPEN, "see bounces"},
	{WHERE_REVIEW, COMMAND_REVIEW_PRESET, "preset"},
	{WHERE_REVIEW, COMMAND_CLOSE, "leave"},
	{WHERE_MAIL, COMMAND_HEADERS, "header"},
	{WHERE_LIST, COMMAND_OPEN, "open"},
	{WHERE_ANY, COMMAND_SEARCH, "search"},
	{WHERE_BROWSER, COMMAND_OTHER_PANE, "pane"},
	{WHERE_BROWSER, COMMAND_ZOOM, "zoom"},
	{WHERE_LIST, COMMAND_FOLD_CLOSE_ALL, "fold"},
	{WHERE_LIST, COMMAND_GROUP_NEXT, "group"},
	{WHERE_LIST, COMMAND_BY_DOMAIN, "by domain"},
	{WHERE_EVENT, COMMAND_EVENT_NEXT, "older"},
	{WHERE_ANY, COMMAND_SEARCH_NEXT, "next"},
	{WHERE_BROWSER, COMMAND_RELOAD, "reload"},
};

void
frame_draw_title(const Canvas *canvas, const char *name, const char *state)
{
	g_autofree char *left = g_strdup_printf("Bounces  %s", name);
	g_autoptr(GString) text = g_string_new(NULL);
	int state_width = (int)cells_width(state, canvas->flags);
	int room = canvas->cols - state_width - 2;

	paint(canvas, (Place){0, 0, canvas->cols}, STYLE_TITLE, state);
	if (room <= 0)
		return;
	cells_append_column(text, left, (size_t)room, canvas->flags);
	paint(canvas, (Place){0, 0, canvas->cols}, STYLE_TITLE, text->str);
	paint(canvas, (Place){0, canvas->cols - state_width, state_width}, STYLE_TITLE, state);
}

static char *
format_hints(const FrameBar *bar, size_t room)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(hints); i++) {
		g_autofree char *key = keymap_key(bar->keymap, hints[i].command, bar->where);
		const char *gap = out->len > 0 ? "  " : "";
		g_autofree char *hint = g_strdup_printf("%s%s:%s", gap, key, hints[i].label);

		if (!(hints[i].where & bar->where) || !*key)
			continue;
		/* The first is shown even where it is cut: it is the way to all others. */
		if (out->len > 0 && out->len + strlen(hint) > room)
			break;
		g_string_append(out, hint);
	}
	return g_string_free(out, FALSE);
}

static char *
format_position(const FrameBar *bar)
{
	if (bar->n_lines == 0)
		return g_strdup("");
	if (bar->where & WHERE_TEXT)
		return g_strdup_printf("%zu%%",
		                       MIN(bar->n_seen, bar->n_lines) * 100 / bar->n_lines);
	return g_strdup_printf("%zu/%zu", bar->line + 1, bar->n_lines);
}

/* Its first line, and where that is not all of it the key that shows the rest.  Returns
 * the cells taken. */
static int
draw_message(const Canvas *canvas, const FrameBar *bar)
{
	size_t len = strcspn(bar->message, "\n");
	g_autofree char *line = g_strndup(bar->message, len);
	g_autofree char *key = keymap_key(bar->keymap, COMMAND_MESSAGES, bar->where);
	g_autofree char *more = g_strdup_printf("  %s:more", key);
	g_autoptr(GString) text = g_string_new(NULL);
	int width = (int)cells_width(line, canvas->flags);
	int more_width = (int)cells_width(more, canvas->flags);

	bool is_whole = bar->message[len] == '\0' && width <= canvas->cols;

	if (is_whole || !bar->is_kept || *key == '\0' || canvas->cols < 2 * more_width) {
		paint(canvas, (Place){0, 0, canvas->cols}, STYLE_MESSAGE, line);
		return width;
	}
	cells_append_column(text, line, (size_t)(canvas->cols - more_width), canvas->flags);
	g_string_append(text, more);
	paint(canvas, (Place){0, 0, canvas->cols}, STYLE_MESSAGE, text->str);
	return canvas->cols;
}

void
frame_draw_bar(const Canvas *canvas, const FrameBar *bar)
{
	g_autofree char *position = format_position(bar);
	int width = (int)cells_width(position, canvas->flags);
	int room = MAX(canvas->cols - width - 2, 0);
	g_autofree char *hints_text = format_hints(bar, (size_t)room);
	int taken = 0;

	if (bar->message)
		taken = draw_message(canvas, bar);
	else
		paint(canvas, (Place){0, 0, canvas->cols}, STYLE_BAR, hints_text);
	/* Too narrow for both: the key for help, or a message, is worth more. */
	if (room > (int)strlen("?:help") && taken <= room)
		paint(canvas, (Place){0, canvas->cols - width, width}, STYLE_BAR, position);
}

void
frame_draw_choices(const Screen *screen, Area bar, const char *choices)
{
	g_autoptr(Doc) doc = doc_new();
	g_autoptr(DocLines) lines = NULL;

	doc_add(doc, DOC_TEXT, choices);
	lines = doc_wrap(doc, (size_t)bar.cols, screen_cells_flags(screen));

	int n = (int)MIN(doc_lines_count(lines), (size_t)bar.y + 1);
	Area area = {bar.y + 1 - n, 0, n, bar.cols};
	g_autoptr(Canvas) canvas = canvas_new(screen, area);

	for (int y = 0; y < n; y++)
		paint(canvas, (Place){y, 0, bar.cols}, STYLE_MESSAGE,
		      doc_lines_get(lines, (size_t)y)->text);
}
