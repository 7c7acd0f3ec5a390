/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person pastes: notices by the formats, fields, sentences. */
#include "parser.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	BounceSlice text = fuzz_slice(data, size);
	g_autoptr(BounceReport) report = bounce_parser_read_text(fuzz_parser(), text.ptr, text.len);

	fuzz_assert_report(report);
	return 0;
}
