/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/explain-row.h"
#include "core/explain.h"
#include "core/stats-doc.h"

/* Other bounces of an address that are listed; a person reads no more. */
#define EVENTS_SHOWN 50

static void
add_date(Doc *doc, const char *label, gint64 when)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_local(when);
	g_autofree char *text = date ? g_date_time_format(date, "%Y-%m-%d %H:%M %z") : NULL;

	if (text)
		doc_add_field(doc, label, text);
}

static void
add_message_fields(Doc *doc, const Event *event)
{
	const BounceEnvelope *envelope = bounce_report_envelope(event->report);
	const BounceOriginal *original = bounce_report_original(event->report);

	add_date(doc, "Arrived", event->date);
	doc_add_field(doc, "From", envelope->from);
	doc_add_field(doc, "Subject", envelope->subject);
	doc_add_identifier(doc, "Message-ID", event->message_id);
	doc_add_identifier(doc, "File", event->path);
	if (*original->message_id == '\0' && *original->subject == '\0')
		return;

	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "Returned mail");
	doc_add_field(doc, "From", original->from);
	doc_add_field(doc, "To", original->to);
	doc_add_field(doc, "Subject", original->subject);
	if (original->date != BOUNCE_DATE_NONE)
		add_date(doc, "Date", original->date);
	doc_add_field(doc, "List-Id", original->list_id);
	doc_add_identifier(doc, "Message-ID", original->message_id);
}

static void
add_events(Doc *doc, const Row *row, size_t shown)
{
	g_autofree char *title = g_strdup_printf("Bounces of this address (%u)", row->events.n);

	if (row->events.n < 2)
		return;
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, title);
	stats_add_course(doc, row);
	for (size_t i = 0; i < MIN(row->events.n, EVENTS_SHOWN); i++) {
		const Event *event = row->events.at[i];
		g_autoptr(GDateTime) date = g_date_time_new_from_unix_local(event->date);
		g_autofree char *day = date ? g_date_time_format(date, "%Y-%m-%d") : NULL;
		char code[BOUNCE_STATUS_TEXT_MAX];
		g_autofree char *text = NULL;

		text = g_strdup_printf(
			"%s %s  %-7s %-9s %s", i == shown ? ">" : " ", day ? day : "no date",
			bounce_status_format(event->to->status, code),
			bounce_action_name(event->to->action), event->to->remote_mta);
		doc_add(doc, DOC_TEXT, text);
	}
	if (row->events.n > EVENTS_SHOWN)
		doc_add(doc, DOC_TEXT, "  ... and older ones");
}

/* A report that names no address, or no report. */
static void
explain_without_address(Doc *doc, const Group *group, const Event *event)
{
	const BounceEnvelope *envelope = bounce_report_envelope(event->report);

	doc_add(doc, DOC_TITLE, *envelope->subject ? envelope->subject : "(no subject)");
	if (model_is_bounce(event->report))
		doc_add(doc, DOC_UNKNOWN, "UNKNOWN: it is not said whom it is about");
	else
		doc_add_field(doc, "No bounce", bounce_kind_name(envelope->kind));
	doc_add_space(doc);
	doc_add(doc, DOC_TEXT, model_group_help(group->kind));
	doc_add_space(doc);
	if (*envelope->text || model_is_bounce(event->report)) {
		doc_add(doc, DOC_HEADING, "What it says");
		doc_add(doc, DOC_QUOTE, *envelope->text ? envelope->text : "(nothing)");
	}
	explain_notes(doc, event->report);
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "Fields");
	add_message_fields(doc, event);
}

static void
explain_unreadable(Doc *doc, const Event *event)
{
	doc_add(doc, DOC_TITLE, "This file could not be read");
	doc_add_space(doc);
	doc_add_field(doc, "Why", event->error);
	doc_add_identifier(doc, "File", event->path);
	doc_add_identifier(doc, "Message-ID", event->message_id);
	if (event->date != 0)
		add_date(doc, "Arrived", event->date);
	doc_add_space(doc);
	doc_add(doc, DOC_TEXT, model_group_help(GROUP_UNREADABLE));
}

void
explain_row(Doc *doc, const BounceKb *kb, const Row *row, size_t event)
{
	const Event *shown = event < row->events.n ? row->events.at[event] : row->latest;

	if (*shown->error != '\0') {
		explain_unreadable(doc, shown);
		return;
	}
	if (!shown->to) {
		explain_without_address(doc, row->group, shown);
		return;
	}
	const BounceRecipient judged = model_judge(row, shown->to);
	explain_verdict(doc, kb, &judged);
	explain_standing(doc, row);
	add_events(doc, row, event);
	explain_fields(doc, kb, shown->report, shown->to);
	add_message_fields(doc, shown);
	explain_notes(doc, shown->report);
}
