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
append(GString *out, JsonBuilder *json)
{
	g_autoptr(JsonGenerator) generator = json_generator_new();
	g_autoptr(JsonNode) root = json_builder_get_root(json);
	g_autofree char *text = NULL;

	json_generator_set_root(generator, root);
	text = json_generator_to_data(generator, NULL);
	g_string_append(out, text);
}

void
emit_record_json(GString *out, const char *file, const BounceReport *report)
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
	append(out, json);
}
