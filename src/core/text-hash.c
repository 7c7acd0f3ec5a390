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

guint
text_hash(const void *text)
{
	const char *at = text;
	size_t len = strlen(at);
	guint64 hash = len;

	for (; len > sizeof hash; at += sizeof hash, len -= sizeof hash)
		hash = mix(hash, at, sizeof hash);
	return (guint)mix(hash, at, len);
}
