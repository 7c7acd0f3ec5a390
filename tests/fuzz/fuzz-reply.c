/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SMTP replies in text (RFC 5321). */
#include "fuzz.h"
#include "reply.h"
#include "stage.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	BounceSlice text = fuzz_slice(data, size);
	BounceReply reply = bounce_reply_find(text);

	g_assert_true(reply.code == 0 || (reply.code >= 200 && reply.code < 600));
	fuzz_assert_within(reply.words, text);
	fuzz_assert_within(reply.around, text);
	return 0;
}
