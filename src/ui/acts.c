/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * acts.c - what is done with the bounce that is shown: handed to another program, copied
 */
#include "ui/acts.h"

#include "core/setting.h"
#include "ui/browser-state.h"
#include "ui/clipboard.h"
#include "ui/frame.h"
#include "ui/list-line.h"
#include "ui/questions.h"
#include "ui/template.h"
#include "ui/view-detail.h"
#include "ui/view-page.h"

static const StoreInfo *
store_of(const Browser *browser)
{
	return intake_store(reading_intake(browser->reading));
}

/* ---- copies; each is "" where there is nothing, and the caller's */

static char *
get_address(const Event *event)
{
	return g_strdup(event->to ? event->to->address : "");
}

static char *
get_code(const Event *event)
{
	const BounceRecipient *to = event->to;
	bool has_code = to && (bounce_status_is_set(to->status) || to->reply > 0);

	return has_code ? list_line_code(to) : g_strdup("");
}

static char *
get_diagnostic(const Event *event)
{
	return g_strdup(event->to ? event->to->diagnostic : "");
}

static char *
get_id(const Event *event)
{
	return g_strdup(event->message_id);
}

static char *
get_query(const Event *event)
{
	return *event->message_id ? template_query(event->message_id) : g_strdup("");
}

static const struct {
	Command command;
	char *(*get)(const Event *event);
	CellsFlags flags;
} copies[] = {
	{COMMAND_COPY_ADDRESS, get_address, CELLS_IDENTIFIER},
	{COMMAND_COPY_CODE, get_code, CELLS_IDENTIFIER},
	{COMMAND_COPY_DIAGNOSTIC, get_diagnostic, CELLS_PROSE},
	{COMMAND_COPY_ID, get_id, CELLS_IDENTIFIER},
	{COMMAND_COPY_QUERY, get_query, CELLS_IDENTIFIER},
};

/* All of it, for the mouse to take. */
static void
show_copy(Browser *browser, const char *text)
{
	size_t room = (size_t)MAX(screen_cols(browser->screen) - FRAME_POSITION_MAX, 0);
	g_autoptr(Doc) doc = NULL;

	if (cells_width(text, browser->context.flags) <= room) {
		browser_tell(browser, text);
		return;
	}
	doc = doc_new();
	doc_add(doc, DOC_QUOTE, text);
	browser_show(browser, view_page_new(&browser->context, g_steal_pointer(&doc)));
}

static void
copy(Browser *browser, const char *text, CellsFlags flags)
{
	g_autofree char *clean = clipboard_text(text, browser->context.flags | flags);
	g_autofree char *base64 = clipboard_encode(clean);
	g_autofree char *message = g_strconcat("Copied: ", clean, NULL);
	const StoreInfo *store = store_of(browser);

	if (*clean == '\0') {
		browser_tell(browser, "There is nothing to copy here.");
	} else if (store && setting_is_true(store->settings, "bounces.osc52")) {
		screen_copy(browser->screen, base64);
		browser_tell(browser, message);
	} else {
		show_copy(browser, clean);
	}
}

static bool
run_copy(Browser *browser, const Event *event, Command command)
{
	for (size_t i = 0; i < G_N_ELEMENTS(copies); i++) {
		if (copies[i].command != command)
			continue;
		g_autofree char *text = event ? copies[i].get(event) : g_strdup("");

		copy(browser, text, copies[i].flags);
		return true;
	}
	return false;
}

/* ---- programs */

static void
open_mailer(Browser *browser, const Event *event)
{
	const StoreInfo *store = store_of(browser);
	g_autofree char *set =
		store ? setting_text(store->settings, "bounces.mailer") : g_strdup("");
	const char *template = g_getenv("BOUNCES_MAILER");

	if (!template || !*template)
		template = *set ? set : template_default();
	if (template)
		handoff_mailer(browser->handoff, template, event);
	else
		browser_tell(browser,
		             "No mail client is known; the manual tells of bounces.mailer.");
}

static void
run_on_mail(Browser *browser, const Event *event, Command command)
{
	bool is_many = command == COMMAND_PIPE && selection_is_on(&browser->selection);

	if (!event && !is_many)
		browser_tell(browser, "A group has no mail of its own.");
	else if (command == COMMAND_MAILER)
		open_mailer(browser, event);
	else if (command == COMMAND_EDITOR)
		handoff_editor(browser->handoff, event->path);
	else
		questions_pipe(browser);
}

bool
acts_run(Browser *browser, Command command)
{
	const Event *event = view_detail_current(browser->detail);

	switch (command) {
	case COMMAND_MAILER:
	case COMMAND_EDITOR:
	case COMMAND_PIPE:
		run_on_mail(browser, event, command);
		return true;
	case COMMAND_SHELL:
		questions_shell(browser);
		return true;
	default:
		return run_copy(browser, event, command);
	}
}
