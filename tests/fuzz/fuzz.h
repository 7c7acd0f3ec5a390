/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz.h - what the fuzz targets share
 *
 * A target is one file fuzz-NAME.c with an entry point that libFuzzer and AFL++ know;
 * with replay.c it is a program that takes files.  It asserts what must hold of any
 * input.
 */
#pragma once

#include <bounce/report.h>

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "slice.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline BounceSlice
fuzz_slice(const uint8_t *data, size_t size)
{
	return (BounceSlice){size > 0 ? (const char *)data : "", size};
}

/* For what takes a string: up to the first NUL.  The caller frees. */
static inline char *
fuzz_string(const uint8_t *data, size_t size)
{
	return g_strndup((const char *)data, size);
}

/* Is it a part of whole? */
static inline void
fuzz_assert_within(BounceSlice part, BounceSlice whole)
{
	if (part.len == 0)
		return;
	g_assert_true(part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len);
}

/* All text is there and is UTF-8, and the stored form is read back the same. */
static inline void
fuzz_assert_report(const BounceReport *report)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GByteArray) stored = bounce_report_to_bytes(report);
	g_autoptr(BounceReport) again = bounce_report_from_bytes(stored->data, stored->len, &error);

	g_assert_no_error(error);
	g_autoptr(GByteArray) twice = bounce_report_to_bytes(again);
	g_assert_true(stored->len == twice->len &&
	              memcmp(stored->data, twice->data, stored->len) == 0);
}
