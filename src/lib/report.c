/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <bounce/report.h>

#include <bounce/error.h>

#include "bounds.h"
#include "report-build.h"

#include <string.h>

/* Most reports need no more than this for their text. */
#define TEXT_BLOCK_SIZE 1024

struct BounceReport {
	GStringChunk *text;
	BounceEnvelope envelope;
	BounceOriginal original;
	GArray *recipients; /* of BounceRecipient */
	GPtrArray *notes;   /* of const char *, in text */
};

struct BounceReportBuilder {
	BounceReport *report;
};

#define X(value, name) name,
static const char *const kind_names[] = {BOUNCE_KINDS(X)};
static const char *const action_names[] = {BOUNCE_ACTIONS(X)};
static const char *const address_source_names[] = {BOUNCE_ADDRESS_SOURCES(X)};
static const char *const status_source_names[] = {BOUNCE_STATUS_SOURCES(X)};
static const char *const permanence_names[] = {BOUNCE_PERMANENCES(X)};
static const char *const class_names[] = {BOUNCE_CLASSES(X)};
static const char *const fault_names[] = {BOUNCE_FAULTS(X)};
static const char *const verdict_names[] = {BOUNCE_VERDICTS(X)};
static const char *const confidence_names[] = {BOUNCE_CONFIDENCES(X)};
static const char *const stage_names[] = {BOUNCE_STAGES(X)};
#undef X

#define MEMBER(type, record, member)                                                               \
	{                                                                                          \
#member, BOUNCE_FIELD_##type, offsetof(record, member), NULL, 0                    \
	}
#define CHOICE(record, member, names)                                                              \
	{                                                                                          \
#member, BOUNCE_FIELD_CHOICE, offsetof(record, member), names, G_N_ELEMENTS(names) \
	}

static const BounceRecordField envelope_fields[] = {
	CHOICE(BounceEnvelope, kind, kind_names),    MEMBER(TEXT, BounceEnvelope, format),
	MEMBER(TEXT, BounceEnvelope, message_id),    MEMBER(TEXT, BounceEnvelope, subject),
	MEMBER(DATE, BounceEnvelope, date),          MEMBER(TEXT, BounceEnvelope, from),
	MEMBER(TEXT, BounceEnvelope, reporting_mta), MEMBER(TEXT, BounceEnvelope, text),
};

static const BounceRecordField original_fields[] = {
	MEMBER(TEXT, BounceOriginal, message_id),  MEMBER(TEXT, BounceOriginal, from),
	MEMBER(TEXT, BounceOriginal, to),          MEMBER(TEXT, BounceOriginal, subject),
	MEMBER(DATE, BounceOriginal, date),        MEMBER(TEXT, BounceOriginal, list_id),
	MEMBER(TEXT, BounceOriginal, envelope_id),
};

static const BounceRecordField recipient_fields[] = {
	MEMBER(TEXT, BounceRecipient, address),
	CHOICE(BounceRecipient, address_source, address_source_names),
	MEMBER(FLAG, BounceRecipient, valid),
	MEMBER(TEXT, BounceRecipient, final_recipient),
	MEMBER(TEXT, BounceRecipient, original_recipient),
	CHOICE(BounceRecipient, action, action_names),
	MEMBER(STATUS, BounceRecipient, status),
	CHOICE(BounceRecipient, status_source, status_source_names),
	MEMBER(STATUS, BounceRecipient, status_field),
	MEMBER(REPLY, BounceRecipient, reply),
	CHOICE(BounceRecipient, permanence, permanence_names),
	CHOICE(BounceRecipient, class, class_names),
	MEMBER(TEXT, BounceRecipient, reason),
	CHOICE(BounceRecipient, fault, fault_names),
	CHOICE(BounceRecipient, verdict, verdict_names),
	CHOICE(BounceRecipient, confidence, confidence_names),
	MEMBER(TEXT, BounceRecipient, rule),
	MEMBER(TEXT, BounceRecipient, evidence),
	MEMBER(TEXT, BounceRecipient, overruled),
	MEMBER(TEXT, BounceRecipient, held),
	MEMBER(FLAG, BounceRecipient, conflict),
	MEMBER(TEXT, BounceRecipient, diagnostic),
	MEMBER(TEXT, BounceRecipient, remote_mta),
	CHOICE(BounceRecipient, stage, stage_names),
};

BounceRecordFields
bounce_envelope_fields(void)
{
	return (BounceRecordFields){envelope_fields, G_N_ELEMENTS(envelope_fields)};
}

BounceRecordFields
bounce_original_fields(void)
{
	return (BounceRecordFields){original_fields, G_N_ELEMENTS(original_fields)};
}

BounceRecordFields
bounce_recipient_fields(void)
{
	return (BounceRecordFields){recipient_fields, G_N_ELEMENTS(recipient_fields)};
}

/* ---- members by their row */

static const void *
member(const BounceRecordField *field, const void *record)
{
	return (const char *)record + field->offset;
}

const char *
bounce_field_text(const BounceRecordField *field, const void *record)
{
	unsigned value;

	if (field->type == BOUNCE_FIELD_TEXT)
		return *(const char *const *)member(field, record);

	g_return_val_if_fail(field->type == BOUNCE_FIELD_CHOICE, "");
	memcpy(&value, member(field, record), sizeof value);
	return value < field->n_names ? field->names[value] : "";
}

BounceStatus
bounce_field_status(const BounceRecordField *field, const void *record)
{
	g_return_val_if_fail(field->type == BOUNCE_FIELD_STATUS, BOUNCE_STATUS_NONE);
	return *(const BounceStatus *)member(field, record);
}

unsigned
bounce_field_reply(const BounceRecordField *field, const void *record)
{
	g_return_val_if_fail(field->type == BOUNCE_FIELD_REPLY, 0);
	return *(const unsigned *)member(field, record);
}

gint64
bounce_field_date(const BounceRecordField *field, const void *record)
{
	g_return_val_if_fail(field->type == BOUNCE_FIELD_DATE, BOUNCE_DATE_NONE);
	return *(const gint64 *)member(field, record);
}

bool
bounce_field_flag(const BounceRecordField *field, const void *record)
{
	g_return_val_if_fail(field->type == BOUNCE_FIELD_FLAG, false);
	return *(const bool *)member(field, record);
}

/* NOLINTBEGIN(bugprone-macro-parentheses): a declaration has none */
#define NAME_FUNCTION(type, choice)                                                                \
	const char *bounce_##choice##_name(type choice)                                            \
	{                                                                                          \
		g_return_val_if_fail((size_t)choice < G_N_ELEMENTS(choice##_names), "");           \
		return choice##_names[choice];                                                     \
	}
NAME_FUNCTION(BounceKind, kind)
NAME_FUNCTION(BounceAction, action)
NAME_FUNCTION(BounceClass, class)
NAME_FUNCTION(BouncePermanence, permanence)
NAME_FUNCTION(BounceFault, fault)
NAME_FUNCTION(BounceVerdict, verdict)
NAME_FUNCTION(BounceConfidence, confidence)
NAME_FUNCTION(BounceAddressSource, address_source)
NAME_FUNCTION(BounceStatusSource, status_source)
/* NOLINTEND(bugprone-macro-parentheses) */

/* ---- reading a report */

static void
clear_report(void *data)
{
	BounceReport *report = data;

	g_string_chunk_free(report->text);
	g_array_unref(report->recipients);
	g_ptr_array_unref(report->notes);
}

BounceReport *
bounce_report_ref(const BounceReport *report)
{
	return g_atomic_rc_box_acquire((BounceReport *)report);
}

void
bounce_report_unref(BounceReport *report)
{
	g_atomic_rc_box_release_full(report, clear_report);
}

const BounceEnvelope *
bounce_report_envelope(const BounceReport *report)
{
	return &report->envelope;
}

const BounceOriginal *
bounce_report_original(const BounceReport *report)
{
	return &report->original;
}

size_t
bounce_report_n_recipients(const BounceReport *report)
{
	return report->recipients->len;
}

const BounceRecipient *
bounce_report_recipient(const BounceReport *report, size_t i)
{
	g_return_val_if_fail(i < report->recipients->len, NULL);
	return &g_array_index(report->recipients, BounceRecipient, i);
}

size_t
bounce_report_n_notes(const BounceReport *report)
{
	return report->notes->len;
}

const char *
bounce_report_note(const BounceReport *report, size_t i)
{
	g_return_val_if_fail(i < report->notes->len, "");
	return report->notes->pdata[i];
}

/* ---- building one */

/* Absent text is "", an absent date BOUNCE_DATE_NONE, all else 0. */
static void
blank_record(void *record, BounceRecordFields fields)
{
	for (size_t i = 0; i < fields.n; i++) {
		void *at = (char *)record + fields.field[i].offset;

		if (fields.field[i].type == BOUNCE_FIELD_TEXT)
			*(const char **)at = "";
		else if (fields.field[i].type == BOUNCE_FIELD_DATE)
			*(gint64 *)at = BOUNCE_DATE_NONE;
	}
}

BounceReportBuilder *
bounce_report_builder_new(void)
{
	BounceReportBuilder *builder = g_new0(BounceReportBuilder, 1);
	BounceReport *report = g_atomic_rc_box_new0(BounceReport);

	report->text = g_string_chunk_new(TEXT_BLOCK_SIZE);
	report->recipients = g_array_new(false, true, sizeof(BounceRecipient));
	report->notes = g_ptr_array_new();
	blank_record(&report->envelope, bounce_envelope_fields());
	blank_record(&report->original, bounce_original_fields());
	builder->report = report;
	return builder;
}

void
bounce_report_builder_free(BounceReportBuilder *builder)
{
	if (builder->report)
		bounce_report_unref(builder->report);
	g_free(builder);
}

BounceEnvelope *
bounce_report_builder_envelope(BounceReportBuilder *builder)
{
	return &builder->report->envelope;
}

BounceOriginal *
bounce_report_builder_original(BounceReportBuilder *builder)
{
	return &builder->report->original;
}

BounceRecipient *
bounce_report_builder_add(BounceReportBuilder *builder)
{
	GArray *recipients = builder->report->recipients;

	if (recipients->len == BOUNCE_RECIPIENTS_MAX) {
		bounce_report_builder_note(builder, "more recipients than are read");
		return NULL;
	}
	g_array_set_size(recipients, recipients->len + 1);

	BounceRecipient *to = &g_array_index(recipients, BounceRecipient, recipients->len - 1);
	blank_record(to, bounce_recipient_fields());
	return to;
}

void
bounce_report_builder_drop(BounceReportBuilder *builder)
{
	GArray *recipients = builder->report->recipients;

	g_return_if_fail(recipients->len > 0);
	g_array_set_size(recipients, recipients->len - 1);
}

size_t
bounce_report_builder_n_recipients(const BounceReportBuilder *builder)
{
	return builder->report->recipients->len;
}

BounceRecipient *
bounce_report_builder_recipient(BounceReportBuilder *builder, size_t i)
{
	g_return_val_if_fail(i < builder->report->recipients->len, NULL);
	return &g_array_index(builder->report->recipients, BounceRecipient, i);
}

/* The length of text cut to max bytes, but not within a UTF-8 sequence. */
static size_t
cut_length(BounceSlice text, size_t max)
{
	size_t len = MIN(text.len, max);

	if (len == text.len)
		return len;
	for (size_t back = 0; back < 4 && back < len; back++)
		if (((unsigned char)text.ptr[len - back] & 0xC0) != 0x80)
			return len - back;
	return len;
}

const char *
bounce_report_builder_keep(BounceReportBuilder *builder, BounceSlice text, size_t max)
{
	size_t len = cut_length(text, max);

	if (len == 0)
		return "";
	/* g_utf8_validate_len() takes NUL for invalid, as we do */
	if (g_utf8_validate_len(text.ptr, len, NULL))
		return g_string_chunk_insert_len(builder->report->text, text.ptr, (gssize)len);

	g_autofree char *valid = g_utf8_make_valid(text.ptr, (gssize)len);
	return g_string_chunk_insert(builder->report->text, valid);
}

const char *
bounce_report_builder_keep_line(BounceReportBuilder *builder, BounceSlice text, size_t max)
{
	g_autoptr(GString) line = g_string_new(NULL);
	bool in_fold = false;

	text = bounce_slice_take(bounce_slice_trim(text), max);
	if (!memchr(text.ptr, '\n', text.len) && !memchr(text.ptr, '\r', text.len))
		return bounce_report_builder_keep(builder, text, max);

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '\r' || c == '\n') {
			in_fold = true;
		} else if (!in_fold || !bounce_slice_is_blank_at(text, i)) {
			if (in_fold)
				g_string_append_c(line, ' ');
			g_string_append_c(line, c);
			in_fold = false;
		}
	}
	return bounce_report_builder_keep(builder, (BounceSlice){line->str, line->len}, max);
}

void
bounce_report_builder_note(BounceReportBuilder *builder, const char *note)
{
	GPtrArray *notes = builder->report->notes;

	if (notes->len == BOUNCE_NOTES_MAX ||
	    g_ptr_array_find_with_equal_func(notes, note, g_str_equal, NULL))
		return;
	g_ptr_array_add(notes, (char *)bounce_report_builder_keep(builder, bounce_slice(note),
	                                                          BOUNCE_LINE_MAX));
}

BounceReport *
bounce_report_builder_end(BounceReportBuilder *builder)
{
	BounceReport *report = g_steal_pointer(&builder->report);

	bounce_report_builder_free(builder);
	return report;
}
