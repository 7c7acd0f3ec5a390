/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/emit-tree.h"

#include "core/explain-code.h"
#include "core/explain.h"
#include "core/stats.h"

static void
add_notes(JsonBuilder *json, const BounceReport *report)
{
	emit_begin_array(json, "notes");
	for (size_t i = 0; i < bounce_report_n_notes(report); i++)
		json_builder_add_string_value(json, bounce_report_note(report, i));
	json_builder_end_array(json);
}

void
emit_record_json(GString *out, const char *file, const BounceReport *report, bool pretty)
{
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_object(json);
	emit_add_text(json, "file", file);
	emit_add_members(json, bounce_envelope_fields(), bounce_report_envelope(report), NULL);

	emit_begin_object(json, "original");
	emit_add_members(json, bounce_original_fields(), bounce_report_original(report), NULL);
	json_builder_end_object(json);

	emit_begin_array(json, "recipients");
	for (size_t i = 0; i < bounce_report_n_recipients(report); i++) {
		json_builder_begin_object(json);
		emit_add_members(json, bounce_recipient_fields(),
		                 bounce_report_recipient(report, i), NULL);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);

	add_notes(json, report);
	json_builder_end_object(json);
	emit_append(out, json, pretty ? EMIT_JSON_PRETTY : EMIT_JSON);
}

void
emit_unreadable_json(GString *out, const char *file, const char *why, bool pretty)
{
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_object(json);
	emit_add_text(json, "file", file);
	emit_add_text(json, "kind", bounce_kind_name(BOUNCE_KIND_OTHER));
	emit_begin_array(json, "recipients");
	json_builder_end_array(json);
	emit_begin_array(json, "notes");
	json_builder_add_string_value(json, why);
	json_builder_end_array(json);
	json_builder_end_object(json);
	emit_append(out, json, pretty ? EMIT_JSON_PRETTY : EMIT_JSON);
}

static void
add_counts(JsonBuilder *json, const ModelCounts *counts)
{
	emit_add_number(json, "files", (gint64)counts->n_files);
	emit_add_number(json, "with_addresses", (gint64)counts->n_with_rows);
	emit_add_number(json, "unrecognised", (gint64)counts->n_unrecognised);
	emit_add_number(json, "other", (gint64)counts->n_other);
	emit_add_number(json, "copies", (gint64)counts->n_copies);
	emit_add_number(json, "unreadable", (gint64)counts->n_unreadable);
	emit_add_number(json, "addresses", (gint64)counts->n_rows);
	emit_add_number(json, "shown", (gint64)counts->n_shown);
	emit_add_number(json, "events", (gint64)counts->n_events);
}

/* Of one day, from the i-th dated bounce on; returns the next day's first. */
static guint
add_day(JsonBuilder *json, const GArray *dated, guint i)
{
	gint64 day = g_array_index(dated, StatsBounce, i).day;
	size_t n_by_class[BOUNCE_N_CLASSES] = {0};
	const StatsPeriod period = {.index = day, .n_units = 1};
	g_autofree char *title = stats_period_title(&period, STATS_UNIT_DAY);

	for (; i < dated->len && g_array_index(dated, StatsBounce, i).day == day; i++)
		n_by_class[g_array_index(dated, StatsBounce, i).class]++;

	json_builder_begin_object(json);
	emit_add_text(json, "day", title);
	for (unsigned class = 0; class < BOUNCE_N_CLASSES; class ++)
		emit_add_number(json, bounce_class_name(class), (gint64)n_by_class[class]);
	json_builder_end_object(json);
	return i;
}

static void
add_days(JsonBuilder *json, const Model *model)
{
	g_autoptr(Stats) stats = stats_new(model);

	emit_begin_array(json, "per_day");
	for (guint i = 0; i < stats->dated->len;)
		i = add_day(json, stats->dated, i);
	json_builder_end_array(json);
}

void
emit_summary(GString *out, const Model *model, EmitNotation notation)
{
	g_autoptr(JsonBuilder) json = json_builder_new();
	const ModelCounts *counts = model_counts(model);

	json_builder_begin_object(json);
	add_counts(json, counts);

	emit_begin_object(json, "by_class");
	for (unsigned i = 0; i < BOUNCE_N_CLASSES; i++)
		emit_add_number(json, bounce_class_name(i), (gint64)counts->n_by_class[i]);
	json_builder_end_object(json);

	emit_begin_object(json, "by_kind");
	for (unsigned i = 0; i < BOUNCE_N_KINDS; i++)
		emit_add_number(json, bounce_kind_name(i), (gint64)counts->n_by_kind[i]);
	json_builder_end_object(json);

	emit_add_text(json, "group_by", model_grouping_names()[model_grouping(model)]);
	emit_begin_array(json, "groups");
	for (size_t i = 0; i < model_n_groups(model); i++) {
		const Group *group = model_group(model, i);

		json_builder_begin_object(json);
		emit_add_text(json, "title", group->title);
		emit_add_number(json, "rows", group->rows->len);
		emit_add_number(json, "events", (gint64)group->n_events);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
	add_days(json, model);
	json_builder_end_object(json);
	emit_append(out, json, notation);
	g_string_append_c(out, '\n');
}

/* ---- explain */

static void
add_number_or_null(JsonBuilder *json, const char *name, unsigned number)
{
	if (number > 0)
		emit_add_number(json, name, number);
	else
		emit_add_null(json, name);
}

static void
add_knowledge(JsonBuilder *json, const BounceKnowledge *known)
{
	emit_add_text(json, "title", known->title);
	emit_add_text(json, "meaning", known->meaning);
	emit_add_text(json, "causes", known->causes);
	emit_add_text(json, "advice", known->advice);
	emit_add_text(json, "practice", known->practice);
	emit_add_text(json, "source", known->source);
}

static void
add_status(JsonBuilder *json, const BounceKb *kb, const Asked *asked)
{
	static const char *const matches[] = {
		[BOUNCE_MATCH_NONE] = "none",
		[BOUNCE_MATCH_CLASS] = "class",
		[BOUNCE_MATCH_SUBJECT] = "subject",
		[BOUNCE_MATCH_CODE] = "code",
	};
	BounceStatus status = asked->status;
	BounceMatch match;
	unsigned reply = explain_digits_of(status);

	/* of any class: what it means is the same in each */
	if (status.class == 0)
		status.class = 5;
	const BounceStatusInfo *info = bounce_kb_status(kb, status, &match);
	const BounceStatusInfo *class = bounce_kb_class(kb, asked->status.class);
	const BounceStatusInfo *subject = bounce_kb_subject(kb, status.subject);

	emit_add_text(json, "match", matches[match]);
	emit_add_text(json, "class", class ? class->known.title : "");
	emit_add_text(json, "subject", subject ? subject->known.title : "");
	add_number_or_null(json, "reply", bounce_kb_reply(kb, reply) ? reply : 0);
	if (info)
		add_knowledge(json, &info->known);
}

static void
add_reply(JsonBuilder *json, const BounceKb *kb, unsigned reply)
{
	static const char *const registrations[BOUNCE_N_REGISTRATIONS] = {
#define X(value, name) name,
		BOUNCE_REGISTRATIONS(X)
#undef X
	};
	const BounceReplyInfo *info = bounce_kb_reply(kb, reply);
	const BounceReplyInfo *first = bounce_kb_reply_first(kb, reply / 100);
	const BounceReplyInfo *second = bounce_kb_reply_second(kb, reply / 10 % 10);

	emit_add_text(json, "match", info ? "code" : first ? "digits" : "none");
	emit_add_text(json, "registered",
	              registrations[info ? info->registration : BOUNCE_REGISTRATION_NONE]);
	emit_add_text(json, "first_digit", first ? first->known.meaning : "");
	emit_add_text(json, "second_digit", second ? second->known.meaning : "");
	emit_add_text(json, "dotted", info ? info->dotted : "");
	emit_add_text(json, "reading", info && info->dotted_first ? "dotted" : "reply");
	if (info)
		add_knowledge(json, &info->known);
}

static void
add_field(JsonBuilder *json, const BounceFieldInfo *info)
{
	emit_add_text(json, "code", info->name);
	emit_add_text(json, "title", info->title);
	emit_add_text(json, "meaning", info->meaning);
	emit_add_text(json, "source", info->source);
}

void
emit_asked_json(GString *out, const BounceKb *kb, const Asked *asked)
{
	static const char *const kinds[] = {
		[ASKED_TEXT] = "text",
		[ASKED_STATUS] = "status",
		[ASKED_CLASS] = "class",
		[ASKED_SUBJECT] = "subject",
		[ASKED_REPLY] = "reply",
		[ASKED_FIRST] = "first-digit",
		[ASKED_SECOND] = "second-digit",
		[ASKED_FIELD] = "field",
		[ASKED_BAD] = "text",
	};
	g_autoptr(JsonBuilder) json = json_builder_new();
	g_autofree char *code = asked_code(asked);

	json_builder_begin_object(json);
	emit_add_text(json, "kind", kinds[asked->kind]);
	if (asked->kind != ASKED_FIELD)
		emit_add_text(json, "code", code);
	if (asked->kind == ASKED_STATUS)
		add_status(json, kb, asked);
	else if (asked->kind == ASKED_CLASS)
		add_knowledge(json, &bounce_kb_class(kb, asked->digit)->known);
	else if (asked->kind == ASKED_SUBJECT)
		add_knowledge(json, &bounce_kb_subject(kb, asked->digit)->known);
	else if (asked->kind == ASKED_REPLY)
		add_reply(json, kb, asked->reply);
	else if (asked->kind == ASKED_FIRST)
		add_knowledge(json, &bounce_kb_reply_first(kb, asked->digit)->known);
	else if (asked->kind == ASKED_SECOND)
		add_knowledge(json, &bounce_kb_reply_second(kb, asked->digit)->known);
	else if (asked->kind == ASKED_FIELD)
		add_field(json, asked->field);
	json_builder_end_object(json);
	emit_append(out, json, EMIT_JSON);
	g_string_append_c(out, '\n');
}

static void
add_explained(JsonBuilder *json, const BounceKb *kb, const BounceRecipient *to)
{
	const BounceReasonInfo *reason = bounce_kb_reason(kb, to->reason);
	const BounceRuleInfo *rule = bounce_kb_rule(kb, to->rule);
	const BounceStatusInfo *status = bounce_kb_status(kb, to->status, NULL);
	const BounceReplyInfo *reply = to->reply > 0 ? bounce_kb_reply(kb, to->reply) : NULL;

	json_builder_begin_object(json);
	emit_add_members(json, bounce_recipient_fields(), to, NULL);
	emit_add_text(json, "title", reason ? reason->title : "");
	emit_add_text(json, "meaning", reason ? reason->meaning : "");
	emit_add_text(json, "advice", reason ? reason->advice : "");
	emit_add_text(json, "note", rule ? rule->note : "");
	emit_add_text(json, "source", rule ? rule->source : "");
	emit_add_text(json, "status_meaning", status ? status->known.meaning : "");
	emit_add_text(json, "reply_meaning", reply ? reply->known.meaning : "");
	add_number_or_null(json, "wait", explain_waiting(to));
	json_builder_end_object(json);
}

void
emit_text_json(GString *out, const BounceKb *kb, const BounceReport *report)
{
	const BounceEnvelope *envelope = bounce_report_envelope(report);
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_object(json);
	emit_add_text(json, "kind", "text");
	emit_add_text(json, "report", bounce_kind_name(envelope->kind));
	emit_add_text(json, "format", envelope->format);
	emit_add_text(json, "reporting_mta", envelope->reporting_mta);
	emit_begin_array(json, "recipients");
	for (size_t i = 0; i < bounce_report_n_recipients(report); i++)
		add_explained(json, kb, bounce_report_recipient(report, i));
	json_builder_end_array(json);
	add_notes(json, report);
	json_builder_end_object(json);
	emit_append(out, json, EMIT_JSON);
	g_string_append_c(out, '\n');
}
