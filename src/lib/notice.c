/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notice.h"

#include "mime.h"

#include <string.h>

static bool
holds_phrase(const char *text, const char *const *phrases)
{
	for (; *phrases; phrases++)
		if (strstr(text, *phrases))
			return true;
	return false;
}

static bool
begins_with_phrase(const char *text, const char *const *phrases)
{
	for (; *phrases; phrases++)
		if (g_str_has_prefix(text, *phrases))
			return true;
	return false;
}

/* RFC 5321 section 4.5.5: reports have the null reverse-path, "Return-Path: <>".
 * Absent (not yet delivered) says nothing. */
static bool
has_null_return_path(BounceSlice header)
{
	BounceSlice path = bounce_header_value(header, "Return-Path");

	return path.len == 2 && bounce_slice_equal_nocase(path, "<>");
}

/* RFC 3834 section 5.  Exim and others mark bounces so too. */
static bool
is_marked_as_reply(BounceSlice header)
{
	return bounce_slice_starts_nocase(bounce_header_value(header, "Auto-Submitted"),
	                                  "auto-replied");
}

/* What was used before RFC 3834, by nothing but programs that answer for people. */
static bool
is_marked_as_absence(BounceSlice header)
{
	return bounce_header_value(header, "X-Autoreply").len > 0 ||
	       bounce_header_value(header, "X-Autorespond").len > 0 ||
	       bounce_slice_equal_nocase(bounce_header_value(header, "Precedence"), "auto_reply");
}

/* Step by step, the surest first.  Answers to bounces and forwarded ones have
 * the subject, but neither the sender nor the null return path of one. */
BounceKind
bounce_notice_kind(const BounceNoticeInfo *info, BounceSlice header, const char *subject,
                   const char *from)
{
	g_autofree char *title = g_utf8_strdown(subject, -1);
	g_autofree char *sender = g_utf8_strdown(from, -1);
	bool from_daemon = holds_phrase(sender, info->senders);
	bool says_so = holds_phrase(title, info->subjects);
	BounceKind bounce = holds_phrase(title, info->delays) ? BOUNCE_KIND_DELAY
	                                                      : BOUNCE_KIND_FAILURE;

	if (bounce_header_value(header, "X-Failed-Recipients").len > 0 || (says_so && from_daemon))
		return bounce;
	if (is_marked_as_absence(header) || holds_phrase(title, info->auto_replies))
		return BOUNCE_KIND_AUTO_REPLY;
	if (says_so && has_null_return_path(header) && !begins_with_phrase(title, info->answers))
		return bounce;
	if (is_marked_as_reply(header))
		return BOUNCE_KIND_AUTO_REPLY;
	return from_daemon && has_null_return_path(header) ? bounce : BOUNCE_KIND_OTHER;
}
