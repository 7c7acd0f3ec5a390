/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notice.h"

#include "mime.h"

#include <string.h>

static bool
holds_phrase(const char *text, const char *const *phrases)
{
	g_autofree char *lower = g_utf8_strdown(text, -1);

	for (; *phrases; phrases++)
		if (strstr(lower, *phrases))
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

/* RFC 3834 section 5, and what was used before it.  Exim marks bounces so too. */
static bool
is_automatic_reply(BounceSlice header)
{
	return bounce_slice_starts_nocase(bounce_header_value(header, "Auto-Submitted"),
	                                  "auto-replied") ||
	       bounce_header_value(header, "X-Autoreply").len > 0 ||
	       bounce_header_value(header, "X-Autorespond").len > 0 ||
	       bounce_slice_equal_nocase(bounce_header_value(header, "Precedence"), "auto_reply");
}

BounceKind
bounce_notice_kind(const BounceNoticeInfo *info, BounceSlice header, const char *subject,
                   const char *from)
{
	bool from_daemon = holds_phrase(from, info->senders);
	bool says_so = holds_phrase(subject, info->subjects);
	bool is_report = bounce_header_value(header, "X-Failed-Recipients").len > 0;

	/* An answer to a bounce, or a forwarded one, has the subject but neither the
	 * sender nor the null return path of one. */
	if (is_report || (says_so && (from_daemon || has_null_return_path(header))))
		return holds_phrase(subject, info->delays) ? BOUNCE_KIND_DELAY : BOUNCE_KIND_FAILURE;
	if (is_automatic_reply(header) || holds_phrase(subject, info->auto_replies))
		return BOUNCE_KIND_AUTO_REPLY;
	return from_daemon && has_null_return_path(header) ? BOUNCE_KIND_FAILURE : BOUNCE_KIND_OTHER;
}
