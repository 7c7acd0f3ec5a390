/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/explain-code.h"
#include "core/explain.h"
#include "core/wait.h"

#include <string.h>

/* A part of what was read, what it is called and what it means. */
static void
add_part(Doc *doc, const char *label, const char *what, const char *title)
{
	g_autofree char *text = g_strdup_printf("%s: %s", what, title);

	doc_add_field(doc, label, text);
}

static void
add_reply_part(Doc *doc, const BounceKb *kb, unsigned reply)
{
	const BounceReplyInfo *info = bounce_kb_reply(kb, reply);
	const BounceReplyInfo *first = bounce_kb_reply_first(kb, reply / 100);
	g_autofree char *code = g_strdup_printf("%u", reply);

	add_part(doc, code, "the SMTP reply code",
	         info    ? info->known.title
	         : first ? first->known.title
	                 : "not a known one");
}

static void
add_status_parts(Doc *doc, const BounceKb *kb, BounceStatus status)
{
	char code[BOUNCE_STATUS_TEXT_MAX];
	BounceMatch match;
	const BounceStatusInfo *info = bounce_kb_status(kb, status, &match);
	const BounceStatusInfo *class = bounce_kb_class(kb, status.class);
	const BounceStatusInfo *subject = bounce_kb_subject(kb, status.subject);
	g_autofree char *class_code = g_strdup_printf("  %u.X.X", status.class);
	g_autofree char *subject_code = g_strdup_printf("  X.%u.X", status.subject);
	g_autofree char *detail_code = g_strdup_printf("  X.%u.%u", status.subject, status.detail);

	bounce_status_format(status, code);
	doc_add_field(doc, code, "the enhanced status code, in three parts:");
	add_part(doc, class_code, "class, did it work?",
	         class ? class->known.title : "not a known one");
	add_part(doc, subject_code, "subject, where is the trouble?",
	         subject ? subject->known.title : "not a registered one");
	add_part(doc, detail_code, "detail, what is it?",
	         match == BOUNCE_MATCH_CODE ? info->known.title : "not a registered one");
}

/* What a reply and a code of different classes are each believed for. */
static void
add_contradiction(Doc *doc, const BounceRecipient *to)
{
	unsigned digit = to->reply / 100;
	char code[BOUNCE_STATUS_TEXT_MAX];

	if (to->reply == 0 || !bounce_status_is_set(to->status) || digit == to->status.class)
		return;
	g_autofree char *text = g_strdup_printf(
		"The codes contradict each other: %u says %s, %s says %s. The reply code decides "
		"whether it is tried again, the other tells why.",
		to->reply, digit == 5 ? "not at all" : "not now",
		bounce_status_format(to->status, code),
		to->status.class == 5   ? "not at all"
		: to->status.class == 4 ? "not now"
					: "success");
	doc_add(doc, DOC_TEXT, text);
}

static void
add_speaker(Doc *doc, const BounceReport *report, const BounceRecipient *to)
{
	const char *reporting = bounce_report_envelope(report)->reporting_mta;

	if (*to->remote_mta != '\0') {
		doc_add_identifier(doc, "Who said it", to->remote_mta);
		doc_add_field(doc, " ", "the remote server");
	} else if (*reporting != '\0') {
		doc_add_identifier(doc, "Who said it", reporting);
		doc_add_field(doc, " ", "the server that reports; it names no other");
	} else {
		doc_add_field(doc, "Who said it",
		              "not told: the recipient's server, one on the way or your own");
	}
}

static void
add_waiting(Doc *doc, const BounceRecipient *to)
{
	unsigned seconds = explain_waiting(to);
	g_autofree char *text = NULL;

	if (to->action == BOUNCE_ACTION_DELAYED)
		doc_add(doc, DOC_TEXT,
		        "The server tries again by itself; no action is needed yet.");
	if (seconds == 0)
		return;
	text = g_strdup_printf("%02u:%02u:%02u until it is worth another try; servers do that by "
	                       "themselves",
	                       seconds / 3600, seconds / 60 % 60, seconds % 60);
	doc_add_field(doc, "Wait", text);
}

unsigned
explain_waiting(const BounceRecipient *to)
{
	return to->permanence == BOUNCE_PERMANENCE_TEMPORARY ? wait_find(to->diagnostic) : 0;
}

/* What went well has no verdict. */
static void
add_success(Doc *doc, const BounceKb *kb, const BounceRecipient *to)
{
	doc_add(doc, DOC_TEXT, "No bounce: nothing was refused.");
	doc_add_quote(doc, "What was said", to->diagnostic, to->diagnostic);
	doc_add_space(doc);
	explain_code(doc, kb, to);
}

/* What each field of a report tells, and what not. */
static void
add_field_meanings(Doc *doc, const BounceKb *kb, const BounceReport *report,
                   const BounceRecipient *to)
{
	const struct {
		const char *name, *value;
	} fields[] = {
		{"Reporting-MTA", bounce_report_envelope(report)->reporting_mta},
		{"Original-Recipient", to->original_recipient},
		{"Final-Recipient", to->final_recipient},
		{"Action", bounce_action_name(to->action)},
		{"Status", bounce_status_is_set(to->status_field) ? "given" : ""},
		{"Remote-MTA", to->remote_mta},
		{"Diagnostic-Code", to->diagnostic},
	};

	if (!g_str_equal(bounce_report_envelope(report)->format, "rfc3464"))
		return;
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "What the fields tell");
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		const BounceFieldInfo *info = bounce_kb_field(kb, fields[i].name);
		g_autofree char *text =
			info ? g_strdup_printf("%s: %s", info->name, info->meaning) : NULL;

		if (text && *fields[i].value != '\0')
			doc_add_item(doc, DOC_TEXT, text);
	}
}

static void
add_recipient(Doc *doc, const BounceKb *kb, const BounceReport *report, size_t i)
{
	const BounceRecipient *to = bounce_report_recipient(report, i);
	bool is_last = i + 1 == bounce_report_n_recipients(report);
	bool is_success = bounce_report_envelope(report)->kind == BOUNCE_KIND_SUCCESS;

	if (is_success && to->action == BOUNCE_ACTION_NONE) {
		add_success(doc, kb, to);
		return;
	}
	doc_add_identifier(doc, "Address", to->address);
	explain_verdict(doc, kb, to);
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "Part by part");
	if (to->reply > 0)
		add_reply_part(doc, kb, to->reply);
	if (bounce_status_is_set(to->status))
		add_status_parts(doc, kb, to->status);
	add_contradiction(doc, to);
	add_speaker(doc, report, to);
	add_waiting(doc, to);
	explain_fields(doc, kb, report, to);
	if (is_last)
		add_field_meanings(doc, kb, report, to);
}

/* A mail that names nobody: what it is, and its words. */
static void
add_nobody(Doc *doc, const BounceEnvelope *envelope)
{
	static const char *const kinds[BOUNCE_N_KINDS] = {
		[BOUNCE_KIND_OTHER] = "This says nothing about a delivery that is known.",
		[BOUNCE_KIND_FAILURE] = "A mail was not delivered; whom it was for is not told.",
		[BOUNCE_KIND_DELAY] =
			"A mail is late; whom it is for is not told. No action is needed yet.",
		[BOUNCE_KIND_SUCCESS] = "No bounce: it was delivered, or passed on.",
		[BOUNCE_KIND_FEEDBACK] =
			"No bounce, but a complaint: a reader called a mail of yours spam.",
		[BOUNCE_KIND_AUTO_REPLY] =
			"No bounce, but the answer of a program, such as that of an absent person.",
	};

	doc_add(doc, DOC_TITLE, *envelope->subject != '\0' ? envelope->subject : "A mail");
	doc_add(doc, DOC_TEXT, kinds[envelope->kind]);
	if (*envelope->text != '\0')
		doc_add_quote(doc, "What it says", envelope->text, "");
}

void
explain_text(Doc *doc, const BounceKb *kb, const BounceReport *report)
{
	size_t n = bounce_report_n_recipients(report);

	if (n == 0)
		add_nobody(doc, bounce_report_envelope(report));
	for (size_t i = 0; i < n; i++) {
		doc_add_space(doc);
		add_recipient(doc, kb, report, i);
	}
	explain_notes(doc, report);
}
