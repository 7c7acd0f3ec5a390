/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stored form of a report, as a cache may give it. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(BounceReport) report = bounce_report_from_bytes(data, size, NULL);

	if (report)
		fuzz_assert_report(report);
	return 0;
}
