/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <bounce/parser.h>

#include "bounds.h"
#include "classify.h"
#include "dsn.h"
#include "fields.h"
#include "mention.h"
#include "mime.h"
#include "notice-read.h"
#include "notice.h"
#include "paste.h"
#include "recipient.h"
#include "reply.h"
#include "report-build.h"
#include "said.h"
#include "status-part.h"

#include <string.h>

struct BounceParser {
	BounceKb *kb;
	BounceFormats *formats;
	BounceVerp *verp;
};

BounceParser *
bounce_parser_new(const BounceKb *kb, const BounceFormats *formats, const char *const *verp,
                  GError **error)
{
	g_autoptr(BounceVerp) patterns = bounce_verp_new(verp, error);

	if (!patterns)
		return NULL;

	BounceParser *parser = g_new0(BounceParser, 1);
	bounce_mime_init();
	parser->kb = bounce_kb_ref(kb);
	parser->formats = bounce_formats_ref(formats);
	parser->verp = g_steal_pointer(&patterns);
	return parser;
}

void
bounce_parser_free(BounceParser *parser)
{
	bounce_kb_unref(parser->kb);
	bounce_formats_unref(parser->formats);
	bounce_verp_free(parser->verp);
	g_free(parser);
}

static const char *
keep_decoded(BounceReportBuilder *builder, const BounceHeader *header, const char *name)
{
	g_autofree char *text = bounce_header_decode(bounce_header_value(header, name));

	return bounce_report_builder_keep_line(builder, bounce_slice(text), BOUNCE_LINE_MAX);
}

/* "<id@host>" without its brackets */
static const char *
keep_message_id(BounceReportBuilder *builder, const BounceHeader *header)
{
	BounceSlice id = bounce_header_value(header, "Message-ID");

	if (id.len >= 2 && id.ptr[0] == '<' && id.ptr[id.len - 1] == '>')
		id = (BounceSlice){id.ptr + 1, id.len - 2};
	return bounce_report_builder_keep_line(builder, id, BOUNCE_LINE_MAX);
}

static void
read_envelope(BounceReportBuilder *builder, const BounceHeader *header)
{
	BounceEnvelope *envelope = bounce_report_builder_envelope(builder);

	envelope->message_id = keep_message_id(builder, header);
	envelope->subject = keep_decoded(builder, header, "Subject");
	envelope->from = keep_decoded(builder, header, "From");
	envelope->date = bounce_header_date(bounce_header_value(header, "Date"));
}

static void
read_original(BounceReportBuilder *builder, const BounceHeader *header)
{
	BounceOriginal *original = bounce_report_builder_original(builder);

	original->message_id = keep_message_id(builder, header);
	original->from = keep_decoded(builder, header, "From");
	original->to = keep_decoded(builder, header, "To");
	original->subject = keep_decoded(builder, header, "Subject");
	original->date = bounce_header_date(bounce_header_value(header, "Date"));
	original->list_id = keep_decoded(builder, header, "List-Id");
}

static bool
is_bounce(BounceKind kind)
{
	return kind == BOUNCE_KIND_FAILURE || kind == BOUNCE_KIND_DELAY;
}

/* The words for people. */
static const BouncePart *
find_text(const BounceMime *mime)
{
	const BouncePart *part = bounce_mime_find_part(mime, BOUNCE_PART_TEXT);

	return part ? part : bounce_mime_find_part(mime, BOUNCE_PART_HTML);
}

/* Kept of a report that names nobody. */
static void
keep_text(BounceReportBuilder *builder, const BounceMime *mime)
{
	const BouncePart *part = find_text(mime);

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

	g_autofree char *text = bounce_notice_excerpt(mime);
	BounceNoticeWords words = {envelope->subject, envelope->from, bounce_slice(text)};
	return bounce_notice_kind(bounce_kb_notice(parser->kb), bounce_mime_header(mime), &words);
}

/* One mail, while it is read. */
typedef struct {
	const BounceParser *parser;
	BounceReportBuilder *builder;
	BounceMime *mime;
	BounceNotice *notice;   /* NULL when the delivery-status part says it all */
	BounceHeader *returned; /* of the mail that came back; NULL until it is looked for */
} Parse;

static void
parse_clear(Parse *parse)
{
	g_clear_pointer(&parse->returned, bounce_header_free);
	g_clear_pointer(&parse->notice, bounce_notice_free);
	g_clear_pointer(&parse->mime, bounce_mime_free);
	g_clear_pointer(&parse->builder, bounce_report_builder_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Parse, parse_clear)

/* Make a report of a notice for people; what names nobody stays one in kind. */
static void
read_notice(Parse *parse, BounceKind kind)
{
	BounceEnvelope *envelope = bounce_report_builder_envelope(parse->builder);
	BounceSlice failed =
		bounce_header_value(bounce_mime_header(parse->mime), "X-Failed-Recipients");

	envelope->kind = kind;
	if (kind == BOUNCE_KIND_FEEDBACK || kind == BOUNCE_KIND_SUCCESS)
		return;

	parse->notice = bounce_notice_read(parse->parser->kb, parse->parser->formats, parse->mime,
	                                   is_bounce(kind));
	const BounceReading *reading = bounce_notice_reading(parse->notice);
	if (!reading && !is_bounce(kind))
		return;

	if (!is_bounce(kind))
		envelope->kind = BOUNCE_KIND_FAILURE;
	if (reading && reading->is_delay)
		envelope->kind = BOUNCE_KIND_DELAY;
	if (reading)
		envelope->format = reading->format;
	bounce_notice_add_recipients(parse->notice, failed,
	                             envelope->kind == BOUNCE_KIND_DELAY ? BOUNCE_ACTION_DELAYED
	                                                                 : BOUNCE_ACTION_FAILED,
	                             parse->builder);
}

/* The header of the returned mail, from its part or out of the notice. */
static BounceSlice
returned_lines(const Parse *parse)
{
	const BouncePart *part = bounce_mime_find_part(parse->mime, BOUNCE_PART_ORIGINAL);

	if (part)
		return part->text;
	return parse->notice ? bounce_notice_returned(parse->notice) : BOUNCE_SLICE_EMPTY;
}

static BounceWitnesses
read_witnesses(const Parse *parse)
{
	const BouncePart *text = find_text(parse->mime);

	return bounce_witnesses_read(bounce_mime_header(parse->mime), parse->returned,
	                             text ? text->text : BOUNCE_SLICE_EMPTY);
}

/* A notice that names nobody may have been for whom the returned mail was. */
static bool
names_nobody(const Parse *parse)
{
	return parse->notice && bounce_report_builder_n_recipients(parse->builder) == 1 &&
	       *bounce_report_builder_recipient(parse->builder, 0)->address == '\0';
}

/*
 * Whom a notice in no known format is about, or what was said, is a guess; but not
 * where the reply of a server names the address itself.
 */
static bool
is_sure(const BounceEnvelope *envelope, const BounceRecipient *to)
{
	BounceReply reply = bounce_reply_find(bounce_slice(to->diagnostic));

	if (*envelope->format != '\0' && !g_str_equal(envelope->format, "generic"))
		return true;
	return reply.code / 100 == 5 &&
	       bounce_mention_among(reply.words, bounce_slice(to->address));
}

/* The diagnostic of a notice is its words for people. */
static void
classify_notice(Parse *parse, BounceRecipient *to)
{
	const BounceEnvelope *envelope = bounce_report_builder_envelope(parse->builder);
	const char *words = to->diagnostic;

	to->diagnostic = "";
	bounce_classify(parse->parser->kb, parse->builder, to,
	                (BounceTold){bounce_slice(words), BOUNCE_SLICE_EMPTY});
	to->diagnostic = words;
	if (is_sure(envelope, to))
		return;
	to->confidence = BOUNCE_CONFIDENCE_LOW;
	bounce_classify_hold(to, "the notice is in no known format");
}

/* Where there is no Diagnostic-Code, what the words for people say is all there is to
 * be shown. */
static void
classify_by_fields(Parse *parse, BounceRecipient *to, BounceTold told)
{
	BounceSlice words = told.about;

	bounce_classify(parse->parser->kb, parse->builder, to, told);
	while (bounce_slice_at(words, 0) == ':' || bounce_slice_is_blank_at(words, 0))
		words = bounce_slice_skip(words, 1);
	if (*to->diagnostic == '\0')
		to->diagnostic = bounce_report_builder_keep_line(parse->builder, words,
		                                                 BOUNCE_DIAGNOSTIC_MAX);
}

static void
classify_recipients(Parse *parse, const BounceWitnesses *witnesses)
{
	const BouncePart *text = bounce_mime_find_part(parse->mime, BOUNCE_PART_TEXT);
	g_autoptr(BounceSaid) said = bounce_said_read(text ? text->text : BOUNCE_SLICE_EMPTY);
	size_t n = bounce_report_builder_n_recipients(parse->builder);

	for (size_t i = 0; i < n; i++) {
		BounceRecipient *to = bounce_report_builder_recipient(parse->builder, i);
		BounceTold told = {bounce_said_about(said, to), BOUNCE_SLICE_EMPTY};

		if (n == 1 && text)
			told.whole = text->text;
		if (parse->notice)
			classify_notice(parse, to);
		else
			classify_by_fields(parse, to, told);
	}
	bounce_recipients_guard(parse->builder, witnesses);
}

/* What the reader of the record should know was not there, or was not read. */
static void
note_oddities(Parse *parse)
{
	const BounceEnvelope *envelope = bounce_report_builder_envelope(parse->builder);
	const BounceNoticeInfo *info = bounce_kb_notice(parse->parser->kb);

	if (is_bounce(envelope->kind) && envelope->date == BOUNCE_DATE_NONE)
		bounce_report_builder_note(parse->builder, "no date that can be read");
	if (envelope->kind == BOUNCE_KIND_OTHER && bounce_notice_is_retold(info, envelope->subject))
		bounce_report_builder_note(parse->builder,
		                           "an answer to a bounce, or a forwarded one; not read");
}

/* The delivery-status part, and into the report what it says; false when there is
 * none. */
static bool
read_status(Parse *parse)
{
	const BouncePart *status = bounce_status_part(parse->mime);

	if (!status)
		return false;
	bounce_report_builder_envelope(parse->builder)->format = "rfc3464";
	if (bounce_dsn_parse(status->text, parse->builder) == 0)
		bounce_report_builder_note(parse->builder,
		                           "a delivery-status part that names no recipient");
	return true;
}

/*
 * Scanners of mail put a report into one of their own, which says nothing (Trend
 * Micro InterScan): then that one is read.  What a person forwards is not.
 */
static bool
read_enclosed(Parse *parse)
{
	BounceSlice enclosed = bounce_mime_enclosed_report(parse->mime);

	if (!is_bounce(bounce_report_builder_envelope(parse->builder)->kind))
		return false;
	if (enclosed.len == 0 || !parse->notice || bounce_notice_reading(parse->notice))
		return false;
	BounceMime *inner = bounce_mime_read(enclosed, parse->builder);
	if (!bounce_status_part(inner)) {
		bounce_mime_free(inner);
		return false;
	}
	while (bounce_report_builder_n_recipients(parse->builder) > 0)
		bounce_report_builder_drop(parse->builder);
	g_clear_pointer(&parse->notice, bounce_notice_free);
	bounce_mime_free(parse->mime);
	parse->mime = inner;
	bounce_report_builder_note(parse->builder, "a report within a report");
	return read_status(parse);
}

/* Fill in what the mail says. */
static void
read_mail(Parse *parse)
{
	BounceEnvelope *envelope = bounce_report_builder_envelope(parse->builder);

	read_envelope(parse->builder, bounce_mime_header(parse->mime));
	bool has_status = read_status(parse);
	if (!has_status) {
		read_notice(parse, kind_without_status(parse->parser, parse->builder, parse->mime));
		has_status = read_enclosed(parse);
	}
	if (has_status && bounce_report_builder_n_recipients(parse->builder) == 0)
		read_notice(parse, BOUNCE_KIND_FAILURE);

	parse->returned = bounce_header_read(returned_lines(parse));
	read_original(parse->builder, parse->returned);
	BounceWitnesses witnesses = read_witnesses(parse);
	if (has_status || is_bounce(envelope->kind))
		bounce_recipients_settle(parse->builder, parse->parser->verp, &witnesses);
	if (names_nobody(parse))
		bounce_report_builder_drop(parse->builder);
	classify_recipients(parse, &witnesses);
	if (has_status && !parse->notice)
		envelope->kind = bounce_recipients_kind(parse->builder);
	if (is_bounce(envelope->kind) && bounce_report_builder_n_recipients(parse->builder) == 0)
		keep_text(parse->builder, parse->mime);
	note_oddities(parse);
}

BounceReport *
bounce_parser_parse(const BounceParser *parser, const char *bytes, size_t len)
{
	g_auto(Parse) parse = {.parser = parser, .builder = bounce_report_builder_new()};
	BounceSlice message = bounce_mime_skip_from((BounceSlice){bytes, len});

	if (len > BOUNCE_MESSAGE_MAX) {
		bounce_report_builder_note(parse.builder, "a long message; its end was not read");
		message = bounce_slice_take(message, BOUNCE_MESSAGE_MAX);
	}
	parse.mime = bounce_mime_read(message, parse.builder);
	read_mail(&parse);
	return bounce_report_builder_end(g_steal_pointer(&parse.builder));
}

/* A mail that names nobody may hold words to explain all the same. */
static bool
leaves_open(const BounceReport *mail)
{
	BounceKind kind = bounce_report_envelope(mail)->kind;

	return bounce_report_n_recipients(mail) == 0 &&
	       (is_bounce(kind) || kind == BOUNCE_KIND_OTHER);
}

/* What is kept of the words of such a mail, else all behind its header. */
static BounceSlice
words_of_mail(const BounceReport *mail, BounceSlice message)
{
	BounceSlice text = bounce_slice(bounce_report_envelope(mail)->text), line;

	if (text.len > 0)
		return text;
	while (bounce_slice_next_line(&message, &line) && line.len > 0)
		;
	return message;
}

BounceReport *
bounce_parser_read_text(const BounceParser *parser, const char *text, size_t len)
{
	BounceSlice words = bounce_mime_skip_from((BounceSlice){text, len});
	g_autoptr(BounceReport) mail =
		bounce_paste_is_mail(words) ? bounce_parser_parse(parser, text, len) : NULL;

	if (mail && !leaves_open(mail))
		return g_steal_pointer(&mail);

	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();
	if (len > BOUNCE_MESSAGE_MAX)
		bounce_report_builder_note(builder, "a long text; its end was not read");
	words = bounce_slice_take(mail ? words_of_mail(mail, words) : words, BOUNCE_MESSAGE_MAX);
	if (!bounce_paste_read(parser->kb, parser->formats, words, builder) && mail)
		return g_steal_pointer(&mail);
	for (size_t i = 0; mail && i < bounce_report_builder_n_recipients(builder); i++)
		bounce_classify_hold(bounce_report_builder_recipient(builder, i),
		                     "the mail is in no known format");
	return bounce_report_builder_end(g_steal_pointer(&builder));
}
