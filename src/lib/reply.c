/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply.h"

/* What may stand before a reply code, beside the beginning of a line. */
static const char *const openers[] = {";", "said:", ">:", "]:", "returned", "\""};

static bool
ends_with(BounceSlice s, const char *text)
{
	BounceSlice end = bounce_slice(text);

	return s.len >= end.len &&
	       bounce_slice_starts_nocase(bounce_slice_skip(s, s.len - end.len), text);
}

/* May a reply begin at i? */
static bool
opens(BounceSlice text, size_t i)
{
	BounceSlice before = bounce_slice_take(text, i);

	while (bounce_slice_is_blank_at(before, before.len - 1))
		before.len--;
	if (before.len == 0 || before.ptr[before.len - 1] == '\n' ||
	    before.ptr[before.len - 1] == '\r')
		return true;
	for (size_t n = 0; n < G_N_ELEMENTS(openers); n++)
		if (ends_with(before, openers[n]))
			return true;
	return false;
}

/*
 * Reply-code = %x32-35 %x30-35 %x30-39		(RFC 5321 section 4.2)
 *
 * then SP, "-" or the end.  Codes of 1yz and 3yz refuse nothing.
 */
static unsigned
read_code(BounceSlice s)
{
	int a = bounce_slice_at(s, 0), b = bounce_slice_at(s, 1), c = bounce_slice_at(s, 2);
	int next = bounce_slice_at(s, 3);

	if (a != '2' && a != '4' && a != '5')
		return 0;
	if (!g_ascii_isdigit(b) || !g_ascii_isdigit(c))
		return 0;
	if (next >= 0 && next != '-' && !g_ascii_isspace(next))
		return 0;
	return (unsigned)((a - '0') * 100 + (b - '0') * 10 + (c - '0'));
}

/* An enhanced code right behind the reply code: "550-5.1.1", "550 #5.1.1". */
static BounceStatus
read_status(BounceSlice s)
{
	BounceStatus status = BOUNCE_STATUS_NONE;

	while (bounce_slice_at(s, 0) == '-' || bounce_slice_at(s, 0) == '#' ||
	       bounce_slice_at(s, 0) == '[' || bounce_slice_at(s, 0) == '(' ||
	       bounce_slice_is_blank_at(s, 0))
		s = bounce_slice_skip(s, 1);
	bounce_status_parse(s.ptr, s.len, &status);
	return status;
}

/* The first enhanced code that stands by itself.  Of a registered subject only:
 * "4.94.2" is a version. */
static BounceStatus
find_status(BounceSlice text)
{
	BounceStatus status;

	for (size_t i = 0; i < text.len; i++) {
		int before = i > 0 ? bounce_slice_at(text, i - 1) : ' ';
		BounceSlice here = bounce_slice_skip(text, i);

		if (g_ascii_isalnum(before) || before == '.' || before == '-' || before == '_')
			continue;
		if (bounce_status_parse(here.ptr, here.len, &status) > 0 && status.subject <= 7)
			return status;
	}
	return BOUNCE_STATUS_NONE;
}

BounceReply
bounce_reply_find(BounceSlice text)
{
	BounceReply reply = {0};
	size_t after = 0;

	for (size_t i = 0; i < text.len; i++) {
		BounceSlice here = bounce_slice_skip(text, i);
		unsigned code = read_code(here);

		if (code == 0 || !opens(text, i))
			continue;
		/* the lines of one reply may carry the enhanced code just once */
		BounceStatus status = read_status(bounce_slice_skip(here, 3));
		if (bounce_status_is_set(status) || code != reply.code)
			reply.status = status;
		reply.code = code;
		after = i + 3;
	}
	if (!bounce_status_is_set(reply.status))
		reply.status = find_status(bounce_slice_skip(text, after));
	return reply;
}
