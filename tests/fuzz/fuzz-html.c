/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of HTML. */
#include "html.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GString) text = bounce_html_to_text(fuzz_slice(data, size));

	g_assert_cmpuint(text->len, <=, size);
	return 0;
}
