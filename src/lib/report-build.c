/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-build.h"

#include "bounds.h"
#include "report-pack.h"

#include <string.h>

/* Most reports need no more than this for their text. */
#define TEXT_BLOCK_SIZE 1024

struct BounceReportBuilder {
	GStringChunk *text; /* that the parts point to, unless it is static */
	BounceReportParts parts;
};

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

	builder->text = g_string_chunk_new(TEXT_BLOCK_SIZE);
	builder->parts.recipients = g_array_new(false, true, sizeof(BounceRecipient));
	builder->parts.notes = g_ptr_array_new();
	blank_record(&builder->parts.envelope, bounce_envelope_fields());
	blank_record(&builder->parts.original, bounce_original_fields());
	return builder;
}

void
bounce_report_builder_free(BounceReportBuilder *builder)
{
	g_string_chunk_free(builder->text);
	g_array_unref(builder->parts.recipients);
	g_ptr_array_unref(builder->parts.notes);
	g_free(builder);
}

BounceEnvelope *
bounce_report_builder_envelope(BounceReportBuilder *builder)
{
	return &builder->parts.envelope;
}

BounceOriginal *
bounce_report_builder_original(BounceReportBuilder *builder)
{
	return &builder->parts.original;
}

BounceRecipient *
bounce_report_builder_add(BounceReportBuilder *builder)
{
	GArray *recipients = builder->parts.recipients;

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
	GArray *recipients = builder->parts.recipients;

	g_return_if_fail(recipients->len > 0);
	g_array_set_size(recipients, recipients->len - 1);
}

size_t
bounce_report_builder_n_recipients(const BounceReportBuilder *builder)
{
	return builder->parts.recipients->len;
}

BounceRecipient *
bounce_report_builder_recipient(BounceReportBuilder *builder, size_t i)
{
	g_return_val_if_fail(i < builder->parts.recipients->len, NULL);
	return &g_array_index(builder->parts.recipients, BounceRecipient, i);
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
		return g_string_chunk_insert_len(builder->text, text.ptr, (gssize)len);

	g_autofree char *valid = g_utf8_make_valid(text.ptr, (gssize)len);
	return g_string_chunk_insert(builder->text, valid);
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
	GPtrArray *notes = builder->parts.notes;

	if (notes->len == BOUNCE_NOTES_MAX ||
	    g_ptr_array_find_with_equal_func(notes, note, g_str_equal, NULL))
		return;
	g_ptr_array_add(notes, (char *)bounce_report_builder_keep(builder, bounce_slice(note),
	                                                          BOUNCE_LINE_MAX));
}

BounceReport *
bounce_report_builder_end(BounceReportBuilder *builder)
{
	BounceReport *report = bounce_report_pack(&builder->parts);

	bounce_report_builder_free(builder);
	return report;
}
