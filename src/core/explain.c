/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/explain.h"

#include "core/explain-code.h"

void
explain_group(Doc *doc, const BounceKb *kb, const Group *group)
{
	bool has_addresses = group->id != GROUP_UNRECOGNISED && group->id != GROUP_UNREADABLE;
	g_autofree char *counts =
		has_addresses ? g_strdup_printf("%zu %s, %zu %s", group->n_rows,
	                                        group->n_rows == 1 ? "address" : "addresses",
	                                        group->n_events,
	                                        group->n_events == 1 ? "bounce" : "bounces")
			      : g_strdup_printf("%zu %s", group->n_rows,
	                                        group->n_rows == 1 ? "mail" : "mails");
	const BounceStatusInfo *info = NULL;

	if (group->id <= GROUP_SECURITY)
		info = bounce_kb_subject(kb, group->id + 1);
	else if (group->id == GROUP_UNDEFINED)
		info = bounce_kb_subject(kb, 0);

	doc_add(doc, DOC_TITLE, group->title);
	doc_add(doc, DOC_TEXT, counts);
	doc_add_space(doc);
	if (!info) {
		doc_add(doc, DOC_TEXT, model_group_help(group->id));
		return;
	}
	doc_add_field(doc, "Meaning", info->meaning);
	explain_causes(doc, info->causes);
	doc_add_space(doc);
	doc_add_field(doc, "What to do", info->advice);
	doc_add_space(doc);
	doc_add_field(doc, "Source", info->source);
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
	if (!event->to)
		return g_strdup("names no address; see its text");

	const BounceStatusInfo *info = bounce_kb_status(kb, event->to->status, NULL);
	const BounceReasonInfo *reason = bounce_kb_reason(kb, event->to->reason);
	return g_strdup_printf("%s %s %s", bounce_status_format(event->to->status, code),
	                       classes[event->to->class],
	                       info     ? info->title
	                       : reason ? reason->title
	                                : "");
}
