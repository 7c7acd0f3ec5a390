/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mention.h"

#include <string.h>

/* A sentence reaches no further than this to either side of the address. */
#define REACH_MAX 400

static bool
is_local_char(int c)
{
	return c >= 0x80 || g_ascii_isalnum(c) || (c > 0 && strchr("!#$%&'*+-/=?^_`{|}~.\\", c));
}

static bool
is_domain_char(int c)
{
	return c >= 0x80 || g_ascii_isalnum(c) || c == '.' || c == '-' || c == '_' || c == '@';
}

bool
bounce_mention_next(BounceSlice *text, BounceSlice *address)
{
	const char *at = text->len > 0 ? memchr(text->ptr, '@', text->len) : NULL;
	size_t begin, end;

	if (!at)
		return false;
	begin = end = (size_t)(at - text->ptr);
	while (begin > 0 && is_local_char((unsigned char)text->ptr[begin - 1]))
		begin--;
	while (is_domain_char(bounce_slice_at(*text, end)))
		end++;
	while (end > begin && strchr(".-_", text->ptr[end - 1]))
		end--;
	while (begin < end && strchr("'*`", text->ptr[begin]))
		begin++;
	*address = (BounceSlice){text->ptr + begin, end - begin};
	*text = bounce_slice_skip(*text, MAX(end, (size_t)(at - text->ptr) + 1));
	return true;
}

bool
bounce_mention_among(BounceSlice list, BounceSlice address)
{
	g_autofree char *text = g_strndup(address.ptr, address.len);
	BounceSlice one;

	while (bounce_mention_next(&list, &one))
		if (bounce_slice_equal_nocase(one, text))
			return true;
	return false;
}

/* "." and the like end a sentence between a word and a blank; so does an empty
 * line.  "..." is Sendmail's comma. */
static bool
ends_sentence(BounceSlice text, size_t i)
{
	int next = bounce_slice_at(text, i + 1);

	if (strchr(".!?", text.ptr[i]))
		return (next < 0 || g_ascii_isspace(next)) && i > 0 &&
		       text.ptr[i - 1] != text.ptr[i];
	if (text.ptr[i] != '\n')
		return false;
	while (bounce_slice_is_blank_at(text, i + 1) || bounce_slice_at(text, i + 1) == '\r')
		i++;
	return bounce_slice_at(text, i + 1) == '\n';
}

BounceSlice
bounce_mention_sentence(BounceSlice text, BounceSlice address)
{
	size_t begin = (size_t)(address.ptr - text.ptr), end = begin + address.len;
	size_t first = begin > REACH_MAX ? begin - REACH_MAX : 0;
	size_t last = MIN(end + REACH_MAX, text.len);

	while (begin > first && !ends_sentence(text, begin - 1))
		begin--;
	while (end < last && !ends_sentence(text, end))
		end++;
	return (BounceSlice){text.ptr + begin, end - begin};
}

static BounceSlice
without_brackets(BounceSlice s)
{
	while (s.len > 0 &&
	       (g_ascii_isspace(s.ptr[s.len - 1]) || strchr("<([{\"'`*", s.ptr[s.len - 1])))
		s.len--;
	return s;
}

BounceSlice
bounce_mention_before(BounceSlice text, BounceSlice line, BounceSlice address)
{
	BounceSlice before =
		without_brackets((BounceSlice){line.ptr, (size_t)(address.ptr - line.ptr)});
	size_t begin = (size_t)(line.ptr - text.ptr);

	/* one line end is in between; the words before an empty line are not about it */
	if (before.len > 0 || begin == 0 || ends_sentence(text, begin - 1))
		return before;
	size_t from = begin;
	while (from > 1 && text.ptr[from - 2] != '\n')
		from--;
	return without_brackets((BounceSlice){text.ptr + from - 1, begin - from + 1});
}

bool
bounce_mention_is_helper(BounceSlice address)
{
	static const char *const helpers[] = {
		"mailer-daemon@", "postmaster@", "abuse@",        "noreply@",    "no-reply@",
		"support@",       "help@",       "helpdesk@",     "webmaster@",  "hostmaster@",
		"servicedesk@",   "itsupport@",  "do-not-reply@", "donotreply@",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(helpers); i++)
		if (bounce_slice_starts_nocase(address, helpers[i]))
			return true;
	return false;
}
