/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-export.c - the forms to export in, and what would be written in the chosen one
 */
#include "ui/view-export.h"

#include "ui/move.h"

/* Below the forms: what goes, what does not, and what to do with the file. */
#define N_FACTS 3

/* The widest name of a form and a gap. */
#define NAME_CELLS 17

typedef struct {
	View view;
	const ViewContext *context;
	Exporting *exporting;
	Cursor cursor;
	size_t rows; /* of the forms */
	ExportScope scope;
	/* What would be written, and what that was made of. */
	Export *export;
	const ExportFormat *counted;
	ExportScope counted_scope;
	const Model *model;
	guint64 revision;
} ExportView;

static size_t
export_n_lines(const View *view)
{
	size_t n = 0;

	(void)view;
	while (export_format(n))
		n++;
	return n;
}

static Cursor
export_place(const View *view)
{
	return ((const ExportView *)view)->cursor;
}

static void
export_go(View *view, size_t line)
{
	ExportView *self = (ExportView *)view;

	self->cursor = cursor_to(self->cursor, line, export_n_lines(view), self->rows);
}

static void
export_restore(View *view, Cursor place)
{
	((ExportView *)view)->cursor = place;
	export_go(view, place.at);
}

const ExportFormat *
view_export_format(const View *view)
{
	return export_format(((const ExportView *)view)->cursor.at);
}

ExportScope
view_export_scope(const View *view)
{
	return ((const ExportView *)view)->scope;
}

/* Going through all rows takes too long for every key. */
static void
count_anew(ExportView *self)
{
	Model *model = self->context->model;
	const ExportFormat *format = view_export_format(&self->view);

	if (self->export && self->counted == format && self->counted_scope == self->scope &&
	    self->model == model && self->revision == model_revision(model))
		return;
	export_free(self->export);
	self->export = exporting_plan(self->exporting, format, self->scope);
	self->counted = format;
	self->counted_scope = self->scope;
	self->model = model;
	self->revision = model_revision(model);
}

static void
export_fit(View *view, int rows, int cols)
{
	ExportView *self = (ExportView *)view;

	(void)cols;
	self->rows = (size_t)MAX(rows > N_FACTS ? rows - N_FACTS : rows, 1);
	export_go(view, self->cursor.at);
	count_anew(self);
}

static void
draw_form(const Canvas *canvas, int y, const ExportFormat *format, bool is_current)
{
	g_autofree char *line = g_strdup_printf("%c%-*s%s", is_current ? '>' : ' ', NAME_CELLS,
	                                        format->name, format->summary);

	paint(canvas, (Place){y, 0, canvas->cols}, is_current ? STYLE_CURSOR : STYLE_TEXT, line);
}

static char *
describe_given(const ExportView *self)
{
	static const char *const scopes[N_EXPORT_SCOPES] = {
#define X(value, words) words,
		EXPORT_SCOPES(X)
#undef X
	};
	const Export *export = self->export;
	g_autofree char *hidden =
		export->n_hidden > 0 && self->scope != EXPORT_SHOWN
			? g_strdup_printf("; %zu hidden by the limit", export->n_hidden)
			: g_strdup("");

	return g_strdup_printf("%u %s: %s%s", export->rows->len,
	                       export->rows->len == 1 ? "address" : "addresses",
	                       scopes[self->scope], hidden);
}

static char *
describe_left(const ExportView *self)
{
	const Export *export = self->export;
	size_t n_held = export->left->len - export->n_refused;

	if (export->left->len == 0 && export->n_before == 0)
		return g_strdup("All of them can be written so");
	return g_strdup_printf(
		"Left out: %zu cannot be written so, %zu held back, %zu given before",
		export->n_refused, n_held, export->n_before);
}

static void
draw_facts(const ExportView *self, const Canvas *canvas, int y)
{
	const char *command = view_export_format(&self->view)->command;
	g_autofree char *given = describe_given(self);
	g_autofree char *left = describe_left(self);
	g_autofree char *then = *command ? g_strdup_printf("Then: %s", command) : g_strdup("");

	paint(canvas, (Place){y, 0, canvas->cols}, STYLE_HEADING, given);
	paint(canvas, (Place){y + 1, 0, canvas->cols}, STYLE_TEXT, left);
	paint(canvas, (Place){y + 2, 0, canvas->cols}, STYLE_TEXT, then);
}

static void
export_draw(const View *view, const Canvas *canvas, bool focused)
{
	const ExportView *self = (const ExportView *)view;
	const ExportFormat *format;

	(void)focused;
	for (size_t y = 0; y < self->rows && (format = export_format(self->cursor.top + y)); y++)
		draw_form(canvas, (int)y, format, self->cursor.top + y == self->cursor.at);
	if (canvas->rows > N_FACTS)
		draw_facts(self, canvas, canvas->rows - N_FACTS);
}

static bool
export_run(View *view, Command command, size_t count)
{
	ExportView *self = (ExportView *)view;

	if (command != COMMAND_EXPORT_SCOPE)
		return move_run(&self->cursor, command, count, export_n_lines(view), self->rows);
	self->scope = (self->scope + 1) % N_EXPORT_SCOPES;
	return true;
}

static bool
holds(const Search *search, size_t line, const void *user)
{
	const ExportFormat *format = export_format(line);

	(void)user;
	return search_holds(search, format->name) || search_holds(search, format->summary);
}

static size_t
export_find(const View *view, const Search *search, size_t from, int by)
{
	const SearchWay way = {from, by, export_n_lines(view)};

	return search_lines(search, way, holds, NULL);
}

static void
export_view_free(View *view)
{
	export_free(((ExportView *)view)->export);
	g_free(view);
}

static const ViewClass export_class = {
	.where = WHERE_EXPORT,
	.fit = export_fit,
	.draw = export_draw,
	.run = export_run,
	.n_lines = export_n_lines,
	.place = export_place,
	.restore = export_restore,
	.find = export_find,
	.go = export_go,
	.free = export_view_free,
};

View *
view_export_new(const ViewContext *context, Exporting *exporting)
{
	ExportView *self = g_new0(ExportView, 1);

	self->view.class = &export_class;
	self->context = context;
	self->exporting = exporting;
	return &self->view;
}
