/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-detail.c - what the cursor of the list is on, explained
 */
#include "ui/view-detail.h"

#include "core/explain.h"
#include "ui/pager.h"
#include "ui/view-list.h"

typedef struct {
	Pager pager;
	const ViewContext *context;
	const View *list;
	char *key;    /* of what is shown */
	size_t event; /* which of its bounces, the latest being 0 */
	/* That bounce, when it is not the latest; the report is held. */
	BounceReport *report;
	const BounceRecipient *to;
} DetailView;

/* What comes and goes must not put another bounce under the reader's eyes. */
static void
keep_event(DetailView *detail, const Row *row)
{
	const Event *event = row->events.at[detail->event];

	g_clear_pointer(&detail->report, bounce_report_unref);
	if (detail->event > 0 && event->report)
		detail->report = bounce_report_ref(event->report);
	detail->to = event->to;
}

static void
follow_event(DetailView *detail, const Row *row)
{
	for (guint i = 0; detail->report && i < row->events.n; i++) {
		const Event *event = row->events.at[i];

		if (event->report == detail->report && event->to == detail->to)
			detail->event = i;
	}
	detail->event = MIN(detail->event, row->events.n - 1);
}

/* Another line than the one that was shown is shown from its beginning. */
static void
follow_list(DetailView *detail, const char *key)
{
	if (g_strcmp0(detail->key, key) == 0)
		return;
	g_free(detail->key);
	detail->key = g_strdup(key);
	detail->event = 0;
	g_clear_pointer(&detail->report, bounce_report_unref);
	pager_rewind(&detail->pager);
}

static void
detail_fit(View *view, int rows, int cols)
{
	DetailView *detail = (DetailView *)view;
	g_autoptr(Doc) doc = doc_new();
	ModelLine line;

	if (!detail->context->is_first && view_list_current(detail->list, &line)) {
		follow_list(detail, line.row ? line.row->key : line.group->key);
		if (line.row) {
			follow_event(detail, line.row);
			explain_row(doc, detail->context->kb, line.row, detail->event);
		} else {
			explain_group(doc, detail->context->kb, line.group);
		}
	}
	pager_set(&detail->pager, detail->context, doc, rows, cols);
}

static bool
step_event(DetailView *detail, size_t count, int by)
{
	ModelLine line;

	if (!view_list_current(detail->list, &line) || !line.row)
		return true;

	size_t last = line.row->events.n - 1;
	size_t times = MAX(count, 1);
	size_t event = MIN(detail->event, last);

	detail->event = by > 0 ? MIN(event + times, last) : event - MIN(times, event);
	keep_event(detail, line.row);
	pager_rewind(&detail->pager);
	return true;
}

static bool
detail_run(View *view, Command command, size_t count)
{
	DetailView *detail = (DetailView *)view;

	if (command == COMMAND_EVENT_NEXT)
		return step_event(detail, count, 1);
	if (command == COMMAND_EVENT_PREVIOUS)
		return step_event(detail, count, -1);
	return pager_run(view, command, count);
}

static void
detail_free(View *view)
{
	DetailView *detail = (DetailView *)view;

	pager_clear(&detail->pager);
	g_clear_pointer(&detail->report, bounce_report_unref);
	g_free(detail->key);
	g_free(detail);
}

static const ViewClass detail_class = {
	.where = WHERE_DETAIL,
	.fit = detail_fit,
	.draw = pager_draw,
	.run = detail_run,
	.n_lines = pager_n_lines,
	.place = pager_place,
	.restore = pager_restore,
	.find = pager_find,
	.go = pager_go,
	.free = detail_free,
};

View *
view_detail_new(const ViewContext *context, const View *list)
{
	DetailView *detail = g_new0(DetailView, 1);

	detail->pager.view.class = &detail_class;
	detail->context = context;
	detail->list = list;
	return &detail->pager.view;
}

const Event *
view_detail_current(const View *view)
{
	const DetailView *detail = (const DetailView *)view;
	ModelLine line;

	if (!view_list_current(detail->list, &line) || !line.row)
		return NULL;
	return line.row->events.at[MIN(detail->event, line.row->events.n - 1)];
}

char *
view_detail_position(const View *view)
{
	const DetailView *detail = (const DetailView *)view;
	ModelLine line;

	if (!view_list_current(detail->list, &line) || !line.row)
		return g_strdup("");
	bool is_other = line.row->latest->report && !model_is_bounce(line.row->latest->report);

	return g_strdup_printf("%s %zu of %u", is_other ? "mail" : "bounce",
	                       MIN(detail->event, line.row->events.n - 1) + 1,
	                       line.row->events.n);
}

void
view_detail_draw_caption(const View *view, const Canvas *canvas, bool focused)
{
	const DetailView *detail = (const DetailView *)view;
	Style style = focused ? STYLE_CURSOR : STYLE_HEADING;
	ModelLine line;

	paint_across(canvas, (Place){0, 0, canvas->cols}, style);
	if (!view_list_current(detail->list, &line))
		return;

	CellsFlags flags = detail->context->flags;
	bool is_address = line.row && *line.row->address;
	const char *title = line.row ? line.row->title : line.group->title;
	g_autofree char *position = view_detail_position(view);
	g_autofree char *event = line.row ? g_strdup_printf(" %s ", position) : g_strdup("");
	g_autoptr(GString) text = g_string_new(" ");
	int width = (int)cells_width(event, flags);
	/* Three of the line on either side and two blanks. */
	int room = canvas->cols - width - 8;
	int title_width = (int)cells_width(title, flags | (is_address ? CELLS_IDENTIFIER : 0));

	if (room < 1)
		return;
	if (is_address)
		cells_append_address(text, title, (size_t)MIN(room, title_width),
		                     flags | CELLS_IDENTIFIER);
	else
		cells_append_column(text, title, (size_t)MIN(room, title_width), flags);
	paint(canvas, (Place){0, 3, MIN(room, title_width) + 2}, style, text->str);
	paint(canvas, (Place){0, canvas->cols - width - 3, width}, style, event);
}

char *
view_detail_summary(const View *view)
{
	const DetailView *detail = (const DetailView *)view;
	ModelLine line;

	if (!view_list_current(detail->list, &line))
		return g_strdup("");
	if (!line.row && line.group->kind == GROUP_ADDRESSES)
		return g_strdup_printf("%s: %zu bounce%s", line.group->title, line.group->n_events,
		                       line.group->n_events == 1 ? "" : "s");
	if (!line.row)
		return g_strdup_printf("%s: %u", line.group->title, line.group->rows->len);
	return explain_brief(detail->context->kb, line.row->latest);
}
