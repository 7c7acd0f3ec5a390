/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines "Name: value" (RFC 5322). */
#include "fields.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	BounceSlice text = fuzz_slice(data, size);
	BounceSlice rest = text;
	BounceFieldResult result;
	BounceField field;

	for (size_t len = rest.len; (result = bounce_field_next(&rest, &field)) != BOUNCE_FIELD_END;
	     len = rest.len) {
		g_assert_cmpuint(rest.len, <, len);
		if (result != BOUNCE_FIELD_FOUND)
			continue;
		g_assert_cmpuint(field.name.len, >, 0);
		fuzz_assert_within(field.name, text);
		fuzz_assert_within(field.value, text);
	}
	return 0;
}
