/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/emit-tree.h"

void
emit_add_text(JsonBuilder *json, const char *name, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	json_builder_set_member_name(json, name);
	json_builder_add_string_value(json, valid);
}

void
emit_add_number(JsonBuilder *json, const char *name, gint64 number)
{
	json_builder_set_member_name(json, name);
	json_builder_add_int_value(json, number);
}

void
emit_add_null(JsonBuilder *json, const char *name)
{
	json_builder_set_member_name(json, name);
	json_builder_add_null_value(json);
}

void
emit_begin_array(JsonBuilder *json, const char *name)
{
	json_builder_set_member_name(json, name);
	json_builder_begin_array(json);
}

void
emit_begin_object(JsonBuilder *json, const char *name)
{
	json_builder_set_member_name(json, name);
	json_builder_begin_object(json);
}

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

void
emit_add_members(JsonBuilder *json, BounceRecordFields fields, const void *record, const char *but)
{
	for (size_t i = 0; i < fields.n; i++)
		if (g_strcmp0(fields.field[i].name, but) != 0)
			add_member(json, &fields.field[i], record);
}

void
emit_add_guards(JsonBuilder *json, GuardSet guards)
{
	emit_begin_array(json, "guards");
	for (unsigned bit = 0; bit < N_GUARDS; bit++)
		if (guards & 1U << bit)
			json_builder_add_string_value(json, guard_name((GuardBit)bit));
	json_builder_end_array(json);
}

bool
emit_is_unseen(gunichar c)
{
	switch (g_unichar_type(c)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_UNASSIGNED:
		return true;
	default:
		return false;
	}
}

/* How far it is of ASCII. */
static size_t
ascii_length(const char *text)
{
	size_t len = 0;

	while (text[len] != '\0' && (guchar)text[len] < 0x80)
		len++;
	return len;
}

/* In JSON beyond ASCII stands in strings only, and the generator has seen to the rest. */
static void
append_json(GString *out, const char *text)
{
	while (*text) {
		size_t len = ascii_length(text);
		gunichar c;

		g_string_append_len(out, text, (gssize)len);
		text += len;
		if (*text == '\0')
			break;
		c = g_utf8_get_char(text);
		text = g_utf8_next_char(text);
		if (!emit_is_unseen(c))
			g_string_append_unichar(out, c);
		else if (c < 0x10000)
			g_string_append_printf(out, "\\u%04x", c);
		else /* RFC 8259 section 7: as two */
			g_string_append_printf(out, "\\u%04x\\u%04x", 0xd7c0 + (c >> 10),
			                       0xdc00 + (c & 0x3ff));
	}
}

void
emit_append_node(GString *out, JsonNode *node, EmitNotation notation)
{
	g_autoptr(JsonGenerator) generator = json_generator_new();
	g_autofree char *text = NULL;

	if (notation == EMIT_SEXP) {
		emit_append_sexp(out, node);
		return;
	}
	json_generator_set_root(generator, node);
	json_generator_set_pretty(generator, notation == EMIT_JSON_PRETTY);
	text = json_generator_to_data(generator, NULL);
	append_json(out, text);
}

void
emit_append(GString *out, JsonBuilder *json, EmitNotation notation)
{
	g_autoptr(JsonNode) root = json_builder_get_root(json);

	emit_append_node(out, root, notation);
}
