/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patterns of VERP; then the address a report was sent to, then what it says. */
#include "verp.h"

#include <bounce/address.h>

#include "fuzz.h"

static BounceNamed
how_named(const char *address, void *text)
{
	return bounce_address_named(*(BounceSlice *)text, address);
}

static void
find(const char *const *patterns, BounceSlice sent_to, BounceSlice text)
{
	g_autoptr(BounceVerp) verp = bounce_verp_new(patterns, NULL);

	if (!verp)
		return;
	g_autofree char *member = bounce_verp_find(verp, sent_to, how_named, &text);
	g_assert_true(!member || bounce_address_is_valid(member));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	BounceSlice first, sent_to, text;

	bounce_slice_split(fuzz_slice(data, size), '\n', &first, &text);
	bounce_slice_split(text, '\n', &sent_to, &text);
	g_autofree char *pattern = g_strndup(first.ptr, first.len);
	find((const char *const[]){pattern, NULL}, sent_to, text);
	find(NULL, sent_to, text);
	return 0;
}
