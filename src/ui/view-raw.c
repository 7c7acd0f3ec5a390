/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-raw.c - a mail, or a part of it, as it stands, on a page of its own
 */
#include "ui/view-raw.h"

#include "ui/pager.h"

typedef struct {
	Pager pager;
	const ViewContext *context;
	RawEvents events;
	Show what;
	Readers *readers;
	Doc *doc; /* until the mail is there, that it is being fetched */
} RawView;

static const char *const titles[] = {
	[SHOW_MAIL] = "",
	[SHOW_HEADER] = "The header of the mail",
	[SHOW_STATUS] = "Its fields for programs (delivery-status)",
};

static void
on_shown(guint64 ticket, const ShownMail *mail, void *user)
{
	RawView *raw = user;
	g_autofree char *text = g_utf8_make_valid(mail->bytes, (gssize)mail->len);

	(void)ticket;
	doc_free(raw->doc);
	raw->doc = doc_new();
	if (*titles[raw->what] != '\0') {
		doc_add(raw->doc, DOC_TITLE, titles[raw->what]);
		doc_add_space(raw->doc);
	}
	doc_add(raw->doc, DOC_QUOTE, *text != '\0' ? text : "There is none in this mail.");
}

static void
on_refused(guint64 ticket, unsigned number, const char *why, void *user)
{
	RawView *raw = user;

	(void)ticket;
	(void)number;
	doc_free(raw->doc);
	raw->doc = doc_new();
	doc_add_field(raw->doc, "Not shown", why);
}

static void
on_parsed(guint64 ticket, void *user)
{
	RawView *raw = user;

	(void)ticket;
	raw->events.changed(raw->events.user);
}

static const ReadersEvents readers_events = {
	.shown = on_shown,
	.refused = on_refused,
	.parsed = on_parsed,
};

static void
raw_fit(View *view, int rows, int cols)
{
	RawView *raw = (RawView *)view;

	pager_set(&raw->pager, raw->context, raw->doc, rows, cols);
}

static bool
raw_is_waiting(const View *view)
{
	return !readers_idle(((const RawView *)view)->readers);
}

static void
raw_free(View *view)
{
	RawView *raw = (RawView *)view;

	readers_free(raw->readers);
	pager_clear(&raw->pager);
	doc_free(raw->doc);
	g_free(raw);
}

static const ViewClass raw_class = {
	.where = WHERE_MAIL,
	.fit = raw_fit,
	.draw = pager_draw,
	.run = pager_run,
	.n_lines = pager_n_lines,
	.place = pager_place,
	.restore = pager_restore,
	.find = pager_find,
	.go = pager_go,
	.is_waiting = raw_is_waiting,
	.free = raw_free,
};

View *
view_raw_new(const ViewContext *context, const IntakeOptions *options, const char *path, Show what,
             const RawEvents *events)
{
	RawView *raw = g_new0(RawView, 1);

	raw->pager.view.class = &raw_class;
	raw->context = context;
	raw->events = *events;
	raw->what = what;
	raw->doc = doc_new();
	doc_add(raw->doc, DOC_TEXT, "The mail is being read ...");
	raw->readers = readers_new(options->program, options->data_dir, 1, &readers_events, raw);
	readers_show(raw->readers, 0, path, what);
	return &raw->pager.view;
}

Show
view_raw_what(const View *view)
{
	return ((const RawView *)view)->what;
}
