/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/saying.h"

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

static bool
is_between_words(char c)
{
	return g_ascii_isspace(c) || strchr("<>()[]{}\"'`,;:=", c) != NULL;
}

static bool
is_text(const char *word, size_t len, const char *text, size_t text_len)
{
	return text_len > 0 && len == text_len && g_ascii_strncasecmp(word, text, len) == 0;
}

/* The address, or one of its parts, as in "unknown user: kijitora". */
static bool
is_of_address(const char *word, size_t len, const char *address)
{
	const char *at = strrchr(address, '@');

	return memchr(word, '@', len) ||
	       (at && (is_text(word, len, address, (size_t)(at - address)) ||
	               is_text(word, len, at + 1, strlen(at + 1))));
}

static bool
has_digit(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (g_ascii_isdigit(word[i]))
			return true;
	return false;
}

static guint64
hash_word(guint64 hash, const char *word, size_t len, const char *address)
{
	if (is_of_address(word, len, address))
		return hash_byte(hash_byte(hash, '@'), ' ');
	if (has_digit(word, len))
		return hash_byte(hash_byte(hash, '0'), ' ');
	for (size_t i = 0; i < len; i++)
		hash = hash_byte(hash, g_ascii_tolower(word[i]));
	return hash_byte(hash, ' ');
}

guint64
saying_of(const BounceRecipient *to)
{
	const char *address = *to->final_recipient ? to->final_recipient : to->address;
	size_t len = strnlen(to->diagnostic, SAYING_MAX);
	guint64 hash = HASH_BASIS;

	if (len == 0)
		return 0;
	hash = hash_byte(hash, (char)to->status.class);
	hash = hash_byte(hash, (char)to->status.subject);
	hash = hash_byte(hash, (char)to->status.detail);
	for (size_t begin = 0, end; begin < len; begin = end) {
		while (begin < len && is_between_words(to->diagnostic[begin]))
			begin++;
		for (end = begin; end < len && !is_between_words(to->diagnostic[end]);)
			end++;
		if (end > begin)
			hash = hash_word(hash, to->diagnostic + begin, end - begin, address);
	}
	return hash != 0 ? hash : HASH_BASIS;
}

guint64
saying_place(const char *name)
{
	guint64 hash = HASH_BASIS;

	if (*name == '\0')
		return 0;
	for (; *name; name++)
		hash = hash_byte(hash, g_ascii_tolower(*name));
	return hash != 0 ? hash : HASH_BASIS;
}
