/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply.h"

/* What stands before a number that may be a reply code. */
typedef enum {
	OPENS_NOTHING, /* it is part of something else: "10.0.0.1:587" */
	OPENS_WORD,    /* just a word: enough for "550 5.1.1", which nothing else looks like */
	OPENS_LINE,
	OPENS_REMOTE_LINE, /* "<<< ", as Sendmail and Courier mark what the remote said */
	OPENS_MARK,        /* "smtp;", "(": enough unless it may be part of a reply itself */
	OPENS_QUOTE,       /* "said: " */
	OPENS_RESPONSE,    /* what a third server said, in the reply of the second */
} Opening;

/* One line of a reply. */
typedef struct {
	size_t at;
	unsigned code;
	BounceStatus status; /* right behind the code */
	bool goes_on;        /* "550-": more lines follow */
	Opening opening;
} Line;

typedef struct {
	BounceSlice text;
	BounceReply reply;
	size_t first;        /* where the first reply of all begins */
	size_t outer;        /* where the refusal begins that quotes this one, */
	size_t begin;        /* where this one begins, */
	size_t last;         /* its last line, */
	size_t stop;         /* what does not belong to it any more, */
	size_t quoted;       /* and the first reply that it quotes */
	bool is_going_on;    /* its last line has not come yet */
	bool is_within_line; /* we are on the line it begins on */
	bool is_remote;      /* it is marked as what the remote said */
} Scan;

static const char *const opening_marks[] = {";", ":", ">",   "\"", "'", "`", "(",
                                            "[", "{", "...", "“",  "‘", "„", "«"};
static const char *const opening_words[] = {"said",  "returned", "responded", "replied",
                                            "error", "reply",    "response",  "code"};
/* Where the lines of a transcript were joined to one. */
static const char *const line_marks[] = {"/", "|"};

/* What a number is of when it counts. */
static const char *const units[] = {
	"KB",    "KiB",    "MB",        "MiB",       "GB",   "GiB", "kbytes", "mbytes",
	"bytes", "octets", "kilobytes", "megabytes", "ms",   "sec", "secs",   "seconds",
	"min",   "mins",   "minutes",   "hours",     "days", "%",
};

/* What a number is a version of. */
static const char *const software[] = {"version",  "ver",     "release",  "exim", "postfix",
                                       "sendmail", "courier", "exchange", "perl"};

static bool
ends_with(BounceSlice s, const char *text)
{
	BounceSlice end = bounce_slice(text);

	return s.len >= end.len &&
	       bounce_slice_starts_nocase(bounce_slice_skip(s, s.len - end.len), text);
}

static bool
ends_with_one(BounceSlice s, const char *const *texts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ends_with(s, texts[i]))
			return true;
	return false;
}

/* Like ends_with_one(), but all of the last word. */
static bool
ends_with_word(BounceSlice s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = bounce_slice(words[i]).len;

		if (ends_with(s, words[i]) && !g_ascii_isalnum(bounce_slice_at(s, s.len - len - 1)))
			return true;
	}
	return false;
}

static bool
starts_with_word(BounceSlice s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bounce_slice_starts_nocase(s, words[i]) &&
		    !g_ascii_isalnum(bounce_slice_at(s, bounce_slice(words[i]).len)))
			return true;
	return false;
}

static bool
is_newline(int c)
{
	return c == '\n' || c == '\r';
}

/* Characters that join what is on both sides of them to one. */
static bool
joins(int c)
{
	return g_ascii_isalnum(c) || c == '.' || c == '_' || c == '-' || c == '@' || c == '/' ||
	       c == '=' || c == '&' || c == '?' || c == '%' || c == '+' || c == '<';
}

static BounceSlice
without_blanks_behind(BounceSlice s)
{
	while (bounce_slice_is_blank_at(s, s.len - 1))
		s.len--;
	return s;
}

static Opening
find_opening(BounceSlice text, size_t at)
{
	BounceSlice touching = bounce_slice_take(text, at);
	BounceSlice before = without_blanks_behind(touching);
	bool is_apart = before.len < touching.len;

	if (before.len == 0 || is_newline(bounce_slice_at(before, before.len - 1)))
		return OPENS_LINE;
	if (!is_apart && joins(bounce_slice_at(before, before.len - 1)))
		return ends_with(before, "...") ? OPENS_MARK : OPENS_NOTHING;
	if (ends_with(before, "<<<"))
		return OPENS_REMOTE_LINE;
	if (ends_with_word(before, line_marks, G_N_ELEMENTS(line_marks)))
		return OPENS_LINE;
	if (ends_with(before, "response:"))
		return OPENS_RESPONSE;
	if (ends_with(before, " -"))
		return OPENS_MARK;

	bool is_marked = ends_with_one(before, opening_marks, G_N_ELEMENTS(opening_marks));
	bool is_colon = ends_with(before, ":");
	if (is_colon)
		before.len--;
	if (ends_with_word(before, opening_words, G_N_ELEMENTS(opening_words)))
		return OPENS_QUOTE;
	/* a port: "mx.example.org:587" */
	if (is_colon && !is_apart)
		return OPENS_NOTHING;
	if (is_marked)
		return OPENS_MARK;
	return OPENS_WORD;
}

/* What may follow a reply code: a blank and no unit, "-" and no phone number, a mark
 * that is not that of "[416]", an id, or nothing. */
static bool
may_follow_code(BounceSlice s)
{
	int next = bounce_slice_at(s, 0);
	size_t n_digits = 0;

	if (next == '-') {
		while (n_digits < 4 && g_ascii_isdigit(bounce_slice_at(s, 1 + n_digits)))
			n_digits++;
		return n_digits < 4 && (n_digits == 0 || bounce_slice_at(s, 1 + n_digits) != '-');
	}
	if (next == '"' || next == '\'' || next == ':' || next == ',' || next == '.' || next == ';')
		next = bounce_slice_at(bounce_slice_skip(s, 1), 0);
	if (next >= 0 && !g_ascii_isspace(next))
		return false;
	return !bounce_slice_is_blank_at(s, 0) ||
	       !starts_with_word(bounce_slice_skip(s, 1), units, G_N_ELEMENTS(units));
}

/*
 * Reply-code = %x32-35 %x30-35 %x30-39		(RFC 5321 section 4.2)
 *
 * Codes of 1yz and 3yz refuse nothing.  Second digits over 5 are met: "571".
 */
static unsigned
read_code(BounceSlice s)
{
	int a = bounce_slice_at(s, 0), b = bounce_slice_at(s, 1), c = bounce_slice_at(s, 2);

	if (a != '2' && a != '4' && a != '5')
		return 0;
	if (!g_ascii_isdigit(b) || !g_ascii_isdigit(c) || !may_follow_code(bounce_slice_skip(s, 3)))
		return 0;
	return (unsigned)((a - '0') * 100 + (b - '0') * 10 + (c - '0'));
}

/* An enhanced code that is not the beginning of something longer: "5.1.1@host". */
static bool
read_status(BounceSlice s, BounceStatus *status)
{
	size_t len = bounce_status_parse(s.ptr, s.len, status);

	return len > 0 && bounce_slice_at(s, len) != '@' && bounce_slice_at(s, len) != '/';
}

/* Right behind the reply code: "550-5.1.1", "550 #5.1.1", "550-'5.1.1". */
static BounceStatus
read_status_behind(BounceSlice s)
{
	BounceStatus status;

	while (bounce_slice_is_blank_at(s, 0) || bounce_slice_at(s, 0) == '-' ||
	       bounce_slice_at(s, 0) == '#' || bounce_slice_at(s, 0) == '[' ||
	       bounce_slice_at(s, 0) == '(' || bounce_slice_at(s, 0) == '\'')
		s = bounce_slice_skip(s, 1);
	return read_status(s, &status) ? status : BOUNCE_STATUS_NONE;
}

static bool
read_line(const Scan *scan, size_t at, Line *line)
{
	BounceSlice here = bounce_slice_skip(scan->text, at);
	BounceSlice behind = bounce_slice_skip(here, 3);

	*line = (Line){.at = at, .code = read_code(here)};
	if (line->code == 0)
		return false;
	line->opening = find_opening(scan->text, at);
	line->status = read_status_behind(behind);
	line->goes_on = bounce_slice_at(behind, 0) == '-';
	if (line->opening == OPENS_NOTHING)
		return false;
	if (line->opening != OPENS_WORD && line->opening != OPENS_MARK)
		return true;
	if (line->opening == OPENS_MARK && !scan->is_within_line)
		return true;

	/* "550-'" is what IronPort writes; and lines of one reply that were joined */
	return bounce_status_is_set(line->status) || bounce_slice_starts_nocase(behind, "-'") ||
	       (scan->is_going_on && line->code == scan->reply.code);
}

/*
 * Exim tells in its reply what it was told when it called back to verify the
 * sender, "550-Response: 450 4.1.1 ...": that is about another address.
 */
static bool
is_quoted(const Scan *scan, const Line *line)
{
	if (scan->reply.code == 0)
		return false;
	return line->opening == OPENS_RESPONSE ||
	       ((line->opening == OPENS_QUOTE || line->opening == OPENS_MARK) && scan->is_going_on);
}

/*
 * What comes after a refusal without being one: "503 Need RCPT", "554 5.5.1 No valid
 * recipients" (a command out of sequence, as what went wrong went wrong before), a
 * success, or what Sendmail concludes from the reply of the remote.
 */
static bool
decides_nothing(const Scan *scan, const Line *line)
{
	if (scan->reply.code < 400 || scan->is_going_on)
		return false;
	if (scan->is_remote && line->opening == OPENS_LINE)
		return true;
	return line->code < 400 || line->code == 503 ||
	       (line->status.subject == 5 && line->status.detail == 1);
}

/*
 * The lines of one reply have one code (RFC 5321 section 4.2.1) and one enhanced code
 * (RFC 2034 section 4), which some give just once.  Where they differ, the first is
 * the server's own, and later ones may be what it quotes.
 */
static void
take_next_line(Scan *scan, const Line *line)
{
	BounceReply *reply = &scan->reply;

	if (!bounce_status_is_set(reply->status))
		reply->status = line->status;
	else if (bounce_status_is_set(line->status))
		reply->mixed |= !bounce_status_equal(reply->status, line->status);
	reply->mixed |= line->code != reply->code;
}

static void
take_first_line(Scan *scan, const Line *line)
{
	BounceReply *reply = &scan->reply;
	bool is_quoted = reply->code >= 400 && line->opening == OPENS_QUOTE;

	if (reply->code == 0)
		scan->first = line->at;
	if (!is_quoted)
		scan->outer = line->at;
	/* "550 5.1.351 Remote server returned unknown recipient -> 550 Unknown user" */
	if (bounce_status_is_set(line->status) || line->code != reply->code)
		reply->status = line->status;
	reply->code = line->code;
	reply->mixed = false;
	scan->begin = line->at;
	scan->is_remote = line->opening == OPENS_REMOTE_LINE;
}

static void
take_line(Scan *scan, const Line *line)
{
	if (scan->is_going_on)
		take_next_line(scan, line);
	else
		take_first_line(scan, line);
	scan->last = line->at;
	scan->stop = scan->quoted = scan->text.len;
	scan->is_going_on = line->goes_on;
	scan->is_within_line = true;
}

static void
scan_replies(Scan *scan)
{
	Line line;

	for (size_t i = 0; i < scan->text.len; i++) {
		scan->is_within_line &= !is_newline(bounce_slice_at(scan->text, i));
		if (!read_line(scan, i, &line))
			continue;
		if (is_quoted(scan, &line)) {
			scan->quoted = MIN(scan->quoted, i);
		} else if (decides_nothing(scan, &line)) {
			scan->stop = MIN(scan->stop, i);
			scan->is_going_on = false;
		} else {
			take_line(scan, &line);
		}
	}
}

/* Does an enhanced code that stands alone begin at i? */
static bool
stands_alone(BounceSlice text, size_t i, unsigned class, BounceStatus *status)
{
	BounceSlice before = bounce_slice_take(text, i);

	if (i > 0 && joins(bounce_slice_at(text, i - 1)))
		return false;
	/* no subject is over 7: "4.94.2" is a version */
	if (!read_status(bounce_slice_skip(text, i), status) || status->subject > 7)
		return false;
	if (class ? status->class != class : status->class == 2)
		return false;
	return !ends_with_word(without_blanks_behind(before), software, G_N_ELEMENTS(software));
}

/* Where the first such code of text is, or text.len. */
static size_t
find_status(BounceSlice text, unsigned class, BounceStatus *status)
{
	for (size_t i = 0; i < text.len; i++)
		if (stands_alone(text, i, class, status))
			return i;
	*status = BOUNCE_STATUS_NONE;
	return text.len;
}

/* The reply has no enhanced code of its own: one behind it, or before all replies,
 * "5.3.0 - Other mail system problem 550-'...'" (IronPort, Amazon SES). */
static void
find_status_around(Scan *scan)
{
	unsigned class = scan->reply.code / 100;
	size_t end = MIN(scan->quoted, scan->stop);
	BounceSlice behind = bounce_slice_skip(bounce_slice_take(scan->text, end), scan->last);

	find_status(behind, class, &scan->reply.status);
	if (!bounce_status_is_set(scan->reply.status))
		find_status(bounce_slice_take(scan->text, scan->first), class, &scan->reply.status);
}

/* Where the line at i ends, with those that are indented below it. */
static size_t
end_of_paragraph(BounceSlice text, size_t i)
{
	BounceSlice line, rest = bounce_slice_skip(text, i);

	while (bounce_slice_next_line(&rest, &line))
		if (!bounce_slice_is_blank_at(rest, 0))
			return (size_t)(line.ptr + line.len - text.ptr);
	return text.len;
}

static BounceSlice
words_between(BounceSlice text, size_t begin, size_t end)
{
	return bounce_slice_trim(bounce_slice_skip(bounce_slice_take(text, end), begin));
}

/* No reply at all, but perhaps a code: "Sorry, no mailbox here. (#5.1.1)" */
static BounceReply
find_lone_status(BounceSlice text)
{
	BounceReply reply = {.words = BOUNCE_SLICE_EMPTY, .around = BOUNCE_SLICE_EMPTY};
	size_t at = find_status(text, 0, &reply.status), begin = at;

	if (at == text.len)
		return reply;
	while (begin > 0 && !is_newline(bounce_slice_at(text, begin - 1)))
		begin--;
	reply.words = words_between(text, begin, end_of_paragraph(text, at));
	return reply;
}

BounceReply
bounce_reply_find(BounceSlice text)
{
	Scan scan = {.text = text};

	scan_replies(&scan);
	if (scan.reply.code == 0)
		return find_lone_status(text);
	if (!bounce_status_is_set(scan.reply.status))
		find_status_around(&scan);
	scan.reply.around = words_between(text, scan.outer, scan.begin);
	scan.reply.words =
		words_between(text, scan.begin, MIN(scan.stop, end_of_paragraph(text, scan.last)));
	return scan.reply;
}
