/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/explain-code.h"
#include "core/explain.h"

#include <string.h>

/* Other bounces of an address that are listed; a person reads no more. */
#define EVENTS_SHOWN 50

static const DocStyle class_styles[BOUNCE_N_CLASSES] = {
	[BOUNCE_CLASS_UNKNOWN] = DOC_UNKNOWN, [BOUNCE_CLASS_HARD] = DOC_HARD,
	[BOUNCE_CLASS_SOFT] = DOC_SOFT,       [BOUNCE_CLASS_POLICY] = DOC_POLICY,
	[BOUNCE_CLASS_DELAYED] = DOC_DELAYED,
};

/* A class in the words of the one who must decide. */
static const char *const class_words[BOUNCE_N_CLASSES] = {
	[BOUNCE_CLASS_UNKNOWN] = "UNKNOWN: it is not said whose fault it is",
	[BOUNCE_CLASS_HARD] = "HARD: about the address, and for good",
	[BOUNCE_CLASS_SOFT] = "SOFT: it may pass; the address stays",
	[BOUNCE_CLASS_POLICY] = "POLICY: not the fault of the address",
	[BOUNCE_CLASS_DELAYED] = "DELAYED: the server is still trying",
};

static void
add_date(Doc *doc, const char *label, gint64 when)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_local(when);
	g_autofree char *text = date ? g_date_time_format(date, "%Y-%m-%d %H:%M %z") : NULL;

	if (text)
		doc_add_field(doc, label, text);
}

static const BounceReasonInfo *
reason_of(const BounceKb *kb, const BounceRecipient *to)
{
	return bounce_kb_reason(kb, to->reason);
}

static void
add_verdict(Doc *doc, const BounceKb *kb, const BounceRecipient *to)
{
	const BounceReasonInfo *reason = reason_of(kb, to);

	doc_add(doc, class_styles[to->class], class_words[to->class]);
	if (to->permanence != BOUNCE_PERMANENCE_NONE)
		doc_add_field(doc, "Permanence", bounce_permanence_name(to->permanence));
	if (!reason)
		return;
	doc_add_field(doc, "Reason", reason->title);
	doc_add_field(doc, "Confidence", bounce_confidence_name(to->confidence));
}

/* The two codes side by side, when they are two. */
static void
add_codes(Doc *doc, const BounceRecipient *to)
{
	char effective[BOUNCE_STATUS_TEXT_MAX], field[BOUNCE_STATUS_TEXT_MAX];
	g_autofree char *reply = to->reply ? g_strdup_printf("%u", to->reply) : NULL;
	g_autofree char *text = NULL;

	bounce_status_format(to->status, effective);
	bounce_status_format(to->status_field, field);
	if (bounce_status_is_set(to->status_field) &&
	    !bounce_status_equal(to->status, to->status_field)) {
		text = g_strdup_printf("%s (the Status field says %s)", effective, field);
		doc_add_field(doc, "Code", text);
	} else {
		doc_add_field(doc, "Status", effective);
	}
	if (reply)
		doc_add_field(doc, "SMTP reply", reply);
	if (to->conflict)
		doc_add(doc, DOC_TEXT, "The codes contradict each other.");
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
add_fields(Doc *doc, const Event *event)
{
	const BounceRecipient *to = event->to;
	g_autofree char *source = g_strdup_printf("%s (from %s)", to->address,
	                                          bounce_address_source_name(to->address_source));

	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "Fields");
	doc_add_identifier(doc, "Address", source);
	if (!to->valid)
		doc_add(doc, DOC_TEXT,
		        "This is no valid mail address (RFC 5321, RFC 6531); a list "
		        "cannot hold it.");
	doc_add_identifier(doc, "Final", to->final_recipient);
	doc_add_identifier(doc, "Original", to->original_recipient);
	doc_add_field(doc, "Action", bounce_action_name(to->action));
	add_codes(doc, to);
	doc_add_identifier(doc, "Remote-MTA", to->remote_mta);
	doc_add_identifier(doc, "Reporting", bounce_report_envelope(event->report)->reporting_mta);
	add_message_fields(doc, event);
}

static void
add_notes(Doc *doc, const BounceReport *report)
{
	if (bounce_report_n_notes(report) == 0)
		return;
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "Odd in this mail");
	for (size_t i = 0; i < bounce_report_n_notes(report); i++)
		doc_add_item(doc, DOC_TEXT, bounce_report_note(report, i));
}

static void
add_events(Doc *doc, const Row *row, size_t shown)
{
	g_autofree char *title = g_strdup_printf("Bounces of this address (%u)", row->events->len);

	if (row->events->len < 2)
		return;
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, title);
	for (size_t i = 0; i < MIN(row->events->len, EVENTS_SHOWN); i++) {
		const Event *event = row->events->pdata[i];
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
	if (row->events->len > EVENTS_SHOWN)
		doc_add(doc, DOC_TEXT, "  ... and older ones");
}

static void
explain_unrecognised(Doc *doc, const Event *event)
{
	const BounceEnvelope *envelope = bounce_report_envelope(event->report);

	doc_add(doc, DOC_TITLE, *envelope->subject ? envelope->subject : "(no subject)");
	doc_add(doc, DOC_UNKNOWN, class_words[BOUNCE_CLASS_UNKNOWN]);
	doc_add_space(doc);
	doc_add(doc, DOC_TEXT, model_group_help(GROUP_UNRECOGNISED));
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "What it says");
	doc_add(doc, DOC_QUOTE, *envelope->text ? envelope->text : "(nothing)");
	add_notes(doc, event->report);
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
	doc_add_space(doc);
	doc_add(doc, DOC_TEXT, model_group_help(GROUP_UNREADABLE));
}

static void
add_quote(Doc *doc, const char *heading, const char *words)
{
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, heading);
	doc_add(doc, DOC_QUOTE, words);
}

/* The reply is explained before the code's page: it is what was really said. */
static void
explain_bounce(Doc *doc, const BounceKb *kb, const Event *event)
{
	const BounceRecipient *to = event->to;
	const BounceReasonInfo *reason = reason_of(kb, to);

	if (bounce_status_is_set(to->status))
		explain_status_title(doc, kb, to->status);
	else
		doc_add(doc, DOC_TITLE, "No status code");
	add_verdict(doc, kb, to);
	if (*to->diagnostic != '\0')
		add_quote(doc, "Diagnostic", to->diagnostic);
	/* Courier, OpenSMTPD: the diagnostic says less than the words for people */
	if (!strstr(to->diagnostic, to->evidence))
		add_quote(doc, "What was said", to->evidence);
	explain_status_text(doc, kb, to->status);
	if (!bounce_status_is_set(to->status) && reason) {
		doc_add_space(doc);
		doc_add_field(doc, "Meaning", reason->meaning);
		doc_add_field(doc, "What to do", reason->advice);
	}
}

void
explain_row(Doc *doc, const BounceKb *kb, const Row *row, size_t event)
{
	const Event *shown = event < row->events->len ? row->events->pdata[event] : row->latest;

	if (*shown->error != '\0') {
		explain_unreadable(doc, shown);
		return;
	}
	if (!shown->to) {
		explain_unrecognised(doc, shown);
		return;
	}
	explain_bounce(doc, kb, shown);
	add_events(doc, row, event);
	add_fields(doc, shown);
	add_notes(doc, shown->report);
}
