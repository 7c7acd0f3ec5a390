/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * list-line.c - how a line of the list looks
 */
#include "ui/list-line.h"

#include <string.h>

#include "core/chart.h"

#include <bounce/bounce.h>

#include "ui/columns.h"
#include "ui/list-style.h"
#include "ui/strip.h"

/* An older day is told by its year: "Jul 28" would be taken for the last one. */
#define RECENT_SECONDS ((gint64)330 * 24 * 60 * 60)

/* Of the number of addresses in a group's line, and of the bar behind it. */
#define ROWS_CELLS 13
#define BAR_CELLS 10

/* A class in one letter, for where it has no room in words. */
static const char *const class_letters[] = {
	[BOUNCE_CLASS_UNKNOWN] = "?", [BOUNCE_CLASS_HARD] = "H",    [BOUNCE_CLASS_SOFT] = "S",
	[BOUNCE_CLASS_POLICY] = "P",  [BOUNCE_CLASS_DELAYED] = "D",
};

G_STATIC_ASSERT(G_N_ELEMENTS(class_letters) == BOUNCE_N_CLASSES);

static char *
format_day(const ViewContext *context, gint64 when)
{
	g_autoptr(GDateTime) utc = when ? g_date_time_new_from_unix_utc(when) : NULL;
	g_autoptr(GDateTime) day = utc ? g_date_time_to_timezone(utc, context->zone) : NULL;
	bool recent = ABS(context->now - when) < RECENT_SECONDS;

	return day ? g_date_time_format(day, recent ? "%b %d" : "%b'%y") : g_strdup("-");
}

static const char *
reason_title(const BounceKb *kb, const BounceRecipient *to)
{
	const BounceReasonInfo *reason = bounce_kb_reason(kb, to->reason);

	return reason ? reason->title : to->reason;
}

static char *
column_text(const ViewContext *context, Column column, const Row *row)
{
	const BounceRecipient *to = row->latest->to;

	switch (column) {
	case COLUMN_CLASS:
		return g_strdup(class_letters[to->class]);
	case COLUMN_CODE:
		return list_line_code(to);
	case COLUMN_COUNT:
		return g_strdup_printf("%4u", row->n_events);
	case COLUMN_DAYS:
		return g_strdup_printf("%4u", row->n_days);
	case COLUMN_LAST:
		return format_day(context, row->last);
	case COLUMN_REASON:
		return g_strdup(reason_title(context->kb, to));
	case COLUMN_ADDRESS:
	case N_COLUMNS:
		break;
	}
	return g_strdup("");
}

/* What the cursor is on is what a search has come to. */
static void
draw_text(const ViewContext *context, const Canvas *canvas, Place place, Style style,
          const char *text)
{
	const Strip strip = {.canvas = canvas, .place = place, .text = text};
	bool is_current = style == STYLE_CURSOR || style == STYLE_CURSOR_AWAY;

	strip_paint(&strip, style);
	strip_paint_matches(&strip, context->search, is_current ? STYLE_MATCH : STYLE_MATCH_OTHER);
}

static void
draw_address(const ViewContext *context, const Canvas *canvas, Place place, Style style,
             const char *address)
{
	g_autoptr(GString) text = g_string_new(NULL);

	cells_append_address(text, address, (size_t)place.width, context->flags | CELLS_IDENTIFIER);
	draw_text(context, canvas, place, style, text->str);
}

static void
draw_column(const ViewContext *context, const Canvas *canvas, Place place, Style style,
            const char *value)
{
	g_autoptr(GString) text = g_string_new(NULL);

	cells_append_column(text, value, (size_t)place.width, context->flags);
	draw_text(context, canvas, place, style, text->str);
}

/* Beside the cursor, where it is shown at any width. */
static void
draw_mark(const Canvas *canvas, int y, Style style, const Row *row)
{
	const char text[] = {model_row_letter(row), '\0'};

	paint(canvas, (Place){y, 1, 1}, style, text);
}

static void
draw_row(const ViewContext *context, const Canvas *canvas, int y, const Row *row, Style style)
{
	Columns columns = columns_fit(canvas->cols);
	Place place = {y, columns.at[COLUMN_ADDRESS].x, columns.at[COLUMN_ADDRESS].width};

	if (!*row->address || !row->latest->to) {
		place.width = canvas->cols - place.x;
		draw_column(context, canvas, place, style, row->title);
		return;
	}
	draw_mark(canvas, y, style, row);
	draw_address(context, canvas, place, style, row->address);

	for (int i = COLUMN_ADDRESS + 1; i < N_COLUMNS; i++) {
		g_autofree char *value = NULL;
		Style of_column = style;

		place = (Place){y, columns.at[i].x, columns.at[i].width};
		if (place.width == 0)
			continue;
		if (style == STYLE_TEXT && (i == COLUMN_CLASS || i == COLUMN_CODE))
			of_column = list_style_row(row);
		value = column_text(context, (Column)i, row);
		draw_column(context, canvas, place, of_column, value);
	}
}

static char *
format_group_rows(const Group *group)
{
	static const char *const words[] = {
		[GROUP_ADDRESSES] = "addr",  [GROUP_SUCCESS] = "report",
		[GROUP_FEEDBACK] = "report", [GROUP_AUTO_REPLY] = "message",
		[GROUP_OTHER] = "message",   [GROUP_UNRECOGNISED] = "report",
		[GROUP_UNREADABLE] = "file",
	};

	return g_strdup_printf("%u %s%s", group->rows->len, words[group->kind],
	                       group->rows->len == 1 ? "" : "s");
}

/* Its bounces, against those of the group that has most; only where there is room. */
static void
draw_group_bar(const ViewContext *context, const Canvas *canvas, int x, int y, const Group *group)
{
	g_autoptr(GString) bar = g_string_new(NULL);

	if (x + BAR_CELLS > canvas->cols)
		return;
	chart_bar(bar, group->n_events, model_most_events(context->model), BAR_CELLS);
	paint(canvas, (Place){y, x, BAR_CELLS}, STYLE_FAINT, bar->str);
}

/* Whether most of its rows are held back; "" when they are not. */
static const char *
group_note(const Group *group)
{
	if (group->n_incident * 2 > group->rows->len)
		return "! incident";
	return group->n_held * 2 > group->rows->len ? "! guarded" : "";
}

/* Behind the bar, or where that has no room, its sign behind the addresses. */
static void
draw_group_note(const Canvas *canvas, int x, int y, const Group *group)
{
	const char *note = group_note(group);
	int width = (int)strlen(note);

	if (x + ROWS_CELLS + BAR_CELLS + 1 + width <= canvas->cols)
		paint(canvas, (Place){y, x + ROWS_CELLS + BAR_CELLS + 1, width}, STYLE_FAINT, note);
	else if (*note && x + ROWS_CELLS <= canvas->cols)
		paint(canvas, (Place){y, x + ROWS_CELLS - 2, 1}, STYLE_FAINT, "!");
}

/* "[-] X.1 Addressing        91  84 addrs", the number under N. */
static void
draw_group(const ViewContext *context, const Canvas *canvas, int y, const Group *group, Style style)
{
	Columns columns = columns_fit(canvas->cols);
	g_autofree char *n_events = g_strdup_printf(" %zu", group->n_events);
	g_autofree char *n_rows = format_group_rows(group);
	g_autofree char *title =
		g_strdup_printf("[%c] %s", group->folded ? '+' : '-', group->title);
	bool has_count = columns.at[COLUMN_COUNT].width > 0;
	int end = columns.at[COLUMN_COUNT].x + columns.at[COLUMN_COUNT].width;
	int digits = (int)cells_width(n_events, context->flags);

	if (!has_count)
		end = canvas->cols;
	draw_column(context, canvas, (Place){y, 1, MAX(end - digits - 1, 0)}, style, title);
	paint(canvas, (Place){y, end - digits, digits}, style, n_events);
	if (end + 2 < canvas->cols)
		draw_column(context, canvas, (Place){y, end + 2, canvas->cols - end - 2}, style,
		            n_rows);
	draw_group_bar(context, canvas, end + 2 + ROWS_CELLS, y, group);
	draw_group_note(canvas, end + 2, y, group);
}

void
list_line_draw(const ViewContext *context, const Canvas *canvas, int y, ModelLine line,
               LineState state)
{
	static const Style style_of[] = {
		[LINE_PLAIN] = STYLE_TEXT,
		[LINE_SELECTED] = STYLE_SELECTED,
		[LINE_CURSOR] = STYLE_CURSOR,
		[LINE_CURSOR_AWAY] = STYLE_CURSOR_AWAY,
	};
	Style style = style_of[state];

	if (!line.row && state == LINE_PLAIN)
		style = list_style_group(line.group);
	paint(canvas, (Place){y, 0, canvas->cols}, style,
	      state == LINE_PLAIN      ? ""
	      : state == LINE_SELECTED ? "+"
	                               : ">");
	if (line.row)
		draw_row(context, canvas, y, line.row, style);
	else
		draw_group(context, canvas, y, line.group, style);
}

char *
list_line_code(const BounceRecipient *to)
{
	char text[BOUNCE_STATUS_TEXT_MAX];

	if (bounce_status_is_set(to->status))
		return g_strdup(bounce_status_format(to->status, text));
	if (to->reply > 0)
		return g_strdup_printf("%u", to->reply);
	return g_strdup("-");
}
