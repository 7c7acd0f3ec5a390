/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generic.h"

#include "address.h"
#include "bounds.h"
#include "fields.h"
#include "reply.h"

#include <string.h>

static const char format_name[] = "generic";

/* A line that says more than this beside an address is a sentence. */
#define ALONE_MAX 12

/* How far from an address words are still about it, in lines. */
#define CLOSE_LINES 3

/* A line that is longer is no heading. */
#define HEADING_MAX 90

/* Fields of a header in a row that make it the returned mail's. */
#define HEADER_LINES 3

typedef struct {
	const BounceNoticeInfo *info;
	BounceSlice sender, owner;
	BounceReading *reading;
	BounceHeard *heard; /* the last one, whom words may be about */
	size_t n_since;     /* lines without one */
} Walk;

static bool
holds_phrase(const char *lower, const char *const *phrases)
{
	for (; *phrases; phrases++)
		if (strstr(lower, *phrases))
			return true;
	return false;
}

static char *
to_lower(BounceSlice line)
{
	g_autofree char *valid =
		g_utf8_make_valid(line.ptr, (gssize)MIN(line.len, BOUNCE_LINE_MAX));

	return g_utf8_strdown(valid, -1);
}

static bool
is_address_char(int c)
{
	return c >= 0x80 || g_ascii_isalnum(c) || (c > 0 && strchr("!#$%&'*+-/=?^_`{|}~.@", c));
}

/* Take the first address off the front of line, with what stands before it.
 * Decoration such as <>, quotes and a closing dot is none of it. */
static bool
next_address(BounceSlice *line, BounceSlice *address)
{
	const char *at = line->len > 0 ? memchr(line->ptr, '@', line->len) : NULL;
	size_t begin, end;

	if (!at)
		return false;
	begin = end = (size_t)(at - line->ptr);
	while (begin > 0 && is_address_char((unsigned char)line->ptr[begin - 1]))
		begin--;
	while (is_address_char(bounce_slice_at(*line, end)))
		end++;
	while (end > begin && strchr(".'*`", line->ptr[end - 1]))
		end--;
	while (begin < end && strchr("'*`", line->ptr[begin]))
		begin++;
	*address = (BounceSlice){line->ptr + begin, end - begin};
	*line = bounce_slice_skip(*line, MAX(end, (size_t)(at - line->ptr) + 1));
	return true;
}

static bool
is_blameable(const Walk *walk, BounceSlice address)
{
	static const char *const nobody[] = {"mailer-daemon@", "postmaster@", "abuse@", "noreply@",
	                                     "no-reply@",      "support@",    "help@"};
	g_autofree char *text = g_strndup(address.ptr, address.len);
	BounceSlice domain = bounce_address_domain(address);

	if (!memchr(domain.ptr, '.', domain.len) || domain.len + 1 == address.len ||
	    memchr(address.ptr, '/', address.len))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(nobody); i++)
		if (bounce_slice_starts_nocase(address, nobody[i]))
			return false;
	return bounce_slice_find_nocase(walk->sender, text) == walk->sender.len &&
	       bounce_slice_find_nocase(walk->owner, text) == walk->owner.len;
}

/* Letters and digits of line beside the address. */
static size_t
count_beside(BounceSlice line, BounceSlice address)
{
	size_t n = 0;

	for (size_t i = 0; i < line.len; i++)
		if ((line.ptr + i < address.ptr || line.ptr + i >= address.ptr + address.len) &&
		    (g_ascii_isalnum(line.ptr[i]) || line.ptr[i] & 0x80))
			n++;
	return n;
}

static bool
tells_failure(const Walk *walk, BounceSlice line)
{
	g_autofree char *lower = to_lower(line);
	BounceReply reply = bounce_reply_find(line);

	return reply.code >= 400 || reply.status.class >= 4 ||
	       holds_phrase(lower, walk->info->failures);
}

static void
take_words(Walk *walk, BounceSlice line)
{
	if (walk->heard && walk->n_since++ < CLOSE_LINES + walk->heard->said->len / 80) {
		bounce_heard_add(walk->heard, line);
		return;
	}
	GString *words = walk->reading->unaddressed;
	if (!tells_failure(walk, line) || words->len > BOUNCE_DIAGNOSTIC_MAX)
		return;
	if (words->len > 0)
		g_string_append_c(words, '\n');
	g_string_append_len(words, line.ptr, (gssize)line.len);
}

/* A line that names an address blames it when it stands alone, or when the line
 * tells a failure. */
static void
take_line(Walk *walk, BounceSlice line)
{
	BounceSlice rest = line, address;
	bool failure = tells_failure(walk, line), blamed = false;

	while (next_address(&rest, &address)) {
		bool alone = count_beside(line, address) <= ALONE_MAX;

		if (!is_blameable(walk, address) || (!alone && !failure))
			continue;
		walk->heard = bounce_reading_hear(walk->reading, address);
		walk->n_since = 0;
		blamed = true;
		if (walk->heard && !alone)
			bounce_heard_add(walk->heard, line);
	}
	if (!blamed)
		take_words(walk, line);
}

static bool
is_header_field(BounceSlice line)
{
	BounceField field;

	return g_ascii_isalpha(bounce_slice_at(line, 0)) &&
	       bounce_field_next(&line, &field) == BOUNCE_FIELD_FOUND &&
	       !memchr(field.name.ptr, ' ', field.name.len);
}

/* Does the returned mail's header begin at text? */
static bool
begins_header(BounceSlice text)
{
	BounceSlice line;
	size_t n = 0;

	while (n < HEADER_LINES && bounce_slice_next_line(&text, &line)) {
		if (n > 0 && bounce_slice_is_blank_at(line, 0))
			continue;
		if (!is_header_field(line))
			return false;
		n++;
	}
	return n == HEADER_LINES;
}

/* A heading: "--- Original message follows", "Message headers follow:".  Sendmail's
 * "The original message was received at ..." is none. */
static bool
is_heading(BounceSlice line)
{
	line = bounce_slice_trim(line);
	return line.len > 0 && line.len <= HEADING_MAX && !memchr(line.ptr, '@', line.len) &&
	       (strchr("-=*#_+<", line.ptr[0]) || strchr("-=*#_+>:.", line.ptr[line.len - 1]));
}

static bool
is_end(const Walk *walk, BounceSlice line)
{
	g_autofree char *lower = is_heading(line) ? to_lower(line) : NULL;

	return lower && holds_phrase(lower, walk->info->ends);
}

BounceReading *
bounce_generic_read(const BounceNoticeInfo *info, BounceSlice text, BounceSlice sender,
                    BounceSlice owner)
{
	BounceReading *reading = bounce_reading_new(format_name);
	Walk walk = {info, sender, owner, reading, NULL, 0};
	BounceSlice line;

	for (size_t n = 0; n < BOUNCE_GENERIC_LINES_MAX; n++) {
		if (begins_header(text)) {
			reading->returned = text;
			break;
		}
		if (!bounce_slice_next_line(&text, &line))
			break;
		if (is_end(&walk, line)) {
			reading->returned = text;
			break;
		}
		if (bounce_slice_at(line, 0) == '>')
			continue;
		take_line(&walk, line);
	}
	bounce_reading_share(reading);
	bounce_reading_spread(reading);
	return reading;
}
