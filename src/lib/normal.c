/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normal.h"

#include <bounce/status.h>

#include <string.h>

struct BounceNormal {
	BounceSlice source;
	char *text;
	size_t *from; /* where in the source each byte of text came from */
	size_t len, room;
};

/* The codes that the reply began with. */
typedef struct {
	BounceSlice reply; /* empty until there was one */
	BounceStatus status;
} Prefix;

static bool
is_atext(int c)
{
	return g_ascii_isalnum(c) || c >= 0x80 || (c > 0 && strchr("!#$%&'*+-/=?^_`{|}~.", c));
}

static bool
is_domain(int c)
{
	return g_ascii_isalnum(c) || c >= 0x80 || c == '-' || c == '.' || c == '[' || c == ']';
}

/* This and what it calls is done for every byte of every reply: hence no GString. */
static void
append_byte(BounceNormal *normal, size_t from, char byte)
{
	if (normal->len == normal->room) {
		normal->room *= 2;
		normal->text = g_renew(char, normal->text, normal->room);
		normal->from = g_renew(size_t, normal->from, normal->room);
	}
	normal->text[normal->len] = byte;
	normal->from[normal->len++] = from;
}

static void
append(BounceNormal *normal, size_t from, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		append_byte(normal, from, bytes[i]);
}

static int
last_byte(const BounceNormal *normal)
{
	return normal->len > 0 ? (unsigned char)normal->text[normal->len - 1] : -1;
}

static void
append_blank(BounceNormal *normal, size_t from)
{
	if (normal->len > 0 && last_byte(normal) != ' ')
		append_byte(normal, from, ' ');
}

/* At the "@": take back the local part and go behind the domain. */
static size_t
append_address(BounceNormal *normal, size_t at)
{
	size_t end = at + 1, len = normal->len;

	while (len > 0 && is_atext((unsigned char)normal->text[len - 1]))
		len--;
	while (is_domain(bounce_slice_at(normal->source, end)))
		end++;
	/* a full stop ends the sentence */
	while (end > at + 1 && bounce_slice_at(normal->source, end - 1) == '.')
		end--;
	size_t from = len < normal->len ? normal->from[len] : at;
	normal->len = len;
	append_byte(normal, from, '@');
	return end;
}

static size_t
append_wide(BounceNormal *normal, size_t at)
{
	BounceSlice here = bounce_slice_skip(normal->source, at);
	gunichar c = g_utf8_get_char_validated(here.ptr, (gssize)here.len);
	char utf8[6];

	if (c == (gunichar)-1 || c == (gunichar)-2) {
		append(normal, at, "\xef\xbf\xbd", 3);
		return at + 1;
	}
	if (c == 0x2018 || c == 0x2019 || c == 0xb4)
		append_byte(normal, at, '\'');
	else if (c == 0x201c || c == 0x201d || c == 0x201e || c == 0xab || c == 0xbb)
		append_byte(normal, at, '"');
	else if (g_unichar_isspace(c))
		append_blank(normal, at);
	else
		append(normal, at, utf8, (size_t)g_unichar_to_utf8(g_unichar_tolower(c), utf8));
	return at + (size_t)(g_utf8_next_char(here.ptr) - here.ptr);
}

static bool
is_reply_code(BounceSlice s)
{
	int first = bounce_slice_at(s, 0), behind = bounce_slice_at(s, 3);

	return first >= '2' && first <= '5' && g_ascii_isdigit(bounce_slice_at(s, 1)) &&
	       g_ascii_isdigit(bounce_slice_at(s, 2)) && (behind == '-' || behind == ' ');
}

/*
 * "550-5.1.1 No such user 550 5.1.1 here": the codes that begin a further line.
 * Behind them; or at, when these are none, or the first.
 */
static size_t
skip_prefix(BounceNormal *normal, Prefix *prefix, size_t at)
{
	BounceSlice here = bounce_slice_skip(normal->source, at);
	BounceSlice behind = bounce_slice_skip(here, 4);
	BounceStatus status = BOUNCE_STATUS_NONE;
	bool begins_line = at > 0 && bounce_slice_at(normal->source, at - 1) == '\n';

	if ((last_byte(normal) != ' ' && last_byte(normal) >= 0) || !is_reply_code(here))
		return at;
	size_t len = bounce_status_parse(behind.ptr, behind.len, &status);
	if (prefix->reply.len == 0) {
		prefix->reply = bounce_slice_take(here, 3);
		prefix->status = status;
		append(normal, at, here.ptr, 3);
		append_blank(normal, at + 3);
		return at + 4;
	}
	if (memcmp(prefix->reply.ptr, here.ptr, 3) != 0)
		return at;
	if (len > 0 && bounce_status_equal(status, prefix->status))
		return at + 4 + len;
	return bounce_slice_at(here, 3) == '-' || begins_line ? at + 4 : at;
}

/* Take what stands at, and give what stands behind. */
static size_t
take(BounceNormal *normal, Prefix *prefix, size_t at)
{
	size_t behind = skip_prefix(normal, prefix, at);
	int c = bounce_slice_at(normal->source, at);

	if (behind > at)
		return behind;
	if (c == '@' && is_atext(last_byte(normal)) &&
	    is_domain(bounce_slice_at(normal->source, at + 1)))
		return append_address(normal, at);
	if (c >= 0x80)
		return append_wide(normal, at);
	if (g_ascii_isspace(c) || c == '\0')
		append_blank(normal, at);
	else
		append_byte(normal, at, g_ascii_tolower((char)c));
	return at + 1;
}

BounceNormal *
bounce_normal_new(BounceSlice source)
{
	BounceNormal *normal = g_new0(BounceNormal, 1);
	Prefix prefix = {.reply = BOUNCE_SLICE_EMPTY};
	size_t i = 0;

	normal->source = source;
	normal->room = source.len + 1;
	normal->text = g_new(char, normal->room);
	normal->from = g_new(size_t, normal->room);
	while (i < source.len) {
		/* A small letter stands for itself, whatever is around it. */
		if (g_ascii_islower(source.ptr[i])) {
			append_byte(normal, i, source.ptr[i]);
			i++;
		} else {
			i = take(normal, &prefix, i);
		}
	}
	return normal;
}

void
bounce_normal_free(BounceNormal *normal)
{
	g_free(normal->text);
	g_free(normal->from);
	g_free(normal);
}

BounceSlice
bounce_normal_text(const BounceNormal *normal)
{
	return (BounceSlice){normal->text, normal->len};
}

BounceSlice
bounce_normal_source(const BounceNormal *normal, size_t begin, size_t end)
{
	g_return_val_if_fail(begin <= end && end <= normal->len, BOUNCE_SLICE_EMPTY);

	size_t first = begin < normal->len ? normal->from[begin] : normal->source.len;
	size_t behind = end < normal->len ? normal->from[end] : normal->source.len;

	return bounce_slice_trim((BounceSlice){normal->source.ptr + first, behind - first});
}
