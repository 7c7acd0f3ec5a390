/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notice.h"

#include "bounds.h"
#include "fields.h"
#include "phrase.h"

#include <string.h>

/* Lines in which a notice has come to the point. */
#define OPENING_LINES 4

/* RFC 5321 section 4.5.5: reports have the null reverse-path, "Return-Path: <>".
 * Absent (not yet delivered) says nothing. */
static bool
has_null_return_path(const BounceHeader *header)
{
	BounceSlice path = bounce_header_value(header, "Return-Path");

	return path.len == 2 && bounce_slice_equal_nocase(path, "<>");
}

/* RFC 3834 section 5.  Exim and others mark bounces so too. */
static bool
is_marked_as_reply(const BounceHeader *header)
{
	return bounce_slice_starts_nocase(bounce_header_value(header, "Auto-Submitted"),
	                                  "auto-replied");
}

/* What was used before RFC 3834, by nothing but programs that answer for people. */
static bool
is_marked_as_absence(const BounceHeader *header)
{
	return bounce_header_value(header, "X-Autoreply").len > 0 ||
	       bounce_header_value(header, "X-Autorespond").len > 0 ||
	       bounce_slice_equal_nocase(bounce_header_value(header, "Precedence"), "auto_reply");
}

static bool
is_rule(BounceSlice line)
{
	return line.len > 0 && strchr("*#=-_|", line.ptr[0]);
}

/* The first lines that are not empty, as one in lower case; at_once: no further
 * than the first paragraph, where headings between rules are none.  Quoted ones
 * too, so that who answers below a quote does not open like a notice. */
static char *
first_lines(BounceSlice text, bool at_once)
{
	g_autoptr(GString) first = g_string_new(NULL);
	BounceSlice line;
	bool is_in_paragraph = false;
	size_t n = 0;

	while (n < OPENING_LINES && bounce_slice_next_line(&text, &line)) {
		line = bounce_slice_take(bounce_slice_trim(line), BOUNCE_LINE_MAX);
		if (line.len == 0 && is_in_paragraph && at_once)
			break;
		if (line.len == 0)
			continue;
		is_in_paragraph = is_in_paragraph || !is_rule(line);
		if (n++ > 0)
			g_string_append_c(first, ' ');
		g_string_append_len(first, line.ptr, (gssize)line.len);
	}
	return bounce_phrase_fold((BounceSlice){first->str, first->len}, first->len);
}

/* What speaks for a bounce; no single one is enough. */
typedef struct {
	bool sender, subject, null_path;
	bool opening; /* its text begins like that of a notice */
	bool at_once; /* ... with nothing before, not even a greeting */
	bool failure; /* else: its text tells a failure, or there is none */
} Signs;

static bool
opens(const BounceNoticeInfo *info, const char *first)
{
	return *first != '>' && bounce_phrase_find(first, info->openings) &&
	       !bounce_phrase_find(first, info->challenges);
}

/* Of its first lines; and of all the text what is asked only where they say nothing. */
static void
read_text_signs(const BounceNoticeInfo *info, BounceSlice text, Signs *signs)
{
	g_autofree char *first = first_lines(text, false);

	signs->opening = opens(info, first);
	if (signs->opening) {
		g_autofree char *paragraph = first_lines(text, true);

		signs->at_once = opens(info, paragraph);
	} else if (signs->sender && signs->null_path && !signs->subject) {
		g_autofree char *all = bounce_phrase_fold(text, BOUNCE_TEXT_MAX);

		signs->failure = *first == '\0' || bounce_phrase_find(all, info->failures);
	}
}

/* Any two, where neither can be had by chance: people write subjects and quote
 * notices, and postmasters send other mail. */
static bool
are_enough(const Signs *signs)
{
	if (signs->sender && (signs->subject || signs->opening))
		return true;
	if (signs->subject && (signs->null_path || signs->at_once))
		return true;
	return signs->sender && signs->null_path && signs->failure;
}

/* Answers to bounces and forwarded ones have the subject of one, and what answers
 * for somebody absent may hold any.  Whichever phrase comes first tells. */
BounceKind
bounce_notice_kind(const BounceNoticeInfo *info, const BounceHeader *header,
                   const BounceNoticeWords *words)
{
	g_autofree char *title = g_utf8_strdown(words->subject, -1);
	g_autofree char *sender = g_utf8_strdown(words->from, -1);
	const char *says_so = bounce_phrase_find(title, info->subjects);
	const char *absence = bounce_phrase_find(title, info->auto_replies);
	bool is_answer = bounce_phrase_begins(title, info->answers);
	BounceKind bounce =
		bounce_phrase_find(title, info->delays) ? BOUNCE_KIND_DELAY : BOUNCE_KIND_FAILURE;

	Signs signs = {
		.sender = bounce_phrase_find(sender, info->senders),
		.subject = says_so,
		.null_path = has_null_return_path(header),
	};

	if (bounce_header_value(header, "X-Failed-Recipients").len > 0)
		return bounce;
	read_text_signs(info, words->text, &signs);
	if (bounce_phrase_find(title, info->successes) && signs.sender)
		return BOUNCE_KIND_SUCCESS;
	if (signs.sender && are_enough(&signs) && (!is_answer || signs.null_path || signs.at_once))
		return bounce;
	if (is_marked_as_absence(header) || (absence && (!says_so || absence < says_so)))
		return BOUNCE_KIND_AUTO_REPLY;
	if (are_enough(&signs) && !is_answer)
		return bounce;
	return is_marked_as_reply(header) ? BOUNCE_KIND_AUTO_REPLY : BOUNCE_KIND_OTHER;
}

bool
bounce_notice_is_retold(const BounceNoticeInfo *info, const char *subject)
{
	g_autofree char *title = g_utf8_strdown(subject, -1);

	return bounce_phrase_begins(title, info->answers) &&
	       bounce_phrase_find(title, info->subjects);
}
