/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <bounce/parser.h>

#include "bounds.h"
#include "classify.h"
#include "dsn.h"
#include "mime.h"
#include "notice.h"
#include "recipient.h"
#include "report-build.h"
#include "said.h"

#include <string.h>

struct BounceParser {
	BounceKb *kb;
};

BounceParser *
bounce_parser_new(const BounceKb *kb)
{
	BounceParser *parser = g_new0(BounceParser, 1);

	bounce_mime_init();
	parser->kb = bounce_kb_ref(kb);
	return parser;
}

void
bounce_parser_free(BounceParser *parser)
{
	bounce_kb_unref(parser->kb);
	g_free(parser);
}

/* An mbox "From " line in front is no part of the message. */
static BounceSlice
skip_from_line(BounceSlice message)
{
	BounceSlice line;

	while (bounce_slice_starts_nocase(message, "From ") ||
	       bounce_slice_starts_nocase(message, ">From "))
		bounce_slice_next_line(&message, &line);
	return message;
}

static const char *
keep_decoded(BounceReportBuilder *builder, BounceSlice header, const char *name)
{
	g_autofree char *text = bounce_header_decode(bounce_header_value(header, name));

	return bounce_report_builder_keep_line(builder, bounce_slice(text), BOUNCE_LINE_MAX);
}

/* "<id@host>" without its brackets */
static const char *
keep_message_id(BounceReportBuilder *builder, BounceSlice header)
{
	BounceSlice id = bounce_header_value(header, "Message-ID");

	if (id.len >= 2 && id.ptr[0] == '<' && id.ptr[id.len - 1] == '>')
		id = (BounceSlice){id.ptr + 1, id.len - 2};
	return bounce_report_builder_keep_line(builder, id, BOUNCE_LINE_MAX);
}

static void
read_envelope(BounceReportBuilder *builder, BounceSlice header)
{
	BounceEnvelope *envelope = bounce_report_builder_envelope(builder);

	envelope->message_id = keep_message_id(builder, header);
	envelope->subject = keep_decoded(builder, header, "Subject");
	envelope->from = keep_decoded(builder, header, "From");
	envelope->date = bounce_header_date(bounce_header_value(header, "Date"));
}

static void
read_original(BounceReportBuilder *builder, BounceSlice header)
{
	BounceOriginal *original = bounce_report_builder_original(builder);

	original->message_id = keep_message_id(builder, header);
	original->from = keep_decoded(builder, header, "From");
	original->to = keep_decoded(builder, header, "To");
	original->subject = keep_decoded(builder, header, "Subject");
	original->date = bounce_header_date(bounce_header_value(header, "Date"));
	original->list_id = keep_decoded(builder, header, "List-Id");
}

/* The labelled part, else the first that reads like one: some servers label it
 * text/plain.  Only within a multipart: a mail that is all text quotes one. */
static const BouncePart *
find_status_part(const BounceMime *mime)
{
	const BouncePart *labelled = bounce_mime_find_part(mime, BOUNCE_PART_DELIVERY_STATUS);

	if (labelled || !g_str_has_prefix(bounce_mime_type(mime), "multipart/"))
		return labelled;
	for (size_t i = 0; i < bounce_mime_n_parts(mime); i++) {
		const BouncePart *part = bounce_mime_part(mime, i);

		if ((part->kind == BOUNCE_PART_TEXT || part->kind == BOUNCE_PART_OTHER) &&
		    bounce_dsn_looks_like(part->text))
			return part;
	}
	return NULL;
}

/* What most concerns the sender gives the whole its kind. */
static BounceKind
kind_by_recipients(const BounceReportBuilder *builder)
{
	size_t n_by_action[BOUNCE_N_ACTIONS] = {0};
	size_t n_success = 0, n = bounce_report_builder_n_recipients(builder);

	for (size_t i = 0; i < n; i++) {
		const BounceRecipient *to =
			bounce_report_builder_recipient((BounceReportBuilder *)builder, i);

		n_by_action[to->action]++;
		n_success += to->action == BOUNCE_ACTION_NONE && to->status_field.class == 2;
	}
	n_success += n_by_action[BOUNCE_ACTION_DELIVERED] + n_by_action[BOUNCE_ACTION_RELAYED] +
	             n_by_action[BOUNCE_ACTION_EXPANDED];
	if (n > 0 && n_success == n)
		return BOUNCE_KIND_SUCCESS;
	if (n > 0 && n_success + n_by_action[BOUNCE_ACTION_DELAYED] == n)
		return BOUNCE_KIND_DELAY;
	return BOUNCE_KIND_FAILURE;
}

/* What the words for people say about the recipient, under whichever address. */
static BounceSlice
take_said(BounceSaid *said, const BounceRecipient *to)
{
	BounceSlice words = bounce_said_take(said, to->final_recipient);

	if (words.len == 0)
		words = bounce_said_take(said, to->original_recipient);
	return words.len > 0 ? words : bounce_said_take(said, to->address);
}

static void
classify_recipients(const BounceParser *parser, BounceReportBuilder *builder,
                    const BounceMime *mime)
{
	const BouncePart *text = bounce_mime_find_part(mime, BOUNCE_PART_TEXT);
	g_autoptr(BounceSaid) said = bounce_said_read(text ? text->text : BOUNCE_SLICE_EMPTY);

	for (size_t i = 0; i < bounce_report_builder_n_recipients(builder); i++) {
		BounceRecipient *to = bounce_report_builder_recipient(builder, i);

		bounce_classify(parser->kb, builder, to, take_said(said, to));
	}
}

static void
read_status_part(const BounceParser *parser, BounceReportBuilder *builder, BounceMime *mime,
                 const BouncePart *part)
{
	const BouncePart *returned = bounce_mime_find_part(mime, BOUNCE_PART_ORIGINAL);
	BounceSlice header = returned ? returned->text : BOUNCE_SLICE_EMPTY;
	BounceWitnesses witnesses = {
		bounce_header_value(bounce_mime_header(mime), "X-Failed-Recipients"),
		bounce_header_value(header, "To"),
		bounce_header_value(header, "From"),
		bounce_header_value(bounce_mime_header(mime), "To"),
	};
	BounceEnvelope *envelope = bounce_report_builder_envelope(builder);

	envelope->format = "rfc3464";
	if (bounce_dsn_parse(part->text, builder) == 0)
		bounce_report_builder_note(builder,
		                           "a delivery-status part that names no recipient");
	bounce_recipients_settle(builder, &witnesses);
	classify_recipients(parser, builder, mime);
	envelope->kind = kind_by_recipients(builder);
}

/* The words for people, of a report that has nothing else. */
static void
read_text(BounceReportBuilder *builder, const BounceMime *mime)
{
	const BouncePart *part = bounce_mime_find_part(mime, BOUNCE_PART_TEXT);

	if (!part)
		part = bounce_mime_find_part(mime, BOUNCE_PART_HTML);
	if (part)
		bounce_report_builder_envelope(builder)->text = bounce_report_builder_keep(
			builder, bounce_slice_trim(part->text), BOUNCE_TEXT_MAX);
}

static BounceKind
kind_without_status(const BounceParser *parser, BounceReportBuilder *builder,
                    const BounceMime *mime)
{
	const BounceEnvelope *envelope = bounce_report_builder_envelope(builder);

	if (bounce_mime_find_part(mime, BOUNCE_PART_FEEDBACK) ||
	    g_str_equal(bounce_mime_report_type(mime), "feedback-report"))
		return BOUNCE_KIND_FEEDBACK;
	if (bounce_mime_find_part(mime, BOUNCE_PART_DISPOSITION) ||
	    g_str_equal(bounce_mime_report_type(mime), "disposition-notification"))
		return BOUNCE_KIND_OTHER;
	if (g_str_equal(bounce_mime_report_type(mime), "delivery-status"))
		return BOUNCE_KIND_FAILURE;
	return bounce_notice_kind(bounce_kb_notice(parser->kb), bounce_mime_header(mime),
	                          envelope->subject, envelope->from);
}

BounceReport *
bounce_parser_parse(const BounceParser *parser, const char *bytes, size_t len)
{
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();
	BounceSlice message = skip_from_line((BounceSlice){bytes, len});

	if (len > BOUNCE_MESSAGE_MAX) {
		bounce_report_builder_note(builder, "a long message; its end was not read");
		message = bounce_slice_take(message, BOUNCE_MESSAGE_MAX);
	}

	g_autoptr(BounceMime) mime = bounce_mime_read(message, builder);
	const BouncePart *status = find_status_part(mime);
	const BouncePart *returned = bounce_mime_find_part(mime, BOUNCE_PART_ORIGINAL);
	BounceEnvelope *envelope = bounce_report_builder_envelope(builder);

	read_envelope(builder, bounce_mime_header(mime));
	if (returned)
		read_original(builder, returned->text);
	if (status) {
		read_status_part(parser, builder, mime, status);
	} else {
		envelope->kind = kind_without_status(parser, builder, mime);
		if (envelope->kind == BOUNCE_KIND_FAILURE || envelope->kind == BOUNCE_KIND_DELAY)
			read_text(builder, mime);
	}
	return bounce_report_builder_end(g_steal_pointer(&builder));
}
