/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notice-read.h"

#include "address.h"
#include "bounds.h"
#include "fields.h"
#include "format.h"
#include "generic.h"
#include "html.h"

#include <string.h>

/* Notices stand in the first part that is text; another may greet. */
#define TEXTS_MAX 4

struct BounceNotice {
	BounceReading *reading; /* NULL when nobody was heard of */
	GPtrArray *texts;       /* of GString, made of HTML; what reading points into */
};

static void
free_text(void *data)
{
	g_string_free(data, true);
}

/* What is made of HTML goes to made. */
static BounceSlice
words_of_html(GPtrArray *made, BounceSlice html)
{
	GString *text = bounce_html_to_text(html);

	g_ptr_array_add(made, text);
	return (BounceSlice){text->str, text->len};
}

static void
add_texts(GArray *texts, GPtrArray *made, const BounceMime *mime, BouncePartKind kind)
{
	for (size_t i = 0; i < bounce_mime_n_parts(mime) && texts->len < TEXTS_MAX; i++) {
		const BouncePart *part = bounce_mime_part(mime, i);
		BounceSlice text = part->text;

		if (part->kind != kind)
			continue;
		if (kind == BOUNCE_PART_HTML)
			text = words_of_html(made, text);
		g_array_append_val(texts, text);
	}
}

/* The texts in the order in which they are tried. */
static GArray *
list_texts(GPtrArray *made, const BounceMime *mime)
{
	GArray *texts = g_array_new(false, false, sizeof(BounceSlice));

	add_texts(texts, made, mime, BOUNCE_PART_TEXT);
	/* the same words again, as a rule, and harder to read */
	add_texts(texts, made, mime, BOUNCE_PART_HTML);
	return texts;
}

char *
bounce_notice_excerpt(const BounceMime *mime)
{
	g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(free_text);
	g_autoptr(GArray) texts = list_texts(made, mime);

	for (guint i = 0; i < texts->len; i++) {
		BounceSlice text = bounce_slice_trim(g_array_index(texts, BounceSlice, i));

		text = bounce_slice_take(text, BOUNCE_TEXT_MAX);
		if (text.len > 0)
			return g_strndup(text.ptr, text.len);
	}
	return g_strdup("");
}

static BounceReading *
read_generic(const BounceKb *kb, const BounceHeader *header, BounceSlice text)
{
	return bounce_generic_read(bounce_kb_notice(kb), text, bounce_header_value(header, "From"),
	                           bounce_header_value(header, "To"));
}

BounceNotice *
bounce_notice_read(const BounceKb *kb, const BounceFormats *formats, const BounceMime *mime,
                   bool is_report)
{
	BounceNotice *notice = g_new0(BounceNotice, 1);
	const BounceHeader *header = bounce_mime_header(mime);

	notice->texts = g_ptr_array_new_with_free_func(free_text);
	g_autoptr(GArray) texts = list_texts(notice->texts, mime);

	for (guint i = 0; i < texts->len && !notice->reading; i++)
		notice->reading = bounce_formats_read(
			formats, header, g_array_index(texts, BounceSlice, i), is_report);
	for (guint i = 0; i < texts->len && !notice->reading && is_report; i++) {
		notice->reading = read_generic(kb, header, g_array_index(texts, BounceSlice, i));
		/* the last one may at least know the returned mail */
		if (notice->reading->heard->len == 0 && i + 1 < texts->len)
			g_clear_pointer(&notice->reading, bounce_reading_free);
	}
	return notice;
}

BounceNotice *
bounce_notice_read_text(const BounceKb *kb, const BounceFormats *formats, BounceSlice text)
{
	BounceNotice *notice = g_new0(BounceNotice, 1);

	notice->texts = g_ptr_array_new_with_free_func(free_text);
	notice->reading = bounce_formats_read(formats, NULL, text, true);
	if (!notice->reading)
		notice->reading = read_generic(kb, NULL, text);
	return notice;
}

void
bounce_notice_free(BounceNotice *notice)
{
	g_clear_pointer(&notice->reading, bounce_reading_free);
	g_ptr_array_unref(notice->texts);
	g_free(notice);
}

const BounceReading *
bounce_notice_reading(const BounceNotice *notice)
{
	return notice->reading && notice->reading->heard->len > 0 ? notice->reading : NULL;
}

BounceSlice
bounce_notice_returned(const BounceNotice *notice)
{
	return notice->reading ? bounce_slice_trim(notice->reading->returned) : BOUNCE_SLICE_EMPTY;
}

static const BounceHeard *
find_heard(const BounceReading *reading, BounceSlice address)
{
	for (guint i = 0; reading && i < reading->heard->len; i++) {
		const BounceHeard *heard = reading->heard->pdata[i];

		if (bounce_slice_equal_nocase(address, heard->address))
			return heard;
	}
	/* nobody else can be meant, though by another name */
	return reading && reading->heard->len == 1 ? reading->heard->pdata[0] : NULL;
}

static void
add_recipient(BounceReportBuilder *builder, BounceSlice address, const BounceHeard *heard,
              BounceAction action)
{
	BounceRecipient *to = bounce_report_builder_add(builder);

	if (!to)
		return;
	to->address = bounce_report_builder_keep_line(builder, address, BOUNCE_ADDRESS_MAX);
	to->address_source = BOUNCE_ADDRESS_SOURCE_TEXT;
	to->action = action;
	if (!heard)
		return;
	if (*heard->original != '\0') {
		to->final_recipient = to->address;
		to->original_recipient = bounce_report_builder_keep_line(
			builder, bounce_slice(heard->original), BOUNCE_ADDRESS_MAX);
	}
	to->diagnostic = bounce_report_builder_keep(
		builder, bounce_slice(heard->said->len > 0 ? heard->said->str : heard->status),
		BOUNCE_DIAGNOSTIC_MAX);
	to->remote_mta = bounce_report_builder_keep_line(builder, bounce_slice(heard->host),
	                                                 BOUNCE_LINE_MAX);
}

void
bounce_notice_add_recipients(const BounceNotice *notice, BounceSlice failed, BounceAction action,
                             BounceReportBuilder *builder)
{
	const BounceReading *reading = bounce_notice_reading(notice);
	BounceSlice one;

	if (!reading && !memchr(failed.ptr, ',', failed.len)) {
		add_recipient(builder, bounce_address_bare(failed), NULL, action);
		bounce_report_builder_recipient(builder, 0)->diagnostic =
			bounce_report_builder_keep(
				builder,
				bounce_slice(notice->reading ? notice->reading->unaddressed->str
		                                             : ""),
				BOUNCE_DIAGNOSTIC_MAX);
		return;
	}
	if (failed.len == 0) {
		for (guint i = 0; reading && i < reading->heard->len; i++) {
			const BounceHeard *heard = reading->heard->pdata[i];

			add_recipient(builder, bounce_slice(heard->address), heard, action);
		}
		return;
	}
	while (failed.len > 0) {
		bounce_slice_split(failed, ',', &one, &failed);
		one = bounce_address_bare(one);
		if (one.len > 0)
			add_recipient(builder, one, find_heard(reading, one), action);
	}
}
