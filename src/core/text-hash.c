/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/text-hash.h"

#include <string.h>

#define PRIME G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)

static guint64
mix(guint64 hash, const char *bytes, size_t n)
{
	guint64 eight = 0;

	memcpy(&eight, bytes, n);
	hash = (hash ^ eight) * PRIME;
	return hash ^ hash >> 32;
}

guint64
text_hash_wide(const char *text)
{
	size_t len = strlen(text);
	guint64 hash = len;

	for (; len > sizeof hash; text += sizeof hash, len -= sizeof hash)
		hash = mix(hash, text, sizeof hash);
	return mix(hash, text, len);
}

guint
text_hash(const void *text)
{
	return (guint)text_hash_wide(text);
}
