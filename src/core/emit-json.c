/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/emit.h"

#include <json-glib/json-glib.h>

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

	json_builder_set_member_name(json, "notes");
	json_builder_begin_array(json);
	for (size_t i = 0; i < bounce_report_n_notes(report); i++)
		json_builder_add_string_value(json, bounce_report_note(report, i));
	json_builder_end_array(json);
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
	add_number(json, "events", row->events->len);
	add_number(json, "days", (gint64)row->n_days);
	add_number(json, "first", row->first);
	add_number(json, "last", row->last);
	add_standing(json, &row->standing);
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
	add_number(json, "events", (gint64)counts->n_events);
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
	json_builder_end_object(json);
	append(out, json, false);
	g_string_append_c(out, '\n');
}

void
emit_status_json(GString *out, const BounceKb *kb, BounceStatus status)
{
	static const char *const matches[] = {
		[BOUNCE_MATCH_NONE] = "none",
		[BOUNCE_MATCH_CLASS] = "class",
		[BOUNCE_MATCH_SUBJECT] = "subject",
		[BOUNCE_MATCH_CODE] = "code",
	};
	g_autoptr(JsonBuilder) json = json_builder_new();
	char code[BOUNCE_STATUS_TEXT_MAX];
	BounceMatch match;
	const BounceStatusInfo *info = bounce_kb_status(kb, status, &match);

	json_builder_begin_object(json);
	add_text(json, "code", bounce_status_format(status, code));
	add_text(json, "match", matches[match]);
	if (info) {
		add_text(json, "title", info->title);
		add_text(json, "meaning", info->meaning);
		add_text(json, "causes", info->causes);
		add_text(json, "advice", info->advice);
		add_text(json, "practice", info->practice);
		add_text(json, "source", info->source);
	}
	json_builder_end_object(json);
	append(out, json, false);
	g_string_append_c(out, '\n');
}
