/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cut.h"

#include "boundary.h"
#include "fields.h"

#include <string.h>

bool
bounce_is_returned_message(BounceSlice header)
{
	BounceSlice type = bounce_field_value(header, "Content-Type");
	BounceSlice encoding = bounce_field_value(header, "Content-Transfer-Encoding");

	if (bounce_slice_starts_nocase(encoding, "base64") ||
	    bounce_slice_starts_nocase(encoding, "quoted-printable"))
		return false;
	return bounce_slice_starts_nocase(type, "message/rfc822") ||
	       (bounce_slice_starts_nocase(type, "message/global") &&
	        !bounce_slice_starts_nocase(type, "message/global-"));
}

/* The body of the message that a part holds; empty when it is to stay. */
static BounceSlice
body_to_cut(BounceSlice part)
{
	size_t n_header = bounce_header_length(part);
	BounceSlice message = bounce_slice_skip(part, n_header), line;

	if (!bounce_is_returned_message(bounce_slice_take(part, n_header)))
		return BOUNCE_SLICE_EMPTY;
	bounce_slice_next_line(&message, &line);
	if (bounce_slice_starts_nocase(bounce_field_value(message, "Content-Type"),
	                               "multipart/report"))
		return BOUNCE_SLICE_EMPTY;
	message = bounce_slice_skip(message, bounce_header_length(message));
	bounce_slice_next_line(&message, &line);
	return message;
}

/* Up to the line end before the next boundary, or to the end. */
static BounceSlice
next_part(BounceSlice rest, const char *boundary)
{
	const char *end = memmem(rest.ptr, rest.len, boundary, strlen(boundary));

	return bounce_slice_take(rest, end ? (size_t)(end - rest.ptr) : rest.len);
}

size_t
bounce_cut(char *bytes, size_t len)
{
	BounceSlice rest = {bytes, len}, line;
	BounceSlice type = bounce_field_value(rest, "Content-Type");
	BounceSlice given = bounce_boundary_given(type);
	g_autofree char *boundary = g_strdup_printf("\n--%.*s", (int)given.len, given.ptr);
	char *to = bytes;

	if (!bounce_slice_starts_nocase(type, "multipart/") || given.len == 0)
		return len;
	/* What stands before the first boundary is a part for our purposes: it has no
	 * header of a message, and is kept. */
	while (rest.len > 0) {
		BounceSlice part = next_part(rest, boundary);
		BounceSlice body = to > bytes ? body_to_cut(part) : BOUNCE_SLICE_EMPTY;
		size_t n_kept = part.len - body.len;

		memmove(to, part.ptr, n_kept);
		to += n_kept;
		rest = bounce_slice_skip(rest, part.len);
		/* The boundary itself, with the line that it ends. */
		size_t n_boundary = MIN(rest.len, strlen(boundary));
		memmove(to, rest.ptr, n_boundary);
		to += n_boundary;
		rest = bounce_slice_skip(rest, n_boundary);
		if (bounce_slice_next_line(&rest, &line)) {
			memmove(to, line.ptr, (size_t)(rest.ptr - line.ptr));
			to += rest.ptr - line.ptr;
		}
	}
	return (size_t)(to - bytes);
}
