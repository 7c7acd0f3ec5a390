/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/explain.h"

#include "core/explain-code.h"
#include "core/tally.h"

static void
add_group_size(Doc *doc, const Group *group)
{
	guint n_rows = group->rows->len;
	g_autofree char *counts = NULL;

	if (group->kind == GROUP_ADDRESSES)
		counts = g_strdup_printf("%u %s, %zu %s", n_rows,
		                         n_rows == 1 ? "address" : "addresses", group->n_events,
		                         group->n_events == 1 ? "bounce" : "bounces");
	else
		counts = g_strdup_printf("%u %s", n_rows, n_rows == 1 ? "mail" : "mails");
	doc_add(doc, DOC_TEXT, counts);
	doc_add_space(doc);
}

static void
add_subject_text(Doc *doc, const BounceKb *kb, BounceStatus status)
{
	const BounceStatusInfo *info = bounce_kb_subject(kb, status.subject);

	if (!info) {
		doc_add(doc, DOC_TEXT,
		        "Codes whose second number is not registered: only the class in front of "
		        "it says anything, and the diagnostic text.");
		return;
	}
	explain_knowledge(doc, &info->known);
}

static void
add_reason_text(Doc *doc, const BounceReasonInfo *reason)
{
	doc_add_field(doc, "Meaning", reason->meaning);
	doc_add_space(doc);
	doc_add_field(doc, "What to do", reason->advice);
	doc_add_space(doc);
	doc_add_field(doc, "Source", reason->source);
}

/* What the addresses of a group are like. */
static void
add_rows_text(Doc *doc, const BounceKb *kb, const Group *group)
{
	g_autoptr(Tally) classes = tally_new();
	g_autoptr(Tally) reasons = tally_new();

	for (guint i = 0; i < group->rows->len; i++) {
		const Row *row = group->rows->pdata[i];
		const BounceRecipient *to = row->latest->to;
		const BounceReasonInfo *reason = bounce_kb_reason(kb, to->reason);

		tally_add(classes, bounce_class_name(to->class));
		tally_add(reasons, reason ? reason->title : to->reason);
	}

	g_autofree char *classes_text = tally_text(classes);
	g_autofree char *reasons_text = tally_text(reasons);

	doc_add_field(doc, "Classes", classes_text);
	doc_add_field(doc, "Reasons", reasons_text);
}

/* Of what the addresses have in common one is as good as all. */
static void
add_common_text(Doc *doc, const BounceKb *kb, const Group *group)
{
	const Row *row = group->rows->pdata[0];
	const BounceRecipient *to = row->latest->to;
	const BounceReasonInfo *reason = bounce_kb_reason(kb, to->reason);
	bool by_code = group->by == GROUPING_CODE || group->by == GROUPING_SUBJECT;

	if (by_code && !bounce_status_is_set(to->status))
		doc_add(doc, DOC_TEXT,
		        "Reports that name the address but no status code. The diagnostic text is "
		        "all there is to go by.");
	else if (group->by == GROUPING_SUBJECT)
		add_subject_text(doc, kb, to->status);
	else if (group->by == GROUPING_CODE)
		explain_status_text(doc, kb, to->status);
	else if (group->by == GROUPING_REASON && reason)
		add_reason_text(doc, reason);
	else
		add_rows_text(doc, kb, group);
}

void
explain_group(Doc *doc, const BounceKb *kb, const Group *group)
{
	doc_add(doc, DOC_TITLE, group->title);
	add_group_size(doc, group);
	if (group->kind == GROUP_ADDRESSES)
		add_common_text(doc, kb, group);
	else
		doc_add(doc, DOC_TEXT, model_group_help(group->kind));
}

char *
explain_brief(const BounceKb *kb, const Event *event)
{
	static const char *const classes[BOUNCE_N_CLASSES] = {
		[BOUNCE_CLASS_UNKNOWN] = "UNKNOWN", [BOUNCE_CLASS_HARD] = "HARD",
		[BOUNCE_CLASS_SOFT] = "SOFT",       [BOUNCE_CLASS_POLICY] = "POLICY",
		[BOUNCE_CLASS_DELAYED] = "DELAYED",
	};
	char code[BOUNCE_STATUS_TEXT_MAX];

	if (*event->error != '\0')
		return g_strdup(event->error);
	if (!event->to && !model_is_bounce(event->report))
		return g_strdup_printf(
			"no bounce: %s",
			bounce_kind_name(bounce_report_envelope(event->report)->kind));
	if (!event->to)
		return g_strdup("names no address; see its text");

	const BounceStatusInfo *info = bounce_kb_status(kb, event->to->status, NULL);
	const BounceReasonInfo *reason = bounce_kb_reason(kb, event->to->reason);
	return g_strdup_printf("%s %s %s", bounce_status_format(event->to->status, code),
	                       classes[event->to->class],
	                       info     ? info->known.title
	                       : reason ? reason->title
	                                : "");
}
