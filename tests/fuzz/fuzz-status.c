/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status codes (RFC 3463). */
#include <bounce/status.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	BounceSlice text = fuzz_slice(data, size);
	BounceStatus status, again;
	char written[BOUNCE_STATUS_TEXT_MAX];
	size_t taken = bounce_status_parse(text.ptr, text.len, &status);

	if (taken == 0)
		return 0;
	g_assert_cmpuint(taken, <=, size);
	bounce_status_format(status, written);
	g_assert_cmpuint(bounce_status_parse(written, strlen(written), &again), >, 0);
	g_assert_true(bounce_status_equal(status, again));
	return 0;
}
