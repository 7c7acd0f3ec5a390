/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mime.h"

#include "boundary.h"
#include "bounds.h"
#include "mend.h"
#include "mime-auto.h"
#include "thin.h"

#include <string.h>

struct BounceMime {
	GByteArray *bytes; /* the message, ready for GMime */
	char *header_text; /* as it came; a copy */
	BounceHeader *header;
	char *type, *report_type;
	GArray *parts;        /* of BouncePart */
	GPtrArray *texts;     /* of GBytes: what the parts point into */
	BounceSlice enclosed; /* a report within it */
	bool is_mislabelled;  /* a text is not in the charset it says */
};

/* ---- parts */

/* Keep bytes for as long as the BounceMime. */
static BounceSlice
keep(BounceMime *mime, GBytes *bytes)
{
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);

	g_ptr_array_add(mime->texts, bytes);
	return (BounceSlice){data ? data : "", len};
}

static bool
is_encoded(GMimeDataWrapper *content)
{
	GMimeContentEncoding encoding = g_mime_data_wrapper_get_encoding(content);

	return encoding != GMIME_CONTENT_ENCODING_DEFAULT &&
	       encoding != GMIME_CONTENT_ENCODING_7BIT && encoding != GMIME_CONTENT_ENCODING_8BIT &&
	       encoding != GMIME_CONTENT_ENCODING_BINARY;
}

/* What is not encoded stands in the message: without a copy.  NULL when it is. */
static GBytes *
content_in_place(const BounceMime *mime, GMimeDataWrapper *content)
{
	GMimeStream *stream = content ? g_mime_data_wrapper_get_stream(content) : NULL;

	if (!stream || is_encoded(content) || !GMIME_IS_STREAM_MEM(stream) ||
	    g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream)) != mime->bytes ||
	    stream->bound_start > stream->bound_end)
		return NULL;
	return g_bytes_new_static(mime->bytes->data + stream->bound_start,
	                          (gsize)(stream->bound_end - stream->bound_start));
}

/* The content with its transfer encoding undone; as it is when that leaves
 * nothing, since then it was not so encoded. */
static GBytes *
decode_content(const BounceMime *mime, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GBytes *in_place = content_in_place(mime, content);

	if (in_place)
		return in_place;
	GByteArray *bytes = g_byte_array_new();
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_byte_array(bytes);

	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), false);
	if (content)
		g_mime_data_wrapper_write_to_stream(content, stream);
	if (content && bytes->len == 0)
		g_mime_stream_write_to_stream(g_mime_data_wrapper_get_stream(content), stream);
	return g_byte_array_free_to_bytes(bytes);
}

/* Charsets in which an ASCII character, and a line end, has a NUL. */
static bool
is_wide(const char *charset)
{
	return g_ascii_strncasecmp(charset, "utf-16", 6) == 0 ||
	       g_ascii_strncasecmp(charset, "utf-32", 6) == 0 ||
	       g_ascii_strncasecmp(charset, "ucs-", 4) == 0;
}

/* To UTF-8, as far as the charset is known and the bytes agree with it. */
static GBytes *
decode_charset(GBytes *raw, const char *charset, bool *is_wrong)
{
	size_t len, n_written;
	const char *data = g_bytes_get_data(raw, &len);

	if (!charset || len == 0 || g_utf8_validate_len(data, len, NULL)) {
		/* ISO-2022 charsets are of ASCII bytes alone */
		if (!charset || len == 0 || !memchr(data, '\033', len))
			return g_bytes_ref(raw);
	}

	if (is_wide(charset) && !memchr(data, '\0', len)) {
		*is_wrong = true;
		return g_bytes_ref(raw);
	}
	char *text = g_convert_with_fallback(data, (gssize)len, "UTF-8",
	                                     g_mime_charset_iconv_name(charset), "\uFFFD", NULL,
	                                     &n_written, NULL);
	*is_wrong = !text;
	return text ? g_bytes_new_take(text, n_written) : g_bytes_ref(raw);
}

static BounceSlice
part_text(BounceMime *mime, GMimePart *part)
{
	g_autoptr(GBytes) raw = decode_content(mime, part);
	const char *charset =
		g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");

	bool is_wrong = false;
	BounceSlice text = keep(mime, decode_charset(raw, charset, &is_wrong));

	mime->is_mislabelled = mime->is_mislabelled || is_wrong;
	return text;
}

/* The header of a message within the message. */
static BounceSlice
message_header(BounceMime *mime, GMimeObject *message)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(message);
	g_autoptr(GString) text = g_string_new(NULL);

	for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
		GMimeHeader *header = g_mime_header_list_get_header_at(list, i);
		const char *value = g_mime_header_get_raw_value(header);

		g_string_append_printf(text, "%s:%s", g_mime_header_get_name(header),
		                       value ? value : "");
		if (text->str[text->len - 1] != '\n')
			g_string_append_c(text, '\n');
	}
	return keep(mime, g_string_free_to_bytes(g_steal_pointer(&text)));
}

static bool
is_report(GMimeObject *object)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);
	const char *report = g_mime_object_get_content_type_parameter(object, "report-type");

	return g_mime_content_type_is_type(type, "multipart", "report") && report &&
	       g_ascii_strcasecmp(report, "delivery-status") == 0;
}

static void
keep_enclosed(BounceMime *mime, GMimeMessage *message)
{
	GMimeObject *body = g_mime_message_get_mime_part(message);

	if (mime->enclosed.len > 0 || !body || !is_report(body))
		return;
	char *text = g_mime_object_to_string(GMIME_OBJECT(message), NULL);
	mime->enclosed = keep(mime, g_bytes_new_take(text, strlen(text)));
}

static BouncePartKind
kind_of_type(GMimeContentType *type)
{
	static const struct {
		const char *media, *subtype;
		BouncePartKind kind;
	} kinds[] = {
		{"message", "delivery-status", BOUNCE_PART_DELIVERY_STATUS},
		{"message", "global-delivery-status", BOUNCE_PART_DELIVERY_STATUS},
		{"message", "feedback-report", BOUNCE_PART_FEEDBACK},
		{"message", "disposition-notification", BOUNCE_PART_DISPOSITION},
		{"message", "global-disposition-notification", BOUNCE_PART_DISPOSITION},
		{"message", "rfc822", BOUNCE_PART_ORIGINAL},
		{"message", "global", BOUNCE_PART_ORIGINAL},
		{"message", "global-headers", BOUNCE_PART_ORIGINAL},
		{"text", "rfc822-headers", BOUNCE_PART_ORIGINAL},
		{"text", "rfc822", BOUNCE_PART_ORIGINAL},
		{"text", "html", BOUNCE_PART_HTML},
		{"text", "*", BOUNCE_PART_TEXT},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_mime_content_type_is_type(type, kinds[i].media, kinds[i].subtype))
			return kinds[i].kind;
	return BOUNCE_PART_OTHER;
}

static void
add_leaf(BounceMime *mime, GMimeObject *object)
{
	BouncePart part = {kind_of_type(g_mime_object_get_content_type(object)),
	                   BOUNCE_SLICE_EMPTY};

	if (GMIME_IS_MESSAGE_PART(object)) {
		GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));

		part.kind = BOUNCE_PART_ORIGINAL;
		if (inner) {
			part.text = message_header(mime, GMIME_OBJECT(inner));
			keep_enclosed(mime, inner);
		}
	} else {
		part.text = part_text(mime, GMIME_PART(object));
	}
	g_array_append_val(mime->parts, part);
}

static bool
is_multipart(GMimeObject *object)
{
	return GMIME_IS_MULTIPART(object);
}

typedef struct {
	GMimeMultipart *multipart;
	int next; /* its child that comes next */
} Level;

/* All leaves in their order.  Without recursion: the mail must not choose how
 * deep our stack gets. */
static void
add_parts(BounceMime *mime, GMimeObject *top, BounceReportBuilder *builder)
{
	Level levels[BOUNCE_NESTING_MAX];
	size_t depth = 0;
	GMimeObject *object = top;

	for (;;) {
		if (mime->parts->len == BOUNCE_PARTS_MAX) {
			bounce_report_builder_note(builder, "more parts than are read");
			return;
		}
		if (!is_multipart(object))
			add_leaf(mime, object);
		else if (depth == BOUNCE_NESTING_MAX)
			bounce_report_builder_note(builder, "parts nested deeper than is read");
		else
			levels[depth++] = (Level){GMIME_MULTIPART(object), 0};

		while (depth > 0 && levels[depth - 1].next ==
		                            g_mime_multipart_get_count(levels[depth - 1].multipart))
			depth--;
		if (depth == 0)
			return;
		object = g_mime_multipart_get_part(levels[depth - 1].multipart,
		                                   levels[depth - 1].next++);
	}
}

static void
note_damage(const BounceMime *mime, GMimeObject *top, BounceReportBuilder *builder)
{
	if (mime->is_mislabelled)
		bounce_report_builder_note(builder, "a text that is not in the charset it names");
	if (is_multipart(top) && !GMIME_MULTIPART(top)->write_end_boundary)
		bounce_report_builder_note(builder, "the mail ends before its last part does");
}

static void
read_type(BounceMime *mime, GMimeObject *top)
{
	GMimeContentType *type = g_mime_object_get_content_type(top);
	const char *report_type = g_mime_object_get_content_type_parameter(top, "report-type");
	g_autofree char *name = g_mime_content_type_get_mime_type(type);

	mime->type = g_ascii_strdown(name, -1);
	mime->report_type = g_ascii_strdown(report_type ? report_type : "", -1);
}

void
bounce_mime_init(void)
{
	g_mime_init();
}

BounceMime *
bounce_mime_read(BounceSlice message, BounceReportBuilder *builder)
{
	BounceMime *mime = g_new0(BounceMime, 1);

	size_t len;
	char *bytes = bounce_mend(message, &len, builder);

	size_t n_header = bounce_header_length((BounceSlice){bytes, len});
	mime->header_text = g_memdup2(bytes, n_header + 1);
	mime->header = bounce_header_read((BounceSlice){mime->header_text, n_header});
	size_t begin = bounce_thin(bytes, &len);
	mime->bytes = g_byte_array_new_take((guint8 *)bytes, begin + len);
	mime->enclosed = BOUNCE_SLICE_EMPTY;
	mime->parts = g_array_new(false, false, sizeof(BouncePart));
	mime->texts = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);

	/* Which is not copied. */
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_byte_array(mime->bytes);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), false);
	g_mime_stream_set_bounds(stream, (gint64)begin, (gint64)(begin + len));
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);
	/* A part, not a message: the outermost address headers then stay text. */
	g_autoptr(GMimeObject) top = g_mime_parser_construct_part(parser, NULL);

	if (top) {
		read_type(mime, top);
		add_parts(mime, top, builder);
		note_damage(mime, top, builder);
	} else {
		mime->type = g_strdup("");
		mime->report_type = g_strdup("");
	}
	return mime;
}

void
bounce_mime_free(BounceMime *mime)
{
	g_byte_array_unref(mime->bytes);
	bounce_header_free(mime->header);
	g_free(mime->header_text);
	g_free(mime->type);
	g_free(mime->report_type);
	g_array_unref(mime->parts);
	g_ptr_array_unref(mime->texts);
	g_free(mime);
}

BounceSlice
bounce_mime_enclosed_report(const BounceMime *mime)
{
	return mime->enclosed;
}

BounceSlice
bounce_mime_skip_from(BounceSlice message)
{
	BounceSlice line;

	while (bounce_slice_starts_nocase(message, "From ") ||
	       bounce_slice_starts_nocase(message, ">From "))
		bounce_slice_next_line(&message, &line);
	return message;
}

const BounceHeader *
bounce_mime_header(const BounceMime *mime)
{
	return mime->header;
}

const char *
bounce_mime_type(const BounceMime *mime)
{
	return mime->type;
}

const char *
bounce_mime_report_type(const BounceMime *mime)
{
	return mime->report_type;
}

size_t
bounce_mime_n_parts(const BounceMime *mime)
{
	return mime->parts->len;
}

const BouncePart *
bounce_mime_part(const BounceMime *mime, size_t i)
{
	g_return_val_if_fail(i < mime->parts->len, NULL);
	return &g_array_index(mime->parts, BouncePart, i);
}

const BouncePart *
bounce_mime_find_part(const BounceMime *mime, BouncePartKind kind)
{
	for (size_t i = 0; i < bounce_mime_n_parts(mime); i++)
		if (bounce_mime_part(mime, i)->kind == kind)
			return bounce_mime_part(mime, i);
	return NULL;
}

/* ---- header fields */

static bool
may_be_encoded(BounceSlice value)
{
	for (size_t i = 0; i < value.len; i++)
		if (!g_ascii_isprint(value.ptr[i]) ||
		    (value.ptr[i] == '=' && bounce_slice_at(value, i + 1) == '?'))
			return true;
	return false;
}

char *
bounce_header_decode(BounceSlice value)
{
	g_autofree char *text = NULL;

	value = bounce_slice_take(value, BOUNCE_LINE_MAX);
	if (!may_be_encoded(value))
		return g_strndup(value.ptr, value.len);
	text = g_strndup(value.ptr, value.len);
	return g_mime_utils_header_decode_text(NULL, text);
}

gint64
bounce_header_date(BounceSlice value)
{
	g_autofree char *text = NULL;
	g_autoptr(GDateTime) date = NULL;

	value = bounce_slice_take(value, BOUNCE_LINE_MAX);
	text = g_strndup(value.ptr, value.len);
	date = g_mime_utils_header_decode_date(text);
	return date ? g_date_time_to_unix(date) : BOUNCE_DATE_NONE;
}
