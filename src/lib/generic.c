/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generic.h"

#include "address.h"
#include "bounds.h"
#include "fields.h"
#include "mention.h"
#include "reply.h"

#include <string.h>

static const char format_name[] = "generic";

/* A line that says more than this beside an address is a sentence. */
#define ALONE_MAX 12

/* How far from an address words are still about it, in lines. */
#define CLOSE_LINES 3

/* A line that is longer is no heading. */
#define HEADING_MAX 90

/* Fields of a header in a row that make it the returned mail's, and how many are
 * looked at: servers put their own in front. */
#define HEADER_LINES 3
#define HEADER_LINES_MAX 30

/* "Failed recipient:"; what is longer is a sentence. */
#define LABEL_MAX 40

typedef struct {
	const BounceNoticeInfo *info;
	BounceSlice text, sender, owner;
	BounceReading *reading;
	BounceHeard *heard; /* the last one, whom words may be about */
	size_t n_since;     /* lines without one */
	bool takes_any;     /* whoever is no bystander */
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
is_blameable(const Walk *walk, BounceSlice address)
{
	static const char *const nobody[] = {
		"mailer-daemon@", "postmaster@", "abuse@",     "noreply@",    "no-reply@",
		"support@",       "help@",       "helpdesk@",  "webmaster@",  "hostmaster@",
		"servicedesk@",   "itsupport@",  "do-not-reply@", "donotreply@",
	};
	BounceSlice domain = bounce_address_domain(address);

	if (!memchr(domain.ptr, '.', domain.len) || domain.len + 1 >= address.len ||
	    memchr(address.ptr, '/', address.len))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(nobody); i++)
		if (bounce_slice_starts_nocase(address, nobody[i]))
			return false;
	return !bounce_mention_among(walk->sender, address) &&
	       !bounce_mention_among(walk->owner, address);
}

static bool
is_word_char(int c)
{
	return c >= 0x80 || g_ascii_isalnum(c);
}

static bool
ends_with_phrase(const char *lower, const char *const *phrases)
{
	size_t len = strlen(lower);

	for (; *phrases; phrases++) {
		size_t n = strlen(*phrases);

		if (g_str_has_suffix(lower, *phrases) &&
		    (n == len || !is_word_char((unsigned char)lower[len - n - 1])))
			return true;
	}
	return false;
}

static bool
begins_with_label(const char *lower, const char *const *phrases)
{
	for (; *phrases; phrases++)
		if (g_str_has_suffix(*phrases, ":") && g_str_has_prefix(lower, *phrases))
			return true;
	return false;
}

/* "From: Somebody <a@example.org>", "... please contact a@example.org" */
static bool
is_bystander(const Walk *walk, BounceSlice line, BounceSlice before)
{
	g_autofree char *label = to_lower(bounce_slice_trim(line));
	g_autofree char *lower = to_lower(before);

	return begins_with_label(label, walk->info->bystanders) ||
	       ends_with_phrase(lower, walk->info->bystanders);
}

/* The returned mail had others to read it than who failed: "To:". */
static bool
is_addressee(const Walk *walk, BounceSlice line)
{
	g_autofree char *label = to_lower(bounce_slice_trim(line));

	return begins_with_label(label, walk->info->addressees);
}

/* Letters and digits of line beside the address. */
static size_t
count_beside(BounceSlice line, BounceSlice address)
{
	size_t n = 0;

	for (size_t i = 0; i < line.len; i++)
		if ((line.ptr + i < address.ptr || line.ptr + i >= address.ptr + address.len) &&
		    is_word_char((unsigned char)line.ptr[i]))
			n++;
	return n;
}

/* "<a@example.org>: no such user", "Failed recipient: a@example.org" */
static bool
is_headed(BounceSlice line, BounceSlice before, BounceSlice address)
{
	BounceSlice after = {address.ptr + address.len,
	                     (size_t)(line.ptr + line.len - address.ptr) - address.len};

	if (before.len == 0 || before.ptr < line.ptr)
		return strchr(">:.\"' ", MAX(bounce_slice_at(after, 0), ' '));
	for (size_t i = 0; i < after.len; i++)
		if (is_word_char((unsigned char)after.ptr[i]))
			return false;
	return before.len <= LABEL_MAX && before.ptr[before.len - 1] == ':';
}

static bool
tells_failure(const Walk *walk, BounceSlice line)
{
	g_autofree char *lower = g_strdelimit(to_lower(line), "\r\n", ' ');
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

/* An address is blamed when it stands alone or heads a line, or when its sentence
 * tells a failure. */
static bool
is_blamed(const Walk *walk, BounceSlice line, BounceSlice address)
{
	BounceSlice before = bounce_mention_before(walk->text, line, address);

	if (!is_blameable(walk, address) || is_bystander(walk, line, before))
		return false;
	if (walk->takes_any)
		return true;
	return !is_addressee(walk, line) &&
	       (count_beside(line, address) <= ALONE_MAX || is_headed(line, before, address) ||
	        tells_failure(walk, bounce_mention_sentence(walk->text, address)));
}

static void
take_line(Walk *walk, BounceSlice line)
{
	BounceSlice rest = line, address;
	bool blamed = false;

	while (bounce_mention_next(&rest, &address)) {
		if (!is_blamed(walk, line, address))
			continue;
		walk->heard = bounce_reading_hear(walk->reading, address);
		walk->n_since = 0;
		blamed = true;
		if (walk->heard && count_beside(line, address) > ALONE_MAX)
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

/* A field that only the mail itself has, not what a notice tells about it. */
static bool
is_trace_field(BounceSlice line)
{
	static const char *const names[] = {"Received:",     "Return-Path:", "Message-ID:",
	                                    "MIME-Version:", "DKIM-",        "X-",
	                                    "Content-Type:"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (bounce_slice_starts_nocase(line, names[i]))
			return true;
	return false;
}

/* Does the returned mail's header begin at text? */
static bool
begins_header(BounceSlice text)
{
	bool is_traced = false;
	BounceSlice line;
	size_t n = 0;

	while (n < HEADER_LINES_MAX && bounce_slice_next_line(&text, &line)) {
		if (n > 0 && bounce_slice_is_blank_at(line, 0))
			continue;
		if (!is_header_field(line))
			break;
		is_traced = is_traced || is_trace_field(line);
		n++;
	}
	return n >= HEADER_LINES && is_traced;
}

/* A heading: "--- Original message follows", "Message headers follow:".  Sendmail's
 * "The original message was received at ..." is none, nor is the end of a sentence
 * such as "... your own text from the attached returned message." */
static bool
is_heading(BounceSlice line)
{
	line = bounce_slice_trim(line);
	if (line.len == 0 || line.len > HEADING_MAX || memchr(line.ptr, '@', line.len))
		return false;
	if (strchr("-=*#_+<", line.ptr[0]) || strchr("-=*#_+>:", line.ptr[line.len - 1]))
		return true;
	return line.ptr[line.len - 1] == '.' && g_ascii_isupper(line.ptr[0]);
}

static bool
is_end(const Walk *walk, BounceSlice line)
{
	g_autofree char *lower = is_heading(line) ? to_lower(line) : NULL;

	return lower && holds_phrase(lower, walk->info->ends);
}

static void
read_lines(Walk *walk)
{
	BounceSlice text = walk->text, line;

	for (size_t n = 0; n < BOUNCE_GENERIC_LINES_MAX; n++) {
		if (begins_header(text)) {
			walk->reading->returned = text;
			return;
		}
		if (!bounce_slice_next_line(&text, &line))
			return;
		if (is_end(walk, line)) {
			walk->reading->returned = text;
			return;
		}
		if (bounce_slice_at(line, 0) != '>')
			take_line(walk, line);
	}
}

/* Where nobody is blamed: the only one who can be meant, if there is just one. */
static void
take_the_only_one(Walk *walk)
{
	g_autoptr(BounceReading) other = bounce_reading_new(format_name);
	Walk again = *walk;

	again.reading = other;
	again.heard = NULL;
	again.n_since = 0;
	again.takes_any = true;
	read_lines(&again);
	if (other->heard->len == 1) {
		const BounceHeard *heard = other->heard->pdata[0];

		bounce_reading_hear(walk->reading, bounce_slice(heard->address));
	}
}

BounceReading *
bounce_generic_read(const BounceNoticeInfo *info, BounceSlice text, BounceSlice sender,
                    BounceSlice owner)
{
	BounceReading *reading = bounce_reading_new(format_name);
	Walk walk = {info, text, sender, owner, reading, NULL, 0, false};

	read_lines(&walk);
	if (reading->heard->len == 0)
		take_the_only_one(&walk);
	bounce_reading_share(reading);
	for (guint i = 0; i < reading->heard->len; i++) {
		BounceHeard *heard = reading->heard->pdata[i];

		if (heard->said->len == 0)
			g_string_append(heard->said, reading->unaddressed->str);
	}
	return reading;
}
