/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "boundary.h"

#include <string.h>

size_t
bounce_header_length(BounceSlice message)
{
	BounceSlice rest = message, line;

	while (bounce_slice_next_line(&rest, &line))
		if (line.len == 0)
			return (size_t)(line.ptr - message.ptr);
	return message.len;
}

BounceSlice
bounce_boundary_given(BounceSlice type)
{
	BounceSlice value = bounce_slice_skip(type, bounce_slice_find_nocase(type, "boundary=") +
	                                                    strlen("boundary="));
	bool is_quoted = bounce_slice_at(value, 0) == '"';
	size_t len = 0;

	value = bounce_slice_skip(value, is_quoted);
	while (len < value.len &&
	       (is_quoted ? value.ptr[len] != '"'
	                  : value.ptr[len] != ';' && g_ascii_isgraph(value.ptr[len])))
		len++;
	return bounce_slice_take(value, len);
}
