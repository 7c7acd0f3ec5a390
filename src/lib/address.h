/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * address.h - mail addresses as fields and headers hold them
 *
 * Takes addresses out and decodes them; never repairs one.
 */
#pragma once

#include "slice.h"

/* "rfc822; user@example.org" (RFC 3464 section 2.1.2): split at the type.  Without
 * one, type is empty and all is value.  Both are trimmed. */
void bounce_typed_split(BounceSlice field, BounceSlice *type, BounceSlice *value);

/* One pair of <> around it taken off, and a comment "(...)" behind it. */
BounceSlice bounce_address_bare(BounceSlice text);

/* xtext (RFC 3461 section 4): "+2B" is "+".  NULL when text holds no such thing or
 * is not xtext; else the caller frees. */
char *bounce_address_decode_xtext(BounceSlice text);

/* utf-8-addr-unitext and -xtext (RFC 6533 section 3): "\x{43F}" is U+043F.  The
 * caller frees; what is no such escape stays as it is. */
char *bounce_address_decode_utf8(BounceSlice text);

/* The address of a header that holds just one (RFC 5322 section 3.4).  false when
 * there are none, several, or a group. */
bool bounce_address_sole(BounceSlice header_value, BounceSlice *address);

/* What stands before and behind the last "@"; both empty when there is none. */
BounceSlice bounce_address_local(BounceSlice address);
BounceSlice bounce_address_domain(BounceSlice address);

/* See bounce_address_is_valid() in <bounce/address.h>. */
bool bounce_slice_is_address(BounceSlice text);

/* May c stand in an atom of a local part (RFC 5321 section 4.1.2, RFC 6531)? */
bool bounce_address_is_atext(char c);

/* The same but for the case of ASCII letters and for U-labels and A-labels. */
bool bounce_domain_same(BounceSlice a, BounceSlice b);

/* The same mailbox: so the domains, and the local parts but for case and for quotes,
 * which some servers leave out. */
bool bounce_address_same(BounceSlice a, BounceSlice b);

/* How much of an address a text names. */
typedef enum {
	BOUNCE_NAMED_NOT,
	BOUNCE_NAMED_PART, /* its local part or its domain, in another address */
	BOUNCE_NAMED_WHOLE,
} BounceNamed;

BounceNamed bounce_address_named(BounceSlice text, const char *address);
