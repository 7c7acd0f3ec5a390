/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "thin.h"

#include "boundary.h"
#include "cut.h"
#include "fields.h"

#include <string.h>

/* What stands for the header of a part that holds a returned one.  It is shorter than
 * that header, which says "message/rfc822" or more. */
static const char label[] = "Content-Type:text/rfc822\n";

typedef enum {
	LINE_FIELD, /* a field begins */
	LINE_FOLD,  /* it goes on */
	LINE_EMPTY, /* the header ends */
	LINE_ODD,   /* parsers may differ about it */
} LineKind;

/* field-name = 1*ftext, %d33-57 / %d59-126 (RFC 5322 section 2.2) */
static size_t
name_length(BounceSlice line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] != ':' && g_ascii_isgraph(line.ptr[n]))
		n++;
	return n;
}

/* Take the next line, which ends with LF or CRLF. */
static LineKind
next_line(BounceSlice *rest, BounceSlice *line)
{
	if (!bounce_slice_split(*rest, '\n', line, rest))
		return LINE_ODD;
	if (line->len > 0 && line->ptr[line->len - 1] == '\r')
		line->len--;
	if (line->len == 0)
		return LINE_EMPTY;
	if (memchr(line->ptr, '\r', line->len) || memchr(line->ptr, '\0', line->len))
		return LINE_ODD;
	if (bounce_slice_is_blank_at(*line, 0))
		return bounce_slice_trim(*line).len > 0 ? LINE_FOLD : LINE_ODD;

	size_t n = name_length(*line);
	return n > 0 && bounce_slice_at(*line, n) == ':' ? LINE_FIELD : LINE_ODD;
}

/* The bytes of the header that text begins with, up to its empty line.  0 when there is
 * none, or none that all read alike. */
static size_t
header_length(BounceSlice text)
{
	BounceSlice rest = text, line;
	LineKind before = LINE_ODD, kind;

	while ((kind = next_line(&rest, &line)) == LINE_FIELD ||
	       (kind == LINE_FOLD && before != LINE_ODD))
		before = kind;
	return kind == LINE_EMPTY ? (size_t)(line.ptr - text.ptr) : 0;
}

static bool
is_type_field(BounceSlice line)
{
	return bounce_slice_starts_nocase(line, "Content-Type:");
}

static bool
is_encoding_field(BounceSlice line)
{
	return bounce_slice_starts_nocase(line, "Content-Transfer-Encoding:");
}

static size_t
count_fields(BounceSlice header, bool (*is_one)(BounceSlice line))
{
	BounceSlice line;
	size_t n = 0;

	while (header.len > 0)
		n += next_line(&header, &line) == LINE_FIELD && is_one(line);
	return n;
}

/* Keep of the header, which all read alike, what GMime goes by, at to, which is not
 * behind it.  Returns its length. */
static size_t
keep_needed(char *to, BounceSlice header)
{
	BounceSlice line;
	bool is_needed = false;
	char *end = to;

	while (header.len > 0) {
		const char *begin = header.ptr;

		bounce_slice_split(header, '\n', &line, &header);
		if (!bounce_slice_is_blank_at(line, 0))
			is_needed = is_type_field(line) || is_encoding_field(line);
		if (!is_needed)
			continue;
		memmove(end, begin, (size_t)(header.ptr - begin));
		end += header.ptr - begin;
	}
	return (size_t)(end - to);
}

/* Is there a field of a report?  Such a message within the mail is read itself. */
static bool
is_of_report(BounceSlice header)
{
	BounceSlice line;
	bool is_type = false;

	while (header.len > 0) {
		if (next_line(&header, &line) == LINE_FIELD)
			is_type = is_type_field(line);
		if (is_type && bounce_slice_find_nocase(line, "report") < line.len)
			return true;
	}
	return false;
}

static bool
starts(BounceSlice text, const char *bytes, size_t len)
{
	return text.len >= len && memcmp(text.ptr, bytes, len) == 0;
}

/* "message/rfc822", and not "message/rfc822-x" */
static bool
is_returned_message(BounceSlice header)
{
	static const char type[] = "message/rfc822";
	BounceSlice value = bounce_field_value(header, "Content-Type");
	int behind = bounce_slice_at(value, strlen(type));

	return bounce_is_returned_message(header) && count_fields(header, is_type_field) == 1 &&
	       count_fields(header, is_encoding_field) <= 1 &&
	       bounce_slice_starts_nocase(value, type) &&
	       (behind < 0 || behind == ';' || g_ascii_isspace(behind));
}

/* The empty line and the header of a returned message behind the header of its part, and
 * the empty line behind that; empty when anything else stands there, or the header gives
 * the boundary of the mail for its own. */
static BounceSlice
returned_header(BounceSlice header, BounceSlice behind, const char *boundary)
{
	BounceSlice line, inner = behind, rest;

	if (!is_returned_message(header))
		return BOUNCE_SLICE_EMPTY;
	next_line(&inner, &line);
	size_t n = header_length(inner);
	rest = bounce_slice_skip(inner, n);
	next_line(&rest, &line);
	if (n == 0 || is_of_report(bounce_slice_take(inner, n)) ||
	    memmem(inner.ptr, n, boundary + strlen("\n--"), strlen(boundary) - strlen("\n--")) ||
	    (rest.len > 0 && !starts(rest, boundary, strlen(boundary))))
		return BOUNCE_SLICE_EMPTY;
	return bounce_slice_take(behind, (size_t)(rest.ptr - behind.ptr));
}

/* Take the header of a part off the front of rest; what stays of it goes to to, whose end
 * is returned. */
static char *
thin_part(char *to, BounceSlice *rest, const char *boundary)
{
	size_t n_header = header_length(*rest);
	BounceSlice header = bounce_slice_take(*rest, n_header);
	BounceSlice behind = bounce_slice_skip(*rest, n_header);
	BounceSlice returned =
		n_header > 0 ? returned_header(header, behind, boundary) : BOUNCE_SLICE_EMPTY;

	*rest = bounce_slice_skip(behind, returned.len);
	if (returned.len == 0)
		return to + keep_needed(to, header);
	memcpy(to, label, strlen(label));
	memmove(to + strlen(label), returned.ptr, returned.len);
	return to + strlen(label) + returned.len;
}

/* Only what stands behind a whole boundary line is a header: GMime knows no other. */
static size_t
thin_parts(char *bytes, size_t len, const char *boundary)
{
	BounceSlice rest = {bytes, len}, line;
	size_t n_boundary = strlen(boundary);
	const char *hit;
	char *to = bytes;

	while ((hit = memmem(rest.ptr, rest.len, boundary, n_boundary))) {
		const char *begin = rest.ptr;

		rest = bounce_slice_skip(rest, (size_t)(hit - begin) + n_boundary);
		bounce_slice_split(rest, '\n', &line, &rest);
		memmove(to, begin, (size_t)(rest.ptr - begin));
		to += rest.ptr - begin;
		if (bounce_slice_trim(line).len == 0)
			to = thin_part(to, &rest, boundary);
	}
	memmove(to, rest.ptr, rest.len);
	return (size_t)(to - bytes) + rest.len;
}

/* The boundary of a mail whose only Content-Type gives one, and in a way that leaves no
 * doubt; else empty. */
static BounceSlice
sure_boundary(BounceSlice header)
{
	static const char multipart[] = "multipart/", name[] = "boundary";
	BounceSlice type = bounce_field_value(header, "Content-Type");
	BounceSlice behind = bounce_slice_skip(type, bounce_slice_find_nocase(type, name) + 1);

	if (count_fields(header, is_type_field) != 1 ||
	    !bounce_slice_starts_nocase(type, multipart) ||
	    !g_ascii_isalnum(bounce_slice_at(type, strlen(multipart))) ||
	    memchr(type.ptr, '\\', type.len) || bounce_slice_find_nocase(behind, name) < behind.len)
		return BOUNCE_SLICE_EMPTY;
	return bounce_boundary_given(type);
}

size_t
bounce_thin(char *bytes, size_t *len)
{
	size_t n_header = header_length((BounceSlice){bytes, *len});

	if (n_header == 0)
		return 0;
	/* What is kept goes to before the body, which may be long. */
	size_t n_kept = keep_needed(bytes, (BounceSlice){bytes, n_header});
	size_t begin = n_header - n_kept;
	memmove(bytes + begin, bytes, n_kept);
	*len -= begin;

	BounceSlice given = sure_boundary((BounceSlice){bytes + begin, n_kept});
	g_autofree char *boundary = g_strdup_printf("\n--%.*s", (int)given.len, given.ptr);
	if (given.len > 0)
		*len = n_kept + thin_parts(bytes + n_header, *len - n_kept, boundary);
	return begin;
}
