/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/explain-code.h"
#include "core/explain.h"

#include <string.h>

static const DocStyle class_styles[BOUNCE_N_CLASSES] = {
	[BOUNCE_CLASS_UNKNOWN] = DOC_UNKNOWN, [BOUNCE_CLASS_HARD] = DOC_HARD,
	[BOUNCE_CLASS_SOFT] = DOC_SOFT,       [BOUNCE_CLASS_POLICY] = DOC_POLICY,
	[BOUNCE_CLASS_DELAYED] = DOC_DELAYED,
};

static const char *const class_words[BOUNCE_N_CLASSES] = {
	[BOUNCE_CLASS_UNKNOWN] = "UNKNOWN", [BOUNCE_CLASS_HARD] = "HARD",
	[BOUNCE_CLASS_SOFT] = "SOFT",       [BOUNCE_CLASS_POLICY] = "POLICY",
	[BOUNCE_CLASS_DELAYED] = "DELAYED",
};

static const char *const verdict_words[BOUNCE_N_VERDICTS] = {
	[BOUNCE_VERDICT_NONE] = "nothing has failed yet",
	[BOUNCE_VERDICT_KEEP] = "keep: this is no reason to remove the address",
	[BOUNCE_VERDICT_LATER] = "later: only if it is repeated on other days",
	[BOUNCE_VERDICT_REMOVE] = "remove: the address is dead",
};

/* Whose fault it is, after "It is ". */
static const char *const fault_words[BOUNCE_N_FAULTS] = {
	[BOUNCE_FAULT_UNKNOWN] = "not said",
	[BOUNCE_FAULT_ADDRESS] = "the address",
	[BOUNCE_FAULT_MAILBOX] = "the mailbox, or its owner",
	[BOUNCE_FAULT_SENDER] = "you: your server, domain or sender address",
	[BOUNCE_FAULT_MESSAGE] = "the message",
	[BOUNCE_FAULT_NETWORK] = "the network, or a server on the way",
	[BOUNCE_FAULT_TECHNICAL] = "the servers, which do not understand each other",
};

static const char *const permanence_words[BOUNCE_N_PERMANENCES] = {
	[BOUNCE_PERMANENCE_NONE] = "",
	[BOUNCE_PERMANENCE_TEMPORARY] = "temporary: the same mail may pass later",
	[BOUNCE_PERMANENCE_PERMANENT] = "permanent: it would be refused again",
};

static const char *const stage_words[BOUNCE_N_STAGES] = {
	[BOUNCE_STAGE_NONE] = "",
	[BOUNCE_STAGE_CONNECT] = "at the connection, before anybody was named",
	[BOUNCE_STAGE_HELO] = "at HELO, before anybody was named",
	[BOUNCE_STAGE_MAIL] = "at MAIL FROM, before the recipient was named",
	[BOUNCE_STAGE_RCPT] = "at RCPT TO, when the recipient was named",
	[BOUNCE_STAGE_DATA] = "at DATA, after the recipient was accepted",
	[BOUNCE_STAGE_END_OF_DATA] = "after the message, when the recipient was accepted",
	[BOUNCE_STAGE_LOCAL] = "within the reporting server; no other was asked",
};

/* "HARD (permanent): user unknown" */
static void
add_class(Doc *doc, const BounceRecipient *to, const BounceReasonInfo *reason)
{
	const char *permanence = bounce_permanence_name(to->permanence);
	bool is_said = to->permanence != BOUNCE_PERMANENCE_NONE;
	g_autofree char *text =
		g_strdup_printf("%s%s%s%s: %s", class_words[to->class], is_said ? " (" : "",
	                        is_said ? permanence : "", is_said ? ")" : "", reason->title);

	doc_add(doc, class_styles[to->class], text);
}

/* A full mailbox passes, though servers call it permanent. */
static const char *
describe_permanence(const BounceRecipient *to)
{
	if (to->permanence == BOUNCE_PERMANENCE_PERMANENT && to->class == BOUNCE_CLASS_SOFT)
		return "the server calls it permanent, but it may pass";
	return permanence_words[to->permanence];
}

static void
add_verdict(Doc *doc, const BounceRecipient *to, const BounceReasonInfo *reason)
{
	add_class(doc, to, reason);
	doc_add_field(doc, "Verdict", verdict_words[to->verdict]);
	doc_add_field(doc, "Held back", to->held);
	if (*to->diagnostic != '\0')
		doc_add_quote(doc, "Diagnostic", to->diagnostic, to->evidence);
	/* Courier, OpenSMTPD: the diagnostic says less than the words for people */
	if (!strstr(to->diagnostic, to->evidence))
		doc_add_quote(doc, "What was said", to->evidence, to->evidence);
	doc_add_space(doc);
	doc_add_field(doc, "Meaning", reason->meaning);
	doc_add_field(doc, "Whose fault", fault_words[to->fault]);
	doc_add_field(doc, "How long", describe_permanence(to));
}

/* What the rule, or the kind of code, is that decided. */
static char *
describe_rule(const BounceRecipient *to, const BounceRuleInfo *rule)
{
	char code[BOUNCE_STATUS_TEXT_MAX];

	if (rule)
		return g_strdup_printf("the words \"%s\" (rule %s)", to->evidence, rule->id);
	if (bounce_status_is_set(to->status))
		return g_strdup_printf("the code %s (%s)", bounce_status_format(to->status, code),
		                       bounce_status_source_name(to->status_source));
	if (to->reply > 0)
		return g_strdup_printf("the reply code %u", to->reply);
	return g_strdup("nothing: there is no code, and no words that are known");
}

static void
add_why(Doc *doc, const BounceKb *kb, const BounceRecipient *to)
{
	const BounceRuleInfo *rule = bounce_kb_rule(kb, to->rule);
	g_autofree char *decided = describe_rule(to, rule);

	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "Why this verdict");
	doc_add_field(doc, "Decided by", decided);
	if (rule) {
		doc_add_field(doc, "Note", rule->note);
		doc_add_field(doc, "Seen in", rule->source);
	}
	doc_add_field(doc, "Refused", stage_words[to->stage]);
	doc_add_field(doc, "Overruled", to->overruled);
	if (to->conflict)
		doc_add_field(doc, "Conflict",
		              rule ? "the codes, or code and words, contradict each other"
		                   : "the codes contradict each other");
	doc_add_field(doc, "Confidence", bounce_confidence_name(to->confidence));
}

/* That of the code where the reason says nothing. */
static const char *
choose_advice(const BounceKb *kb, const BounceRecipient *to, const BounceReasonInfo *reason)
{
	const BounceStatusInfo *info = bounce_kb_status(kb, to->status, NULL);
	bool is_explained = reason->fault != BOUNCE_FAULT_UNKNOWN;

	return is_explained || !info ? reason->advice : info->known.advice;
}

/* The advice of a reason may be to remove the address: not where that is held back. */
static void
add_advice(Doc *doc, const BounceRecipient *to, const char *advice)
{
	g_autofree char *first =
		g_strdup_printf("Do not remove the address for this: %s.", to->held);

	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "What to do");
	if (*to->held != '\0')
		doc_add(doc, DOC_TEXT, first);
	doc_add(doc, DOC_TEXT, advice);
}

/* The code once more, for what it means beside this reason. */
static void
add_code(Doc *doc, const BounceKb *kb, const BounceRecipient *to)
{
	const BounceStatusInfo *info = bounce_kb_status(kb, to->status, NULL);
	const BounceReplyInfo *reply = to->reply > 0 ? bounce_kb_reply(kb, to->reply) : NULL;
	char code[BOUNCE_STATUS_TEXT_MAX];
	g_autofree char *number = to->reply > 0 ? g_strdup_printf("Reply %u", to->reply) : NULL;

	if (!info && !reply)
		return;
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "What the codes say");
	if (info) {
		bounce_status_format(to->status, code);
		doc_add_field(doc, code, info->known.meaning);
		doc_add_field(doc, "In practice", info->known.practice);
	}
	if (reply)
		doc_add_field(doc, number, reply->known.meaning);
}

static void
add_title(Doc *doc, const BounceKb *kb, const BounceRecipient *to)
{
	if (bounce_status_is_set(to->status))
		explain_status_title(doc, kb, to->status);
	else if (to->reply > 0)
		explain_reply_title(doc, kb, to->reply);
	else
		doc_add(doc, DOC_TITLE, "No status code");
}

void
explain_verdict(Doc *doc, const BounceKb *kb, const BounceRecipient *to)
{
	const BounceReasonInfo *reason = bounce_kb_reason(kb, to->reason);

	add_title(doc, kb, to);
	if (!reason) {
		doc_add(doc, DOC_TEXT, "No bounce: it was delivered, or passed on.");
		return;
	}
	add_verdict(doc, to, reason);
	add_why(doc, kb, to);
	add_advice(doc, to, choose_advice(kb, to, reason));
	add_code(doc, kb, to);
}

void
explain_in_short(Doc *doc, const BounceKb *kb, const BounceRecipient *to)
{
	const BounceReasonInfo *reason = bounce_kb_reason(kb, to->reason);
	g_autofree char *decided = describe_rule(to, bounce_kb_rule(kb, to->rule));

	add_title(doc, kb, to);
	if (!reason)
		return;
	add_class(doc, to, reason);
	doc_add_field(doc, "Verdict", verdict_words[to->verdict]);
	doc_add_field(doc, "Held back", to->held);
	doc_add_field(doc, "Decided by", decided);
	doc_add_field(doc, "Diagnostic", to->diagnostic);
	doc_add_field(doc, "What to do",
	              *to->held ? "Do not remove the address for this."
	                        : choose_advice(kb, to, reason));
}

void
explain_code(Doc *doc, const BounceKb *kb, const BounceRecipient *to)
{
	if (bounce_status_is_set(to->status))
		explain_status(doc, kb, to->status);
	else if (to->reply > 0)
		explain_reply(doc, kb, to->reply);
}

/* ---- fields */

/* With what the field tells, where its title says more than its name. */
static void
add_field(Doc *doc, const BounceKb *kb, const char *name, const char *value)
{
	const BounceFieldInfo *info = bounce_kb_field(kb, name);

	if (*value == '\0')
		return;
	doc_add_identifier(doc, name, value);
	if (info)
		doc_add_labelled(doc, DOC_FAINT, "", info->title, CELLS_PROSE);
}

/* The two codes side by side, when they are two. */
static void
add_codes(Doc *doc, const BounceKb *kb, const BounceRecipient *to)
{
	char effective[BOUNCE_STATUS_TEXT_MAX], field[BOUNCE_STATUS_TEXT_MAX];
	g_autofree char *reply = to->reply ? g_strdup_printf("%u", to->reply) : NULL;
	g_autofree char *text = NULL;

	bounce_status_format(to->status, effective);
	bounce_status_format(to->status_field, field);
	if (bounce_status_is_set(to->status_field) &&
	    !bounce_status_equal(to->status, to->status_field)) {
		text = g_strdup_printf("%s (the Status field says %s)", effective, field);
		add_field(doc, kb, "Status", text);
	} else {
		add_field(doc, kb, "Status", effective);
	}
	if (reply)
		doc_add_field(doc, "SMTP reply", reply);
}

void
explain_fields(Doc *doc, const BounceKb *kb, const BounceReport *report, const BounceRecipient *to)
{
	const BounceEnvelope *envelope = bounce_report_envelope(report);
	g_autofree char *source = g_strdup_printf("%s (from %s)", to->address,
	                                          bounce_address_source_name(to->address_source));

	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "Fields");
	if (*to->address != '\0')
		doc_add_identifier(doc, "Address", source);
	if (!to->valid && *to->address != '\0')
		doc_add(doc, DOC_TEXT,
		        "This is no valid mail address (RFC 5321, RFC 6531); a list "
		        "cannot hold it.");
	add_field(doc, kb, "Final-Recipient", to->final_recipient);
	add_field(doc, kb, "Original-Recipient", to->original_recipient);
	add_field(doc, kb, "Action", bounce_action_name(to->action));
	add_codes(doc, kb, to);
	add_field(doc, kb, "Remote-MTA", to->remote_mta);
	add_field(doc, kb, "Reporting-MTA", envelope->reporting_mta);
}

void
explain_notes(Doc *doc, const BounceReport *report)
{
	if (bounce_report_n_notes(report) == 0)
		return;
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "Odd in this mail");
	for (size_t i = 0; i < bounce_report_n_notes(report); i++)
		doc_add_item(doc, DOC_TEXT, bounce_report_note(report, i));
}
