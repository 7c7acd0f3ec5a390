/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mend.h"

#include "boundary.h"
#include "bounds.h"
#include "cut.h"
#include "fields.h"

#include <string.h>

/* RFC 2046 section 5.1.1 */
#define BOUNDARY_MAX 70

/* "This is a MIME-encapsulated message.", with empty lines around */
#define PREAMBLE_LINES 5

/* Some senders end lines with CR alone; then there is no LF anywhere. */
static void
mend_line_ends(char *bytes, size_t len)
{
	if (memchr(bytes, '\n', len))
		return;
	for (size_t i = 0; i < len; i++)
		if (bytes[i] == '\r')
			bytes[i] = '\n';
}

static bool
is_address_header(BounceSlice line)
{
	static const char *const names[] = {"From", "Sender", "Reply-To", "To", "Cc", "Bcc"};
	BounceSlice name, value;
	int first = bounce_lower(bounce_slice_at(line, 0));
	bool may_be = !g_ascii_isgraph(first);

	for (size_t i = 0; !may_be && i < G_N_ELEMENTS(names); i++)
		may_be = first == bounce_lower(*names[i]);
	/* Most lines end here. */
	if (!may_be || !bounce_slice_split(line, ':', &name, &value))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (bounce_slice_equal_nocase(bounce_slice_trim(name), names[i]))
			return true;
	return false;
}

/* GMime reads the groups of an address header ("a:b:c:...", RFC 5322 section 3.4)
 * by recursion, as deep as the mail says, and looks behind each comma at all that
 * follows.  What is over the bounds becomes blanks: no report needs it, and stack and
 * time are safe.  Lines are looked at wherever they stand, since messages within the
 * message have headers too; they end with LF alone, as for GMime. */
static bool
mend_address_headers(char *bytes, size_t len)
{
	BounceSlice rest = {bytes, len}, line;
	bool in_header = false, mended = false;
	size_t n_colons = 0, n_commas = 0;

	while (rest.len > 0) {
		bounce_slice_split(rest, '\n', &line, &rest);
		if (!bounce_slice_is_blank_at(line, 0)) {
			in_header = is_address_header(line);
			n_colons = n_commas = 0;
		}
		for (size_t i = 0; in_header && i < line.len; i++) {
			bool is_over = (line.ptr[i] == ':' && ++n_colons > BOUNCE_GROUPS_MAX) ||
			               (line.ptr[i] == ',' && ++n_commas > BOUNCE_COMMAS_MAX);
			if (!is_over)
				continue;
			bytes[line.ptr + i - bytes] = ' ';
			mended = true;
		}
	}
	return mended;
}

static bool
is_empty_line(BounceSlice line)
{
	return line.len == 0 || (line.len == 1 && line.ptr[0] == '\r');
}

/* Take out what a header has too many of; returns the new length. */
static size_t
cut_fields(char *bytes, size_t len)
{
	BounceSlice rest = {bytes, len}, line;
	size_t n_fields = 0;
	char *to = bytes;

	while (rest.len > 0) {
		bounce_slice_split(rest, '\n', &line, &rest);
		size_t n = (size_t)(rest.ptr - line.ptr);

		if (is_empty_line(line))
			n_fields = 0;
		else if (memchr(line.ptr, ':', line.len))
			n_fields++;
		if (n_fields > BOUNCE_FIELDS_MAX)
			continue;
		memmove(to, line.ptr, n);
		to += n;
	}
	return (size_t)(to - bytes);
}

/* The length up to the line that begins one part too many. */
static size_t
cut_parts(BounceSlice message)
{
	BounceSlice rest = message, line;
	size_t n_parts = 0;

	while (rest.len > 0) {
		bounce_slice_split(rest, '\n', &line, &rest);
		if (bounce_slice_starts_nocase(line, "--") && ++n_parts > BOUNCE_BOUNDARIES_MAX)
			return (size_t)(line.ptr - message.ptr);
	}
	return message.len;
}

/* GMime keeps each field and each part, were they empty and a million.  They are counted
 * wherever they seem to be: what a text has so many of is over as well. */
static size_t
cut_excess(char *bytes, size_t len, BounceReportBuilder *builder)
{
	/* As most mail: a field takes two bytes, a part three. */
	if (len <= MIN(2 * BOUNCE_FIELDS_MAX, 3 * BOUNCE_BOUNDARIES_MAX))
		return len;

	size_t n_kept = cut_fields(bytes, len);

	if (n_kept < len)
		bounce_report_builder_note(builder, "a header with more fields than are read");
	len = cut_parts((BounceSlice){bytes, n_kept});
	if (len < n_kept)
		bounce_report_builder_note(builder, "more parts than are read");
	return len;
}

static size_t
line_end_length(BounceSlice s)
{
	if (bounce_slice_at(s, 0) == '\r')
		return bounce_slice_at(s, 1) == '\n' ? 2 : 1;
	return bounce_slice_at(s, 0) == '\n';
}

/* "Content-Type: multipart/alternative;" whose next line, "boundary=...", lacks the
 * blank that makes it one field (RFC 5322 section 2.2.3).  Few lines end so. */
static bool
mend_folds(char *bytes, size_t len)
{
	BounceSlice text = {bytes, len}, before, rest = text;
	size_t begin = 0; /* of a line that is not behind rest */
	bool mended = false;

	while (bounce_slice_split(rest, ';', &before, &rest)) {
		size_t end = (size_t)(rest.ptr - bytes), n = line_end_length(rest);

		if (n == 0 || !bounce_slice_starts_nocase(bounce_slice_skip(rest, n), "boundary="))
			continue;
		for (size_t i = begin; i < end; i++)
			begin = bytes[i] == '\n' || bytes[i] == '\r' ? i + 1 : begin;
		if (bounce_slice_starts_nocase(bounce_slice_skip(text, begin), "Content-Type:")) {
			memset(bytes + end, ' ', n);
			mended = true;
		}
		begin = end + n;
	}
	return mended;
}

/* "--B", and a field of a part below it: B.  Empty when line is no such thing. */
static BounceSlice
read_boundary(BounceSlice line, BounceSlice rest)
{
	BounceSlice boundary = bounce_slice_trim(bounce_slice_skip(line, 2));

	if (!bounce_slice_starts_nocase(line, "--") || boundary.len > BOUNDARY_MAX ||
	    !bounce_slice_starts_nocase(rest, "Content-"))
		return BOUNCE_SLICE_EMPTY;
	for (size_t i = 0; i < boundary.len; i++)
		if (!g_ascii_isgraph(boundary.ptr[i]) || boundary.ptr[i] == '"')
			return BOUNCE_SLICE_EMPTY;
	return boundary;
}

/* The boundary at which the body begins, or a few lines behind: a notice that goes
 * on to a returned multipart begins with words. */
static BounceSlice
find_boundary(BounceSlice body)
{
	BounceSlice line, boundary;

	for (size_t n = 0; n < PREAMBLE_LINES && bounce_slice_next_line(&body, &line); n++) {
		boundary = read_boundary(line, body);
		if (boundary.len > 0)
			return boundary;
	}
	return BOUNCE_SLICE_EMPTY;
}

/* The message with one more field at the header's end, since GMime goes by the last of
 * a name. */
static char *
add_field(BounceSlice message, const char *field, size_t *len)
{
	size_t n_header = bounce_header_length(message);
	GString *mended = g_string_new_len(message.ptr, (gssize)n_header);

	g_string_append_printf(mended, "%s\n", field);
	g_string_append_len(mended, message.ptr + n_header, (gssize)(message.len - n_header));
	*len = mended->len;
	return g_string_free(mended, false);
}

/* A multipart none of whose parts is left, its boundaries having been cut out: a text.
 * NULL when it has some. */
static char *
mend_lost_parts(BounceSlice message, size_t *len)
{
	BounceSlice type = bounce_field_value(message, "Content-Type");
	BounceSlice boundary = bounce_boundary_given(type);

	if (!bounce_slice_starts_nocase(type, "multipart/") || boundary.len == 0)
		return NULL;
	BounceSlice body = bounce_slice_skip(message, bounce_header_length(message));
	g_autofree char *line = g_strdup_printf("\n--%.*s", (int)boundary.len, boundary.ptr);
	if (bounce_slice_trim(body).len == 0 || memmem(body.ptr, body.len, line, strlen(line)))
		return NULL;
	return add_field(message, "Content-Type: text/plain", len);
}

/* Parts whose header lost its Content-Type, or the boundary in it.  NULL when nothing
 * is lost. */
static char *
mend_boundary(BounceSlice message, size_t *len)
{
	BounceSlice type = bounce_field_value(message, "Content-Type");
	BounceSlice boundary;

	if (type.len > 0 && (!bounce_slice_starts_nocase(type, "multipart/") ||
	                     bounce_slice_find_nocase(type, "boundary") < type.len))
		return NULL;
	boundary = find_boundary(bounce_slice_skip(message, bounce_header_length(message) + 1));
	if (boundary.len == 0)
		return NULL;

	if (type.len == 0)
		type = BOUNCE_SLICE_LIT("multipart/mixed");
	if (type.ptr[type.len - 1] == ';')
		type.len--;
	g_autofree char *field =
		g_strdup_printf("Content-Type: %.*s; boundary=\"%.*s\"", (int)type.len, type.ptr,
	                        (int)boundary.len, boundary.ptr);
	return add_field(message, field, len);
}

char *
bounce_mend(BounceSlice message, size_t *len, BounceReportBuilder *builder)
{
	g_autofree char *bytes = g_malloc(message.len + 1);
	char *mended;

	memcpy(bytes, message.ptr, message.len);
	*len = message.len;
	mend_line_ends(bytes, *len);
	*len = bounce_cut(bytes, *len);
	*len = cut_excess(bytes, *len, builder);
	if (mend_address_headers(bytes, *len))
		bounce_report_builder_note(builder,
		                           "an address header with more addresses than are read");
	if (mend_folds(bytes, *len))
		bounce_report_builder_note(builder, "a field that goes on without a blank");
	mended = mend_boundary((BounceSlice){bytes, *len}, len);
	if (mended) {
		bounce_report_builder_note(builder,
		                           "parts whose boundary the header does not tell");
		return mended;
	}
	mended = mend_lost_parts((BounceSlice){bytes, *len}, len);
	if (!mended)
		return g_steal_pointer(&bytes);
	bounce_report_builder_note(builder, "parts that are gone; what is left was read as text");
	return mended;
}
