/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of fields and headers; the first line is another one to compare with. */
#include "address.h"

#include <bounce/address.h>

#include "core/identity.h"
#include "fuzz.h"

/* No part of an address that is valid can be another line, or be unseen. */
static void
assert_plain(const char *address)
{
	g_assert_true(g_utf8_validate(address, -1, NULL));
	g_assert_nonnull(strchr(address, '@'));
	for (const char *p = address; *p != '\0'; p = g_utf8_next_char(p)) {
		GUnicodeType type = g_unichar_type(g_utf8_get_char(p));

		g_assert_true(type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
		              type != G_UNICODE_LINE_SEPARATOR &&
		              type != G_UNICODE_PARAGRAPH_SEPARATOR);
	}
}

static void
decode(BounceSlice text)
{
	g_autofree char *xtext = bounce_address_decode_xtext(text);
	g_autofree char *utf8 = bounce_address_decode_utf8(text);

	g_assert_nonnull(utf8);
	g_assert_true(!xtext || strlen(xtext) <= text.len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	BounceSlice text = fuzz_slice(data, size);
	BounceSlice first, second, type, value, sole;
	g_autofree char *whole = fuzz_string(data, size);
	g_autofree char *sender = bounce_address_of_sender(whole);

	if (bounce_address_is_valid(whole))
		assert_plain(whole);
	g_assert_true(*sender == '\0' || strchr(sender, '@'));
	bounce_typed_split(text, &type, &value);
	fuzz_assert_within(type, text);
	fuzz_assert_within(value, text);
	fuzz_assert_within(bounce_address_bare(value), value);
	if (bounce_address_sole(text, &sole))
		fuzz_assert_within(sole, text);
	decode(value);

	bounce_slice_split(text, '\n', &first, &second);
	g_assert_cmpint(bounce_address_same(first, second), ==, bounce_address_same(second, first));
	g_autofree char *named = g_strndup(first.ptr, first.len);
	bounce_address_named(second, named);
	if (g_utf8_validate(named, -1, NULL)) {
		g_autofree char *identity = identity_of(named);

		g_assert_nonnull(identity);
	}
	return 0;
}
