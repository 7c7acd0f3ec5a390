/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sieve.h"

#include <string.h>

/* The last four bytes of a text, letters in lower case. */
typedef struct {
	guint32 bytes;
	size_t n;
} Run;

static inline void
take(Run *run, char byte)
{
	run->bytes = run->bytes << 8 | (guint32)bounce_lower((guchar)byte);
	run->n++;
}

static inline unsigned
hash(const Run *run)
{
	return (run->bytes * 2654435761U) >> (32 - BOUNCE_SIEVE_BITS);
}

void
bounce_sieve_fill(BounceSieve *sieve, BounceSlice text)
{
	Run run = {0};

	memset(sieve, 0, sizeof *sieve);
	for (size_t i = 0; i < text.len; i++) {
		take(&run, text.ptr[i]);
		if (run.n >= sizeof run.bytes)
			sieve->seen[hash(&run) >> 6] |= G_GUINT64_CONSTANT(1) << (hash(&run) & 63);
	}
}

bool
bounce_sieve_passes(const BounceSieve *sieve, const char *pattern)
{
	Run run = {0};

	for (; *pattern != '\0'; pattern++) {
		/* What stands for itself is all between holes and blanks. */
		if (*pattern == '{')
			pattern = strchr(pattern, '}');
		if (*pattern == '}' || *pattern == ' ') {
			run.n = 0;
			continue;
		}
		take(&run, *pattern);
		if (run.n >= sizeof run.bytes &&
		    !(sieve->seen[hash(&run) >> 6] >> (hash(&run) & 63) & 1))
			return false;
	}
	return true;
}
