/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stored form of a report: (envelope, original, recipients, notes), each
 * record a tuple whose members are the rows of its table.
 */
#include <bounce/error.h>
#include <bounce/report.h>

#include "bounds.h"
#include "report-build.h"

GQuark
bounce_error_quark(void)
{
	return g_quark_from_static_string("bounce-error");
}

static char
type_letter(BounceFieldType type)
{
	switch (type) {
	case BOUNCE_FIELD_TEXT:
		return 's';
	case BOUNCE_FIELD_CHOICE:
		return 'y';
	case BOUNCE_FIELD_STATUS:
		return 'u';
	case BOUNCE_FIELD_REPLY:
		return 'q';
	case BOUNCE_FIELD_DATE:
		return 'x';
	case BOUNCE_FIELD_FLAG:
		return 'b';
	}
	g_assert_not_reached();
}

static void
append_record_type(GString *type, BounceRecordFields fields)
{
	g_string_append_c(type, '(');
	for (size_t i = 0; i < fields.n; i++)
		g_string_append_c(type, type_letter(fields.field[i].type));
	g_string_append_c(type, ')');
}

GVariantType *
bounce_report_variant_type(void)
{
	g_autoptr(GString) type = g_string_new("(");

	append_record_type(type, bounce_envelope_fields());
	append_record_type(type, bounce_original_fields());
	g_string_append_c(type, 'a');
	append_record_type(type, bounce_recipient_fields());
	g_string_append(type, "as)");
	return g_variant_type_new(type->str);
}

static guint32
pack_status(BounceStatus status)
{
	return (guint32)status.class << 24 | (guint32)status.subject << 12 | status.detail;
}

static GVariant *
member_to_variant(const BounceRecordField *field, const void *record)
{
	const guchar *at = (const guchar *)record + field->offset;

	switch (field->type) {
	case BOUNCE_FIELD_TEXT:
		return g_variant_new_string(bounce_field_text(field, record));
	case BOUNCE_FIELD_CHOICE:
		return g_variant_new_byte((guchar) * (const unsigned *)at);
	case BOUNCE_FIELD_STATUS:
		return g_variant_new_uint32(pack_status(bounce_field_status(field, record)));
	case BOUNCE_FIELD_REPLY:
		return g_variant_new_uint16((guint16)bounce_field_reply(field, record));
	case BOUNCE_FIELD_DATE:
		return g_variant_new_int64(bounce_field_date(field, record));
	case BOUNCE_FIELD_FLAG:
		return g_variant_new_boolean(bounce_field_flag(field, record));
	}
	g_assert_not_reached();
}

static GVariant *
record_to_variant(const void *record, BounceRecordFields fields)
{
	g_auto(GVariantBuilder) tuple = G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE_TUPLE);

	for (size_t i = 0; i < fields.n; i++)
		g_variant_builder_add_value(&tuple, member_to_variant(&fields.field[i], record));
	return g_variant_builder_end(&tuple);
}

static GVariant *
recipients_to_variant(const BounceReport *report)
{
	g_autoptr(GString) type = g_string_new("a");
	append_record_type(type, bounce_recipient_fields());
	g_auto(GVariantBuilder) array = G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE(type->str));

	for (size_t i = 0; i < bounce_report_n_recipients(report); i++)
		g_variant_builder_add_value(&array,
		                            record_to_variant(bounce_report_recipient(report, i),
		                                              bounce_recipient_fields()));
	return g_variant_builder_end(&array);
}

GVariant *
bounce_report_to_variant(const BounceReport *report)
{
	g_auto(GVariantBuilder) whole = G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE_TUPLE);
	g_auto(GVariantBuilder) notes = G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE("as"));

	for (size_t i = 0; i < bounce_report_n_notes(report); i++)
		g_variant_builder_add(&notes, "s", bounce_report_note(report, i));

	g_variant_builder_add_value(&whole, record_to_variant(bounce_report_envelope(report),
	                                                      bounce_envelope_fields()));
	g_variant_builder_add_value(&whole, record_to_variant(bounce_report_original(report),
	                                                      bounce_original_fields()));
	g_variant_builder_add_value(&whole, recipients_to_variant(report));
	g_variant_builder_add_value(&whole, g_variant_builder_end(&notes));
	return g_variant_builder_end(&whole);
}

/* ---- and back */

static bool
read_status(GVariant *value, BounceStatus *status)
{
	guint32 packed = g_variant_get_uint32(value);
	BounceStatus read = {(uint8_t)(packed >> 24), packed >> 12 & 0xFFF, packed & 0xFFF};

	if (read.class != 0 && read.class != 2 && read.class != 4 && read.class != 5)
		return false;
	if (read.subject > 999 || read.detail > 999)
		return false;
	*status = read;
	return true;
}

static bool
read_member(BounceReportBuilder *builder, const BounceRecordField *field, GVariant *value,
            void *record)
{
	void *at = (char *)record + field->offset;

	switch (field->type) {
	case BOUNCE_FIELD_TEXT:
		*(const char **)at = bounce_report_builder_keep(
			builder, bounce_slice(g_variant_get_string(value, NULL)), G_MAXSIZE);
		return true;
	case BOUNCE_FIELD_CHOICE:
		*(unsigned *)at = g_variant_get_byte(value);
		return *(unsigned *)at < field->n_names;
	case BOUNCE_FIELD_STATUS:
		return read_status(value, at);
	case BOUNCE_FIELD_REPLY:
		*(unsigned *)at = g_variant_get_uint16(value);
		return true;
	case BOUNCE_FIELD_DATE:
		*(gint64 *)at = g_variant_get_int64(value);
		return true;
	case BOUNCE_FIELD_FLAG:
		*(bool *)at = g_variant_get_boolean(value);
		return true;
	}
	g_assert_not_reached();
}

static bool
read_record(BounceReportBuilder *builder, BounceRecordFields fields, GVariant *tuple, void *record)
{
	for (size_t i = 0; i < fields.n; i++) {
		g_autoptr(GVariant) value = g_variant_get_child_value(tuple, i);

		if (!read_member(builder, &fields.field[i], value, record))
			return false;
	}
	return true;
}

static bool
read_recipients(BounceReportBuilder *builder, GVariant *array)
{
	for (size_t i = 0; i < g_variant_n_children(array); i++) {
		g_autoptr(GVariant) tuple = g_variant_get_child_value(array, i);
		BounceRecipient *to = bounce_report_builder_add(builder);

		if (!to || !read_record(builder, bounce_recipient_fields(), tuple, to))
			return false;
	}
	return true;
}

static bool
read_report(BounceReportBuilder *builder, GVariant *variant)
{
	g_autoptr(GVariant) envelope = g_variant_get_child_value(variant, 0);
	g_autoptr(GVariant) original = g_variant_get_child_value(variant, 1);
	g_autoptr(GVariant) recipients = g_variant_get_child_value(variant, 2);
	g_autoptr(GVariant) notes = g_variant_get_child_value(variant, 3);

	if (!read_record(builder, bounce_envelope_fields(), envelope,
	                 bounce_report_builder_envelope(builder)) ||
	    !read_record(builder, bounce_original_fields(), original,
	                 bounce_report_builder_original(builder)) ||
	    !read_recipients(builder, recipients) || g_variant_n_children(notes) > BOUNCE_NOTES_MAX)
		return false;

	for (size_t i = 0; i < g_variant_n_children(notes); i++) {
		g_autoptr(GVariant) note = g_variant_get_child_value(notes, i);

		bounce_report_builder_note(builder, g_variant_get_string(note, NULL));
	}
	return true;
}

BounceReport *
bounce_report_from_variant(GVariant *variant, GError **error)
{
	g_autoptr(GVariantType) type = bounce_report_variant_type();
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();

	/* What is not in normal form would read as default values. */
	if (!g_variant_is_of_type(variant, type) || !g_variant_is_normal_form(variant) ||
	    !read_report(builder, variant)) {
		g_set_error_literal(error, BOUNCE_ERROR, BOUNCE_ERROR_FRAME,
		                    "a stored report does not read back");
		return NULL;
	}
	return bounce_report_builder_end(g_steal_pointer(&builder));
}
