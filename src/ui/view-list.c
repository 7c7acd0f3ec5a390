/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-list.c - the list: groups, and in them the failed addresses
 */
#include "ui/view-list.h"

#include "ui/columns.h"
#include "ui/list-line.h"
#include "ui/move.h"

typedef struct {
	View view;
	const ViewContext *context;
	Cursor cursor;
	char *key; /* of what the cursor is on; NULL until somebody has moved it */
	size_t rows;
} ListView;

static size_t
list_n_lines(const View *view)
{
	return model_n_lines(((const ListView *)view)->context->model);
}

static Cursor
list_place(const View *view)
{
	return ((const ListView *)view)->cursor;
}

/* Take what the cursor is on now as what it shall stay on. */
static void
keep_place(ListView *list)
{
	const Model *model = list->context->model;

	if (list->cursor.at >= model_n_lines(model))
		return;
	g_free(list->key);
	list->key = g_strdup(model_line_key(model, list->cursor.at));
}

static void
list_restore(View *view, Cursor place)
{
	ListView *list = (ListView *)view;

	list->cursor = cursor_to(place, place.at, list_n_lines(view), list->rows);
	keep_place(list);
}

static void
list_go(View *view, size_t line)
{
	ListView *list = (ListView *)view;

	list->cursor = cursor_to(list->cursor, line, list_n_lines(view), list->rows);
	keep_place(list);
}

/* Where the cursor is before anybody has moved it: the first address, whose
 * bounce is then explained beside the list. */
static size_t
first_row(const Model *model)
{
	size_t n = model_n_lines(model);

	for (size_t i = 0; i < n; i++)
		if (model_line(model, i).row)
			return i;
	return 0;
}

static void
list_fit(View *view, int rows, int cols)
{
	ListView *list = (ListView *)view;
	const Model *model = list->context->model;
	size_t n = model_n_lines(model);
	size_t offset = list->cursor.at - list->cursor.top;
	size_t at = list->key ? model_find_near(model, list->key) : first_row(model);

	/* An empty list may be one that a limit has emptied, and fill again. */
	bool is_lost = list->key && at >= n && n > 0;

	(void)cols;
	list->rows = (size_t)MAX(rows, 1);
	if (at >= n)
		at = list->cursor.at;
	/* What came in above must not push the line away under the reader's eyes. */
	list->cursor.at = at;
	list->cursor.top = list->key ? at - MIN(offset, at) : 0;
	/* A list that is not shown need not show its cursor. */
	if (rows > 0)
		list->cursor = cursor_to(list->cursor, at, n, list->rows);
	/* Its address has gone; what has come to its place is what it is on. */
	if (is_lost)
		keep_place(list);
}

static bool
is_group_line(const Model *model, size_t i)
{
	return !model_line(model, i).row;
}

/* The group's line above or below, or where we are. */
static size_t
next_group(const ListView *list, int by)
{
	const Model *model = list->context->model;
	size_t n = model_n_lines(model);
	size_t i = list->cursor.at;

	while ((by > 0 && i + 1 < n) || (by < 0 && i > 0)) {
		i = by > 0 ? i + 1 : i - 1;
		if (is_group_line(model, i))
			return i;
	}
	return list->cursor.at;
}

static bool
move_groups(ListView *list, size_t times, int by)
{
	size_t from;

	do {
		from = list->cursor.at;
		list_go(&list->view, next_group(list, by));
	} while (--times > 0 && list->cursor.at != from);
	return true;
}

static bool
run_move(ListView *list, Command command, size_t count)
{
	if (command == COMMAND_GROUP_NEXT)
		return move_groups(list, MAX(count, 1), 1);
	if (command == COMMAND_GROUP_PREVIOUS)
		return move_groups(list, MAX(count, 1), -1);
	if (!move_run(&list->cursor, command, count, list_n_lines(&list->view), list->rows))
		return false;
	keep_place(list);
	return true;
}

static bool
fold(ListView *list, const char *group, bool folded)
{
	keep_place(list);
	model_fold(list->context->model, group, folded);
	return true;
}

static bool
fold_all(ListView *list, bool folded)
{
	keep_place(list);
	model_fold_all(list->context->model, folded);
	return true;
}

static bool
run_fold(ListView *list, Command command)
{
	ModelLine line;

	if (!view_list_current(&list->view, &line))
		return false;

	switch (command) {
	case COMMAND_OPEN:
		return !line.row && fold(list, line.group->key, !line.group->folded);
	case COMMAND_FOLD_TOGGLE:
		return fold(list, line.group->key, !line.group->folded);
	case COMMAND_FOLD_OPEN:
		return fold(list, line.group->key, false);
	case COMMAND_FOLD_CLOSE:
		return fold(list, line.group->key, true);
	case COMMAND_FOLD_OPEN_ALL:
		return fold_all(list, false);
	case COMMAND_FOLD_CLOSE_ALL:
		return fold_all(list, true);
	default:
		return false;
	}
}

/* The cursor stays on its address; from a group it goes to the first of its rows, as
 * there may be no such group any more. */
static void
group_by(ListView *list, Grouping by)
{
	Model *model = list->context->model;
	ModelLine line;

	if (by == model_grouping(model))
		return;
	keep_place(list);
	if (view_list_current(&list->view, &line) && !line.row) {
		const Row *row = line.group->rows->pdata[0];

		g_free(list->key);
		list->key = g_strdup(row->key);
	}
	model_group_by(model, by, list->context->kb);
}

static bool
run_grouping(ListView *list, Command command)
{
	static const Command commands[] = {
#define X(value, name, absent) [GROUPING_##value] = COMMAND_BY_##value,
		GROUPINGS(X)
#undef X
	};

	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (commands[i] == command) {
			group_by(list, (Grouping)i);
			return true;
		}
	}
	return false;
}

static bool
list_run(View *view, Command command, size_t count)
{
	ListView *list = (ListView *)view;

	return run_move(list, command, count) || run_fold(list, command) ||
	       run_grouping(list, command);
}

static size_t
list_find(const View *view, const Search *search, size_t from, int by)
{
	const ViewContext *context = ((const ListView *)view)->context;

	return model_search(context->model, context->kb, search, from, by);
}

static void
list_draw(const View *view, const Canvas *canvas, bool focused)
{
	const ListView *list = (const ListView *)view;
	const Model *model = list->context->model;
	size_t n = model_n_lines(model);

	for (int y = 0; y < canvas->rows && list->cursor.top + (size_t)y < n; y++) {
		size_t i = list->cursor.top + (size_t)y;
		LineState state = LINE_PLAIN;

		if (selection_holds(list->context->selection, model, i, list->cursor.at))
			state = LINE_SELECTED;
		if (i == list->cursor.at)
			state = focused ? LINE_CURSOR : LINE_CURSOR_AWAY;
		list_line_draw(list->context, canvas, y, model_line(model, i), state);
	}
}

static void
list_free(View *view)
{
	g_free(((ListView *)view)->key);
	g_free(view);
}

static const ViewClass list_class = {
	.where = WHERE_LIST,
	.fit = list_fit,
	.draw = list_draw,
	.run = list_run,
	.n_lines = list_n_lines,
	.place = list_place,
	.restore = list_restore,
	.find = list_find,
	.go = list_go,
	.free = list_free,
};

View *
view_list_new(const ViewContext *context)
{
	ListView *list = g_new0(ListView, 1);

	list->view.class = &list_class;
	list->context = context;
	list->rows = 1;
	return &list->view;
}

bool
view_list_current(const View *view, ModelLine *line)
{
	const ListView *list = (const ListView *)view;
	const Model *model = list->context->model;

	if (list->cursor.at >= model_n_lines(model))
		return false;
	*line = model_line(model, list->cursor.at);
	return true;
}

void
view_list_keep_place(View *view)
{
	keep_place((ListView *)view);
}

void
view_list_next_row(View *view)
{
	const ListView *list = (const ListView *)view;
	const Model *model = list->context->model;
	size_t n = model_n_lines(model);
	size_t i = list->cursor.at + 1;

	while (i < n && is_group_line(model, i))
		i++;
	if (i < n)
		list_go(view, i);
}

void
view_list_draw_heading(const Canvas *canvas)
{
	Columns columns = columns_fit(canvas->cols);

	paint(canvas, (Place){0, 0, canvas->cols}, STYLE_FAINT, "");
	for (int i = 0; i < N_COLUMNS; i++) {
		const char *title = columns_title((Column)i);
		int width = columns.at[i].width;
		int blanks = 0;

		/* Over numbers, which end at the right. */
		if (i == COLUMN_COUNT || i == COLUMN_DAYS)
			blanks = MAX(width - (int)cells_width(title, canvas->flags), 0);
		paint(canvas, (Place){0, columns.at[i].x + blanks, width - blanks}, STYLE_FAINT,
		      title);
	}
}
