/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/explain-code.h"

#include <string.h>

#include "core/explain.h"

/* Of three digits (RFC 3463 section 2). */
#define DETAIL_MAX 999

unsigned
explain_digits_of(BounceStatus status)
{
	if (status.subject > 9 || status.detail > 9)
		return 0;
	return status.class * 100u + status.subject * 10u + status.detail;
}

static void
add_causes(Doc *doc, const char *causes)
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
add_subject(Doc *doc, const BounceKb *kb, unsigned subject)
{
	const BounceStatusInfo *info = bounce_kb_subject(kb, subject);
	g_autofree char *text =
		info ? g_strdup_printf("X.%u  %s", subject, info->known.title) : NULL;

	if (text)
		doc_add_field(doc, "Subject", text);
}

static void
add_class(Doc *doc, const BounceKb *kb, unsigned class)
{
	const BounceStatusInfo *info = bounce_kb_class(kb, class);
	g_autofree char *text = info ? g_strdup_printf("%u  %s", class, info->known.title) : NULL;

	if (text)
		doc_add_field(doc, "Class", text);
}

void
explain_status_title(Doc *doc, const BounceKb *kb, BounceStatus status)
{
	char code[BOUNCE_STATUS_TEXT_MAX];
	BounceMatch match;
	const BounceStatusInfo *info = bounce_kb_status(kb, status, &match);
	g_autofree char *title = NULL;

	title = g_strdup_printf("%s  %s", bounce_status_format(status, code),
	                        match == BOUNCE_MATCH_CODE ? info->known.title
	                                                   : "not a registered code");
	doc_add(doc, DOC_TITLE, title);
}

void
explain_knowledge(Doc *doc, const BounceKnowledge *known)
{
	doc_add_field(doc, "Meaning", known->meaning);
	add_causes(doc, known->causes);
	if (*known->advice != '\0')
		doc_add_space(doc);
	doc_add_field(doc, "What to do", known->advice);
	if (*known->practice != '\0')
		doc_add_space(doc);
	doc_add_field(doc, "In practice", known->practice);
	doc_add_space(doc);
	doc_add_field(doc, "Source", known->source);
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
	if (match == BOUNCE_MATCH_CODE && !info->registered)
		doc_add(doc, DOC_TEXT, "A vendor's own code; it is not registered.");
	explain_knowledge(doc, &info->known);
}

/* "5.5.0" for 550 */
static void
add_same_digits(Doc *doc, const BounceKb *kb, BounceStatus status)
{
	unsigned reply = explain_digits_of(status);
	const BounceReplyInfo *info = reply > 0 ? bounce_kb_reply(kb, reply) : NULL;

	/* written so, 523 means this very code */
	if (!info || (*info->dotted != '\0' && info->registration < BOUNCE_REGISTRATION_STANDARD))
		return;
	g_autofree char *text = g_strdup_printf(
		"The digits are those of the SMTP reply %u; some pages write replies with dots. "
		"That reply: %s. %s",
		reply, info->known.title, info->known.meaning);
	doc_add_space(doc);
	doc_add(doc, DOC_TEXT, text);
}

void
explain_status(Doc *doc, const BounceKb *kb, BounceStatus status)
{
	explain_status_title(doc, kb, status);
	add_class(doc, kb, status.class);
	add_subject(doc, kb, status.subject);
	explain_status_text(doc, kb, status);
	add_same_digits(doc, kb, status);
}

/* The reason that the code gives a bounce whose words are not known. */
static void
add_stands_for(Doc *doc, const BounceKb *kb, BounceStatus status)
{
	const BounceStatusInfo *info = bounce_kb_status(kb, status, NULL);
	const char *id = status.class == 4 ? info->reason_temporary : info->reason_permanent;
	const BounceReasonInfo *reason = bounce_kb_reason(kb, id);
	g_autofree char *text = NULL;

	if (!reason)
		return;
	text = g_strdup_printf("%s (%s): where the words of the server say no more", reason->title,
	                       bounce_class_name(reason->class));
	doc_add_space(doc);
	doc_add_field(doc, "Stands for", text);
}

static bool
is_registered(const BounceKb *kb, BounceStatus status)
{
	BounceMatch match;
	const BounceStatusInfo *info = bounce_kb_status(kb, status, &match);

	return match == BOUNCE_MATCH_CODE && info->registered;
}

void
explain_related(Doc *doc, const BounceKb *kb, BounceStatus status)
{
	BounceStatus other = status;
	char code[BOUNCE_STATUS_TEXT_MAX];

	if (!bounce_status_is_set(status) || !bounce_kb_subject(kb, status.subject))
		return;
	add_stands_for(doc, kb, status);
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "Related codes");
	for (other.detail = 0; other.detail <= DETAIL_MAX; other.detail++)
		if (other.detail != status.detail && is_registered(kb, other))
			doc_add_labelled(doc, DOC_KEY, bounce_status_format(other, code),
			                 bounce_kb_status(kb, other, NULL)->known.title, 0);
}

void
explain_reply_title(Doc *doc, const BounceKb *kb, unsigned reply)
{
	const BounceReplyInfo *info = bounce_kb_reply(kb, reply);
	g_autofree char *title = g_strdup_printf(
		"%u  %s", reply, info ? info->known.title : "not a known reply code");

	doc_add(doc, DOC_TITLE, title);
}

void
explain_any_class(Doc *doc, const BounceKb *kb, unsigned subject, unsigned detail)
{
	/* what it means is the same in each */
	BounceStatus status = {5, (uint16_t)subject, (uint16_t)detail};
	BounceMatch match;
	const BounceStatusInfo *info = bounce_kb_status(kb, status, &match);
	g_autofree char *title = g_strdup_printf(
		"X.%u.%u  %s", subject, detail,
		match == BOUNCE_MATCH_CODE ? info->known.title : "not a registered code");

	doc_add(doc, DOC_TITLE, title);
	doc_add_field(doc, "Class", "X  any of 2 (success), 4 (not now) and 5 (not at all)");
	add_subject(doc, kb, subject);
	explain_status_text(doc, kb, status);
}

/* ---- replies */

static void
add_digit(Doc *doc, const char *label, unsigned digit, const BounceReplyInfo *info)
{
	g_autofree char *text = info ? g_strdup_printf("%u  %s", digit, info->known.title) : NULL;

	if (text)
		doc_add_field(doc, label, text);
}

static void
add_reply_page(Doc *doc, const BounceKb *kb, unsigned reply)
{
	static const char *const registrations[BOUNCE_N_REGISTRATIONS] = {
		[BOUNCE_REGISTRATION_NONE] = "not registered",
		[BOUNCE_REGISTRATION_DRAFT] = "proposed once, never registered",
		[BOUNCE_REGISTRATION_EXTENSION] = "an SMTP reply of an extension",
		[BOUNCE_REGISTRATION_STANDARD] = "an SMTP reply of the standard",
	};
	const BounceReplyInfo *info = bounce_kb_reply(kb, reply);
	const BounceReplyInfo *first = bounce_kb_reply_first(kb, reply / 100);
	const BounceReplyInfo *second = bounce_kb_reply_second(kb, reply / 10 % 10);

	explain_reply_title(doc, kb, reply);
	if (info)
		doc_add_field(doc, "Reply code", registrations[info->registration]);
	/* 101, 111, 605 are numbers of programs, and their digits say nothing */
	if (!info || (reply >= 200 && first)) {
		add_digit(doc, "First digit", reply / 100, first);
		add_digit(doc, "Second digit", reply / 10 % 10, second);
	}
	doc_add_space(doc);
	if (info) {
		explain_knowledge(doc, &info->known);
		return;
	}
	doc_add(doc, DOC_TEXT, "What is known is what its digits say:");
	if (first)
		doc_add_item(doc, DOC_TEXT, first->known.meaning);
	if (second)
		doc_add_item(doc, DOC_TEXT, second->known.meaning);
}

static BounceStatus
other_reading(const BounceReplyInfo *info)
{
	BounceStatus status = BOUNCE_STATUS_NONE;

	if (info)
		bounce_status_parse(info->dotted, strlen(info->dotted), &status);
	return status;
}

void
explain_reply(Doc *doc, const BounceKb *kb, unsigned reply)
{
	const BounceReplyInfo *info = bounce_kb_reply(kb, reply);
	BounceStatus dotted = other_reading(info);
	g_autofree char *heading = NULL;

	if (!bounce_status_is_set(dotted)) {
		add_reply_page(doc, kb, reply);
		return;
	}
	if (info->dotted_first) {
		heading = g_strdup_printf("%u is as a rule %s, written without dots.", reply,
		                          info->dotted);
		doc_add(doc, DOC_TEXT, heading);
		doc_add_space(doc);
		explain_status(doc, kb, dotted);
		doc_add_space(doc);
		doc_add(doc, DOC_TEXT, "As an SMTP reply:");
		doc_add_space(doc);
		add_reply_page(doc, kb, reply);
		return;
	}
	heading = g_strdup_printf("Some write %s without dots and mean that code:", info->dotted);
	add_reply_page(doc, kb, reply);
	doc_add_space(doc);
	doc_add(doc, DOC_TEXT, heading);
	doc_add_space(doc);
	explain_status_title(doc, kb, dotted);
	explain_status_text(doc, kb, dotted);
}

void
explain_dotted_reply(Doc *doc, const BounceKb *kb, unsigned reply)
{
	g_autofree char *text = g_strdup_printf(
		"%u.%u.%u is no valid enhanced code: their class, the first number, can only be "
		"2, 4 or 5 (RFC 3463). Some pages write replies with dots; this is %u.",
		reply / 100, reply / 10 % 10, reply % 10, reply);

	doc_add(doc, DOC_TEXT, text);
	doc_add_space(doc);
	explain_reply(doc, kb, reply);
}

/* A page on one of the numbers that make a code. */
static void
add_part_page(Doc *doc, const char *code, const char *what, const BounceKnowledge *known)
{
	g_autofree char *title = g_strdup_printf("%s  %s", code, known->title);

	doc_add(doc, DOC_TITLE, title);
	doc_add(doc, DOC_TEXT, what);
	doc_add_space(doc);
	explain_knowledge(doc, known);
}

void
explain_class(Doc *doc, const BounceKb *kb, unsigned class)
{
	g_autofree char *code = g_strdup_printf("%u.X.X", class);

	add_part_page(doc, code, "The class: the first number of an enhanced code.",
	              &bounce_kb_class(kb, class)->known);
}

void
explain_subject(Doc *doc, const BounceKb *kb, unsigned subject)
{
	g_autofree char *code = g_strdup_printf("X.%u.X", subject);

	add_part_page(doc, code, "The subject: the second number of an enhanced code.",
	              &bounce_kb_subject(kb, subject)->known);
}

void
explain_digit(Doc *doc, const char *code, const BounceReplyInfo *info)
{
	add_part_page(doc, code, "A digit of an SMTP reply code, such as 550.", &info->known);
}

void
explain_field(Doc *doc, const BounceFieldInfo *info)
{
	g_autofree char *title = g_strdup_printf("%s  %s", info->name, info->title);

	doc_add(doc, DOC_TITLE, title);
	doc_add_space(doc);
	doc_add_field(doc, "Meaning", info->meaning);
	doc_add_space(doc);
	doc_add_field(doc, "Source", info->source);
}
