/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole messages, and the parts of them that people read. */
#include "parser.h"

static void
extract(BounceExtract what, BounceSlice message)
{
	g_autofree char *part = bounce_extract(what, message.ptr, message.len);

	g_assert_true(g_utf8_validate(part, -1, NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	BounceSlice message = fuzz_slice(data, size);
	g_autoptr(BounceReport) report =
		bounce_parser_parse(fuzz_parser(), message.ptr, message.len);

	fuzz_assert_report(report);
	extract(BOUNCE_EXTRACT_HEADER, message);
	extract(BOUNCE_EXTRACT_STATUS, message);
	return 0;
}
