/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/explain-code.h"

#include "core/explain.h"

void
explain_causes(Doc *doc, const char *causes)
{
	g_auto(GStrv) list = g_strsplit(causes, " | ", -1);

	if (*causes == '\0')
		return;
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "Likely causes");
	for (char **cause = list; *cause; cause++)
		doc_add_item(doc, DOC_TEXT, *cause);
}

/* Which part of the code is not registered, so that what follows is about less. */
static void
add_fallback(Doc *doc, BounceStatus status, BounceMatch match)
{
	g_autofree char *text = NULL;

	if (match == BOUNCE_MATCH_SUBJECT)
		text = g_strdup_printf("Detail %u of subject %u is not registered. This is what "
		                       "the subject X.%u means:",
		                       status.detail, status.subject, status.subject);
	else if (match == BOUNCE_MATCH_CLASS)
		text = g_strdup_printf("Subject %u is not registered. This is what the class %u "
		                       "means:",
		                       status.subject, status.class);
	if (text)
		doc_add(doc, DOC_TEXT, text);
}

static void
add_class_and_subject(Doc *doc, const BounceKb *kb, BounceStatus status)
{
	const BounceStatusInfo *class = bounce_kb_class(kb, status.class);
	const BounceStatusInfo *subject = bounce_kb_subject(kb, status.subject);
	g_autofree char *class_text =
		class ? g_strdup_printf("%u  %s", status.class, class->title) : NULL;
	g_autofree char *subject_text =
		subject ? g_strdup_printf("X.%u  %s", status.subject, subject->title) : NULL;

	if (class_text)
		doc_add_field(doc, "Class", class_text);
	if (subject_text)
		doc_add_field(doc, "Subject", subject_text);
}

void
explain_status_title(Doc *doc, const BounceKb *kb, BounceStatus status)
{
	char code[BOUNCE_STATUS_TEXT_MAX];
	BounceMatch match;
	const BounceStatusInfo *info = bounce_kb_status(kb, status, &match);
	g_autofree char *title = NULL;

	title = g_strdup_printf("%s  %s", bounce_status_format(status, code),
	                        match == BOUNCE_MATCH_CODE ? info->title : "not a registered code");
	doc_add(doc, DOC_TITLE, title);
}

void
explain_status_text(Doc *doc, const BounceKb *kb, BounceStatus status)
{
	BounceMatch match;
	const BounceStatusInfo *info = bounce_kb_status(kb, status, &match);

	if (!info)
		return;
	doc_add_space(doc);
	add_fallback(doc, status, match);
	doc_add_field(doc, "Meaning", info->meaning);
	explain_causes(doc, info->causes);
	doc_add_space(doc);
	doc_add_field(doc, "What to do", info->advice);
	if (*info->practice != '\0')
		doc_add_space(doc);
	doc_add_field(doc, "In practice", info->practice);
	doc_add_space(doc);
	doc_add_field(doc, "Source", info->source);
}

void
explain_status(Doc *doc, const BounceKb *kb, BounceStatus status)
{
	explain_status_title(doc, kb, status);
	add_class_and_subject(doc, kb, status);
	explain_status_text(doc, kb, status);
}

void
explain_reply_title(Doc *doc, const BounceKb *kb, unsigned reply)
{
	const BounceReplyInfo *info = bounce_kb_reply(kb, reply);
	g_autofree char *title =
		g_strdup_printf("%u  %s", reply, info ? info->title : "not a known reply code");

	doc_add(doc, DOC_TITLE, title);
}
