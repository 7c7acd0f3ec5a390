/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saying.h"

#include <string.h>

/* What servers say first tells what they mean; the rest is links and the like. */
#define SAYING_MAX 512

/* FNV-1a, 64 bits. */
#define HASH_BASIS G_GUINT64_CONSTANT(14695981039346656037)
#define HASH_PRIME G_GUINT64_CONSTANT(1099511628211)

static guint64
hash_byte(guint64 hash, char byte)
{
	return (hash ^ (guchar)byte) * HASH_PRIME;
}

/* g_ascii_tolower(), which is a call. */
static char
lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* What a byte says of the word that it stands in. */
enum { BETWEEN_WORDS = 1, HAS_AT = 2, HAS_DIGIT = 4 };

static const guchar kinds[256] = {
	[' '] = BETWEEN_WORDS,  ['\t'] = BETWEEN_WORDS, ['\n'] = BETWEEN_WORDS,
	['\f'] = BETWEEN_WORDS, ['\r'] = BETWEEN_WORDS, ['<'] = BETWEEN_WORDS,
	['>'] = BETWEEN_WORDS,  ['('] = BETWEEN_WORDS,  [')'] = BETWEEN_WORDS,
	['"'] = BETWEEN_WORDS,  ['\''] = BETWEEN_WORDS, [','] = BETWEEN_WORDS,
	[';'] = BETWEEN_WORDS,  [':'] = BETWEEN_WORDS,  ['='] = BETWEEN_WORDS,
	['['] = BETWEEN_WORDS,  [']'] = BETWEEN_WORDS,  ['{'] = BETWEEN_WORDS,
	['}'] = BETWEEN_WORDS,  ['`'] = BETWEEN_WORDS,  ['@'] = HAS_AT,
	['0'] = HAS_DIGIT,      ['1'] = HAS_DIGIT,      ['2'] = HAS_DIGIT,
	['3'] = HAS_DIGIT,      ['4'] = HAS_DIGIT,      ['5'] = HAS_DIGIT,
	['6'] = HAS_DIGIT,      ['7'] = HAS_DIGIT,      ['8'] = HAS_DIGIT,
	['9'] = HAS_DIGIT,
};

static guchar
kind_of(char c)
{
	return kinds[(guchar)c];
}

/* Who is left out. */
typedef struct {
	const char *local, *domain;
	size_t local_len, domain_len;
} Whom;

static Whom
whom_of(const char *address)
{
	const char *at = strrchr(address, '@');

	if (!at)
		return (Whom){"", "", 0, 0};
	return (Whom){address, at + 1, (size_t)(at - address), strlen(at + 1)};
}

static bool
is_text(const char *word, size_t len, const char *text, size_t text_len)
{
	return text_len > 0 && len == text_len && g_ascii_strncasecmp(word, text, len) == 0;
}

/* The word that text begins with, whose length is told; in one pass, as this is done for
 * every reply.  An address, or one of its parts, as in "unknown user: kijitora", counts
 * as "@", and what else holds a digit as "0". */
static guint64
hash_word(guint64 hash, const char *text, size_t *len, const Whom *whom)
{
	guint64 before = hash;
	guchar seen = 0;
	size_t n = 0;

	for (; n < *len && kind_of(text[n]) != BETWEEN_WORDS; n++) {
		seen |= kind_of(text[n]);
		hash = hash_byte(hash, lower(text[n]));
	}
	*len = n;
	if (seen & HAS_AT || is_text(text, n, whom->local, whom->local_len) ||
	    is_text(text, n, whom->domain, whom->domain_len))
		hash = hash_byte(before, '@');
	else if (seen & HAS_DIGIT)
		hash = hash_byte(before, '0');
	return hash_byte(hash, ' ');
}

guint64
bounce_saying_of(const BounceRecipient *to)
{
	const Whom whom = whom_of(*to->final_recipient ? to->final_recipient : to->address);
	size_t len = strnlen(to->diagnostic, SAYING_MAX);
	guint64 hash = HASH_BASIS;

	if (len == 0)
		return 0;
	hash = hash_byte(hash, (char)to->status.class);
	hash = hash_byte(hash, (char)to->status.subject);
	hash = hash_byte(hash, (char)to->status.detail);
	for (size_t at = 0; at < len;) {
		size_t n = len - at;

		if (kind_of(to->diagnostic[at]) == BETWEEN_WORDS) {
			at++;
			continue;
		}
		hash = hash_word(hash, to->diagnostic + at, &n, &whom);
		at += n;
	}
	return hash != 0 ? hash : HASH_BASIS;
}

guint64
bounce_saying_place(const char *name)
{
	guint64 hash = HASH_BASIS;

	if (*name == '\0')
		return 0;
	for (; *name; name++)
		hash = hash_byte(hash, lower(*name));
	return hash != 0 ? hash : HASH_BASIS;
}
