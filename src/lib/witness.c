/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "witness.h"

#include <bounce/address.h>

#include "bounds.h"
#include "fields.h"

#include <string.h>

BounceWitnesses
bounce_witnesses_read(const BounceHeader *header, const BounceHeader *returned, BounceSlice text)
{
	BounceWitnesses witnesses = {
		.header = header,
		.failed = bounce_header_value(header, "X-Failed-Recipients"),
		.report_to = bounce_header_value(header, "To"),
		.returned = returned,
		.returned_to = bounce_header_value(returned, "To"),
		.returned_from = bounce_header_value(returned, "From"),
		.text = bounce_slice_take(text, BOUNCE_TEXT_MAX),
	};

	/* they are searched, for each recipient */
	witnesses.failed = bounce_slice_take(witnesses.failed, BOUNCE_LINE_MAX);
	witnesses.returned_to = bounce_slice_take(witnesses.returned_to, BOUNCE_LINE_MAX);
	return witnesses;
}

BounceNamed
bounce_witnesses_named(const BounceWitnesses *witnesses, const char *address)
{
	BounceNamed named = bounce_address_named(witnesses->failed, address);

	named = MAX(named, bounce_address_named(witnesses->returned_to, address));
	return MAX(named, bounce_address_named(witnesses->text, address));
}

bool
bounce_header_is_sole(BounceSlice header_value, BounceSlice address)
{
	BounceSlice sole;

	return bounce_address_sole(header_value, &sole) && bounce_address_same(sole, address);
}

/* Is name one of the fields that servers write for a recipient? */
static bool
is_delivery_field(BounceSlice name)
{
	return bounce_slice_equal_nocase(name, "Delivered-To") ||
	       bounce_slice_equal_nocase(name, "X-Original-To") ||
	       bounce_slice_equal_nocase(name, "Envelope-To");
}

static BounceSlice
next_word(BounceSlice *rest)
{
	BounceSlice s = bounce_slice_trim(*rest);
	size_t len = 0;

	while (len < s.len && !g_ascii_isspace(s.ptr[len]))
		len++;
	*rest = bounce_slice_skip(s, len);
	return bounce_slice_take(s, len);
}

/* "from a by b with ESMTP id c for <user@example.org>; date": whom the server before
 * was to reach (RFC 5321 section 4.4). */
static BounceSlice
received_for(BounceSlice received)
{
	BounceSlice word, after;

	while ((word = next_word(&received)).len > 0) {
		if (!bounce_slice_equal_nocase(word, "for"))
			continue;
		bounce_slice_split(next_word(&received), ';', &word, &after);
		return bounce_address_bare(word);
	}
	return BOUNCE_SLICE_EMPTY;
}

bool
bounce_header_addressed_to(const BounceHeader *header, BounceSlice address)
{
	for (size_t i = 0; i < bounce_header_n_fields(header); i++) {
		BounceField field = bounce_header_field(header, i);

		if (bounce_slice_equal_nocase(field.name, "Received"))
			field.value = received_for(field.value);
		else if (!is_delivery_field(field.name))
			continue;
		if (bounce_address_same(field.value, address))
			return true;
	}
	return false;
}

static bool
has_domain_of(BounceSlice address, BounceSlice header_value)
{
	BounceSlice other;

	return bounce_address_sole(header_value, &other) &&
	       bounce_domain_same(bounce_address_domain(address), bounce_address_domain(other));
}

bool
bounce_witnesses_call_own(const BounceWitnesses *witnesses, BounceSlice address)
{
	return has_domain_of(address, witnesses->returned_from) ||
	       has_domain_of(address, witnesses->report_to) ||
	       bounce_header_addressed_to(witnesses->header, address);
}

BounceSlice
bounce_witnesses_origin(const BounceWitnesses *witnesses)
{
	static const char phrase[] = "generated from ";
	BounceSlice text = witnesses->text, word, after;

	if (witnesses->failed.len == 0)
		return BOUNCE_SLICE_EMPTY;
	text = bounce_slice_skip(text, bounce_slice_find_nocase(text, phrase) + strlen(phrase));
	bounce_slice_split(next_word(&text), ')', &word, &after);
	return bounce_slice_is_address(word) ? word : BOUNCE_SLICE_EMPTY;
}
