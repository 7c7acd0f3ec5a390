/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patterns of formats; the first line is the pattern. */
#include "pattern.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	BounceSlice first, line;
	BounceMatch match;

	bounce_slice_split(fuzz_slice(data, size), '\n', &first, &line);
	g_autofree char *pattern = g_strndup(first.ptr, first.len);
	if (bounce_pattern_check(pattern))
		return 0;

	bool matches = bounce_pattern_match(pattern, line, &match);
	g_assert_cmpint(bounce_pattern_match(pattern, line, NULL), ==, matches);
	for (size_t i = 0; matches && i < BOUNCE_N_HOLES; i++)
		fuzz_assert_within(match.hole[i], line);
	bounce_pattern_has_text(pattern);
	return 0;
}
