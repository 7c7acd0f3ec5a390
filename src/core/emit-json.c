/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/emit.h"

#include <json-glib/json-glib.h>

#include "core/explain-code.h"
#include "core/explain.h"
#include "core/policy.h"
#include "core/stats.h"

static void
add_member(JsonBuilder *json, const BounceRecordField *field, const void *record)
{
	char code[BOUNCE_STATUS_TEXT_MAX];

	json_builder_set_member_name(json, field->name);
	switch (field->type) {
	case BOUNCE_FIELD_TEXT:
	case BOUNCE_FIELD_CHOICE:
		json_builder_add_string_value(json, bounce_field_text(field, record));
		break;
	case BOUNCE_FIELD_STATUS:
		bounce_status_format(bounce_field_status(field, record), code);
		json_builder_add_string_value(json, code);
		break;
	case BOUNCE_FIELD_REPLY:
		if (bounce_field_reply(field, record) == 0)
			json_builder_add_null_value(json);
		else
			json_builder_add_int_value(json, bounce_field_reply(field, record));
		break;
	case BOUNCE_FIELD_DATE:
		if (bounce_field_date(field, record) == BOUNCE_DATE_NONE)
			json_builder_add_null_value(json);
		else
			json_builder_add_int_value(json, bounce_field_date(field, record));
		break;
	case BOUNCE_FIELD_FLAG:
		json_builder_add_boolean_value(json, bounce_field_flag(field, record));
		break;
	}
}

static void
add_members(JsonBuilder *json, BounceRecordFields fields, const void *record)
{
	for (size_t i = 0; i < fields.n; i++)
		add_member(json, &fields.field[i], record);
}

/* File names are bytes; JSON is UTF-8. */
static void
add_text(JsonBuilder *json, const char *name, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	json_builder_set_member_name(json, name);
	json_builder_add_string_value(json, valid);
}

static void
add_number(JsonBuilder *json, const char *name, gint64 number)
{
	json_builder_set_member_name(json, name);
	json_builder_add_int_value(json, number);
}

static void
add_notes(JsonBuilder *json, const BounceReport *report)
{
	json_builder_set_member_name(json, "notes");
	json_builder_begin_array(json);
	for (size_t i = 0; i < bounce_report_n_notes(report); i++)
		json_builder_add_string_value(json, bounce_report_note(report, i));
	json_builder_end_array(json);
}

static void
append(GString *out, JsonBuilder *json, bool pretty)
{
	g_autoptr(JsonGenerator) generator = json_generator_new();
	g_autoptr(JsonNode) root = json_builder_get_root(json);
	g_autofree char *text = NULL;

	json_generator_set_root(generator, root);
	json_generator_set_pretty(generator, pretty);
	text = json_generator_to_data(generator, NULL);
	g_string_append(out, text);
}

void
emit_record_json(GString *out, const char *file, const BounceReport *report, bool pretty)
{
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_object(json);
	add_text(json, "file", file);
	add_members(json, bounce_envelope_fields(), bounce_report_envelope(report));

	json_builder_set_member_name(json, "original");
	json_builder_begin_object(json);
	add_members(json, bounce_original_fields(), bounce_report_original(report));
	json_builder_end_object(json);

	json_builder_set_member_name(json, "recipients");
	json_builder_begin_array(json);
	for (size_t i = 0; i < bounce_report_n_recipients(report); i++) {
		json_builder_begin_object(json);
		add_members(json, bounce_recipient_fields(), bounce_report_recipient(report, i));
		json_builder_end_object(json);
	}
	json_builder_end_array(json);

	add_notes(json, report);
	json_builder_end_object(json);
	append(out, json, pretty);
}

void
emit_unreadable_json(GString *out, const char *file, const char *why, bool pretty)
{
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_object(json);
	add_text(json, "file", file);
	add_text(json, "kind", bounce_kind_name(BOUNCE_KIND_OTHER));
	json_builder_set_member_name(json, "recipients");
	json_builder_begin_array(json);
	json_builder_end_array(json);
	json_builder_set_member_name(json, "notes");
	json_builder_begin_array(json);
	json_builder_add_string_value(json, why);
	json_builder_end_array(json);
	json_builder_end_object(json);
	append(out, json, pretty);
}

static void
add_standing(JsonBuilder *json, const Standing *standing)
{
	add_text(json, "proof", proof_name(standing->proof));
	json_builder_set_member_name(json, "alive");
	if (standing->alive != 0)
		json_builder_add_int_value(json, standing->alive);
	else
		json_builder_add_null_value(json);
}

static void
add_mark(JsonBuilder *json, const Mark *mark)
{
	json_builder_set_member_name(json, "mark");
	json_builder_begin_object(json);
	add_text(json, "state", mark_state_name(mark->state));
	add_text(json, "by", mark->by);
	json_builder_set_member_name(json, "time");
	if (mark->state != MARK_NONE)
		json_builder_add_int_value(json, mark->time);
	else
		json_builder_add_null_value(json);
	add_text(json, "note", mark->note);
	json_builder_end_object(json);
}

static void
add_guards(JsonBuilder *json, GuardSet guards)
{
	json_builder_set_member_name(json, "guards");
	json_builder_begin_array(json);
	for (unsigned bit = 0; bit < N_GUARDS; bit++)
		if (guards & 1U << bit)
			json_builder_add_string_value(json, guard_name((GuardBit)bit));
	json_builder_end_array(json);
}

static void
add_latest_members(JsonBuilder *json, const Row *row)
{
	BounceRecordFields fields = bounce_recipient_fields();
	const BounceRecipient judged = model_judge(row, row->latest->to);

	for (size_t i = 0; i < fields.n; i++)
		if (!g_str_equal(fields.field[i].name, "address"))
			add_member(json, &fields.field[i], &judged);
}

void
emit_row_json(GString *out, const Row *row, bool pretty)
{
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_object(json);
	add_text(json, "address", row->address);
	add_text(json, "title", row->title);
	add_text(json, "group", row->group->title);
	add_number(json, "events", (gint64)row->n_events);
	add_number(json, "days", (gint64)row->n_days);
	add_number(json, "first", row->first);
	add_number(json, "last", row->last);
	add_standing(json, &row->standing);
	add_mark(json, &row->mark);
	add_guards(json, row->guards);
	add_text(json, "proposal", policy_proposal(row));
	if (row->latest->to)
		add_latest_members(json, row);

	json_builder_set_member_name(json, "messages");
	json_builder_begin_array(json);
	for (size_t i = 0; i < row->events->len; i++) {
		const Event *event = row->events->pdata[i];

		json_builder_add_string_value(json, event->message_id);
	}
	json_builder_end_array(json);
	json_builder_end_object(json);
	append(out, json, pretty);
}

static void
add_counts(JsonBuilder *json, const ModelCounts *counts)
{
	add_number(json, "files", (gint64)counts->n_files);
	add_number(json, "with_addresses", (gint64)counts->n_with_rows);
	add_number(json, "unrecognised", (gint64)counts->n_unrecognised);
	add_number(json, "other", (gint64)counts->n_other);
	add_number(json, "copies", (gint64)counts->n_copies);
	add_number(json, "unreadable", (gint64)counts->n_unreadable);
	add_number(json, "addresses", (gint64)counts->n_rows);
	add_number(json, "shown", (gint64)counts->n_shown);
	add_number(json, "events", (gint64)counts->n_events);
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
	add_text(json, "day", title);
	for (unsigned class = 0; class < BOUNCE_N_CLASSES; class ++)
		add_number(json, bounce_class_name(class), (gint64)n_by_class[class]);
	json_builder_end_object(json);
	return i;
}

static void
add_days(JsonBuilder *json, const Model *model)
{
	g_autoptr(Stats) stats = stats_new(model);

	json_builder_set_member_name(json, "per_day");
	json_builder_begin_array(json);
	for (guint i = 0; i < stats->dated->len;)
		i = add_day(json, stats->dated, i);
	json_builder_end_array(json);
}

void
emit_summary_json(GString *out, const Model *model)
{
	g_autoptr(JsonBuilder) json = json_builder_new();
	const ModelCounts *counts = model_counts(model);

	json_builder_begin_object(json);
	add_counts(json, counts);

	json_builder_set_member_name(json, "by_class");
	json_builder_begin_object(json);
	for (unsigned i = 0; i < BOUNCE_N_CLASSES; i++)
		add_number(json, bounce_class_name(i), (gint64)counts->n_by_class[i]);
	json_builder_end_object(json);

	json_builder_set_member_name(json, "by_kind");
	json_builder_begin_object(json);
	for (unsigned i = 0; i < BOUNCE_N_KINDS; i++)
		add_number(json, bounce_kind_name(i), (gint64)counts->n_by_kind[i]);
	json_builder_end_object(json);

	add_text(json, "group_by", model_grouping_names()[model_grouping(model)]);
	json_builder_set_member_name(json, "groups");
	json_builder_begin_array(json);
	for (size_t i = 0; i < model_n_groups(model); i++) {
		const Group *group = model_group(model, i);

		json_builder_begin_object(json);
		add_text(json, "title", group->title);
		add_number(json, "rows", group->rows->len);
		add_number(json, "events", (gint64)group->n_events);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
	add_days(json, model);
	json_builder_end_object(json);
	append(out, json, false);
	g_string_append_c(out, '\n');
}

/* ---- explain */

static void
add_null(JsonBuilder *json, const char *name)
{
	json_builder_set_member_name(json, name);
	json_builder_add_null_value(json);
}

static void
add_number_or_null(JsonBuilder *json, const char *name, unsigned number)
{
	if (number > 0)
		add_number(json, name, number);
	else
		add_null(json, name);
}

static void
add_knowledge(JsonBuilder *json, const BounceKnowledge *known)
{
	add_text(json, "title", known->title);
	add_text(json, "meaning", known->meaning);
	add_text(json, "causes", known->causes);
	add_text(json, "advice", known->advice);
	add_text(json, "practice", known->practice);
	add_text(json, "source", known->source);
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

	add_text(json, "match", matches[match]);
	add_text(json, "class", class ? class->known.title : "");
	add_text(json, "subject", subject ? subject->known.title : "");
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

	add_text(json, "match", info ? "code" : first ? "digits" : "none");
	add_text(json, "registered",
	         registrations[info ? info->registration : BOUNCE_REGISTRATION_NONE]);
	add_text(json, "first_digit", first ? first->known.meaning : "");
	add_text(json, "second_digit", second ? second->known.meaning : "");
	add_text(json, "dotted", info ? info->dotted : "");
	add_text(json, "reading", info && info->dotted_first ? "dotted" : "reply");
	if (info)
		add_knowledge(json, &info->known);
}

static void
add_field(JsonBuilder *json, const BounceFieldInfo *info)
{
	add_text(json, "code", info->name);
	add_text(json, "title", info->title);
	add_text(json, "meaning", info->meaning);
	add_text(json, "source", info->source);
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
	add_text(json, "kind", kinds[asked->kind]);
	if (asked->kind != ASKED_FIELD)
		add_text(json, "code", code);
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
	append(out, json, false);
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
	add_members(json, bounce_recipient_fields(), to);
	add_text(json, "title", reason ? reason->title : "");
	add_text(json, "meaning", reason ? reason->meaning : "");
	add_text(json, "advice", reason ? reason->advice : "");
	add_text(json, "note", rule ? rule->note : "");
	add_text(json, "source", rule ? rule->source : "");
	add_text(json, "status_meaning", status ? status->known.meaning : "");
	add_text(json, "reply_meaning", reply ? reply->known.meaning : "");
	add_number_or_null(json, "wait", explain_waiting(to));
	json_builder_end_object(json);
}

void
emit_text_json(GString *out, const BounceKb *kb, const BounceReport *report)
{
	const BounceEnvelope *envelope = bounce_report_envelope(report);
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_object(json);
	add_text(json, "kind", "text");
	add_text(json, "report", bounce_kind_name(envelope->kind));
	add_text(json, "format", envelope->format);
	add_text(json, "reporting_mta", envelope->reporting_mta);
	json_builder_set_member_name(json, "recipients");
	json_builder_begin_array(json);
	for (size_t i = 0; i < bounce_report_n_recipients(report); i++)
		add_explained(json, kb, bounce_report_recipient(report, i));
	json_builder_end_array(json);
	add_notes(json, report);
	json_builder_end_object(json);
	append(out, json, false);
	g_string_append_c(out, '\n');
}
