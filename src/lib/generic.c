/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generic.h"

#include "address.h"
#include "bounds.h"
#include "fields.h"
#include "mention.h"
#include "phrase.h"
#include "reply.h"

#include <string.h>

static const char format_name[] = "generic";

/* A line that says more than this beside an address is a sentence. */
#define ALONE_MAX 4

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

/* "please contact", with what stands before it */
#define BYSTANDER_MAX ((size_t)100)

/* Of a line, whichever address in it is asked about: there may be thousands. */
typedef struct {
	BounceSlice text;
	bool is_alone;     /* nearly nothing beside the addresses in it */
	bool is_bystander; /* labelled so: "From:" */
	bool is_addressee; /* "To:"; the returned mail had others to read it than who failed */
} Line;

typedef struct {
	const BounceNoticeInfo *info;
	BounceSlice text, sender, owner;
	BounceReading *reading;
	BounceHeard *heard; /* the last one, whom words may be about */
	size_t n_since;     /* lines without one */
	size_t n_mentions;  /* so far */
	bool takes_any;     /* whoever is no bystander */
} Walk;

static bool
is_blameable(const Walk *walk, BounceSlice address)
{
	BounceSlice domain = bounce_address_domain(address);

	return memchr(domain.ptr, '.', domain.len) && domain.len + 1 < address.len &&
	       !memchr(address.ptr, '/', address.len) &&
	       !bounce_mention_among(walk->sender, address) &&
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
is_bystander(const Walk *walk, const Line *line, BounceSlice before)
{
	if (line->is_bystander)
		return true;
	before = bounce_slice_skip(before, before.len - MIN(before.len, BYSTANDER_MAX));
	g_autofree char *lower = bounce_phrase_fold(before, BYSTANDER_MAX);
	return ends_with_phrase(lower, walk->info->bystanders);
}

static size_t
count_word_chars(BounceSlice s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += is_word_char((unsigned char)s.ptr[i]);
	return n;
}

static bool
has_words(BounceSlice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (is_word_char((unsigned char)s.ptr[i]))
			return true;
	return false;
}

static bool
is_alone(BounceSlice line)
{
	size_t n = count_word_chars(line);
	BounceSlice address;

	while (bounce_mention_next(&line, &address))
		n -= count_word_chars(address);
	return n <= ALONE_MAX;
}

static Line
look_at_line(const Walk *walk, BounceSlice text)
{
	g_autofree char *label = bounce_phrase_fold(bounce_slice_trim(text), BOUNCE_LINE_MAX);

	return (Line){
		.text = text,
		.is_alone = is_alone(text),
		.is_bystander = begins_with_label(label, walk->info->bystanders),
		.is_addressee = begins_with_label(label, walk->info->addressees),
	};
}

static BounceSlice
rest_of_line(BounceSlice line, BounceSlice address)
{
	return bounce_slice_skip(line, (size_t)(address.ptr - line.ptr) + address.len);
}

/* The words about an address that share its line. */
static BounceSlice
words_beside(const Line *line, BounceSlice address)
{
	BounceSlice rest = rest_of_line(line->text, address);

	if (!line->is_alone)
		return line->text;
	while (rest.len > 0 && !is_word_char((unsigned char)rest.ptr[0]))
		rest = bounce_slice_skip(rest, 1);
	return memchr(rest.ptr, '@', rest.len) ? BOUNCE_SLICE_EMPTY : rest;
}

static bool
begins_line(BounceSlice line, BounceSlice address)
{
	return !has_words((BounceSlice){line.ptr, (size_t)(address.ptr - line.ptr)});
}

static bool
ends_line(BounceSlice line, BounceSlice address)
{
	return !has_words(rest_of_line(line, address));
}

static bool
ends_label(BounceSlice before)
{
	return before.len > 0 && before.ptr[before.len - 1] == ':';
}

/* At the beginning of a line, but not of one by which a sentence goes on. */
static bool
begins_item(BounceSlice line, BounceSlice before, BounceSlice address)
{
	return begins_line(line, address) && (!has_words(before) || ends_label(before));
}

/* "<a@example.org>: no such user", where even a helper is the one who failed */
static bool
is_entry(BounceSlice line, BounceSlice address)
{
	BounceSlice rest = rest_of_line(line, address);

	while (rest.len > 0 && strchr(">\"'", rest.ptr[0]))
		rest = bounce_slice_skip(rest, 1);
	return begins_line(line, address) && bounce_slice_at(rest, 0) == ':';
}

/* "Failed recipient: a@example.org" */
static bool
is_labelled(BounceSlice line, BounceSlice before, BounceSlice address)
{
	return ends_line(line, address) && before.len <= LABEL_MAX && ends_label(before);
}

static bool
tells_failure(const Walk *walk, BounceSlice line)
{
	g_autofree char *lower =
		g_strdelimit(bounce_phrase_fold(line, BOUNCE_LINE_MAX), "\r\n", ' ');
	BounceReply reply = bounce_reply_find(line);

	return reply.code >= 400 || reply.status.class >= 4 ||
	       bounce_phrase_find(lower, walk->info->failures);
}

static void
take_words(Walk *walk, BounceSlice line)
{
	if (walk->heard && walk->n_since++ < CLOSE_LINES) {
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

/* An address is blamed when it stands alone, begins a line or has a label, or when
 * its sentence tells a failure. */
static bool
is_blamed(const Walk *walk, const Line *line, BounceSlice address)
{
	BounceSlice before = bounce_mention_before(walk->text, line->text, address);

	if (!is_blameable(walk, address) || is_bystander(walk, line, before))
		return false;
	if (is_entry(line->text, address))
		return true;
	if (bounce_mention_is_helper(address))
		return false;
	if (walk->takes_any)
		return true;
	return !line->is_addressee &&
	       ((line->is_alone && ends_line(line->text, address)) ||
	        begins_item(line->text, before, address) ||
	        is_labelled(line->text, before, address) ||
	        tells_failure(walk, bounce_mention_sentence(walk->text, address)));
}

/* Is anybody in the line blamed? */
static bool
take_mentions(Walk *walk, BounceSlice text)
{
	BounceSlice rest = text, address;
	bool blamed = false;

	if (text.len == 0 || !memchr(text.ptr, '@', text.len))
		return false;
	Line line = look_at_line(walk, text);
	while (walk->n_mentions < BOUNCE_MENTIONS_MAX && bounce_mention_next(&rest, &address)) {
		walk->n_mentions++;
		if (!is_blamed(walk, &line, address))
			continue;
		walk->heard = bounce_reading_hear(walk->reading, address);
		walk->n_since = 0;
		blamed = true;
		if (walk->heard)
			bounce_heard_add(walk->heard, words_beside(&line, address));
	}
	return blamed;
}

static void
take_line(Walk *walk, BounceSlice line)
{
	if (!take_mentions(walk, line))
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
	return strchr("-=*#_+<", line.ptr[0]) || strchr("-=*#_+>:", line.ptr[line.len - 1]);
}

static bool
is_end(const Walk *walk, BounceSlice line)
{
	g_autofree char *lower =
		is_heading(line) ? bounce_phrase_fold(line, BOUNCE_LINE_MAX) : NULL;

	return lower && bounce_phrase_find(lower, walk->info->ends);
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
	again.n_since = again.n_mentions = 0;
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
	Walk walk = {info, text, sender, owner, reading, NULL, 0, 0, false};

	read_lines(&walk);
	if (reading->heard->len == 0)
		take_the_only_one(&walk);
	bounce_reading_share(reading);
	bounce_reading_spread(reading);
	return reading;
}
