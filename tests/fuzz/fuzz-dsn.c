/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delivery-status parts (RFC 3464). */
#include "dsn.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	BounceSlice text = fuzz_slice(data, size);
	BounceReportBuilder *builder = bounce_report_builder_new();
	size_t n_found = bounce_dsn_parse(text, builder);

	g_assert_cmpuint(n_found, ==, bounce_report_builder_n_recipients(builder));
	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	fuzz_assert_report(report);

	g_assert_cmpuint(bounce_dsn_find(text), <=, size);
	bounce_dsn_looks_like(text);
	return 0;
}
