/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recipient.h"

#include "address.h"
#include "bounds.h"

/* Is address one of those in a list that commas part? */
static bool
list_holds(BounceSlice list, const char *address)
{
	BounceSlice one;

	while (list.len > 0) {
		bounce_slice_split(list, ',', &one, &list);
		if (bounce_slice_equal_nocase(bounce_address_bare(one), address))
			return true;
	}
	return false;
}

static bool
is_witnessed(const BounceWitnesses *witnesses, const char *address)
{
	BounceSlice to;

	return list_holds(witnesses->failed, address) ||
	       (bounce_address_sole(witnesses->returned_to, &to) &&
	        bounce_slice_equal_nocase(to, address));
}

/* Courier xtext-encodes Final-Recipient, Exim Original-Recipient, Postfix and
 * Sendmail neither; "user+20@" may mean either.  What another place names too is
 * right; when none does, it stays as it is. */
static const char *
settle_xtext(BounceReportBuilder *builder, const BounceWitnesses *witnesses, const char *text,
             const char *other)
{
	g_autofree char *decoded = bounce_address_decode_xtext(bounce_slice(text));

	if (!decoded || is_witnessed(witnesses, text))
		return text;
	if (is_witnessed(witnesses, decoded) || g_ascii_strcasecmp(decoded, other) == 0)
		return bounce_report_builder_keep(builder, bounce_slice(decoded), BOUNCE_ADDRESS_MAX);

	bounce_report_builder_note(builder, "an address that may be xtext, left as it is");
	return text;
}

static bool
has_domain_of(BounceSlice address, BounceSlice header_value)
{
	BounceSlice other;

	if (!bounce_address_sole(header_value, &other))
		return false;
	other = bounce_address_domain(other);
	g_autofree char *domain = g_strndup(other.ptr, other.len);
	return bounce_slice_equal_nocase(bounce_address_domain(address), domain);
}

/* A To: at the sender's own domain, or at that which gets the reports, is the list
 * or its owner, not who reads it. */
static bool
is_senders_own(const BounceWitnesses *witnesses, BounceSlice to)
{
	return has_domain_of(to, witnesses->returned_from) ||
	       has_domain_of(to, witnesses->report_to);
}

static bool
has_domain(const char *address)
{
	return bounce_address_domain(bounce_slice(address)).len > 0;
}

/* What the whole message names may be taken only when it can mean nobody else. */
static bool
settle_by_witness(BounceReportBuilder *builder, const BounceWitnesses *witnesses,
                  BounceRecipient *to)
{
	BounceSlice sole;

	if (bounce_report_builder_n_recipients(builder) != 1)
		return false;
	if (bounce_address_sole(witnesses->failed, &sole)) {
		to->address_source = BOUNCE_ADDRESS_SOURCE_X_FAILED_RECIPIENTS;
	} else if (bounce_address_sole(witnesses->returned_to, &sole) &&
	           (bounce_slice_equal_nocase(sole, to->final_recipient) ||
	            !is_senders_own(witnesses, sole))) {
		to->address_source = BOUNCE_ADDRESS_SOURCE_RETURNED_TO;
	} else {
		return false;
	}
	to->address = bounce_report_builder_keep_line(builder, sole, BOUNCE_ADDRESS_MAX);
	return true;
}

static void
settle(BounceReportBuilder *builder, const BounceWitnesses *witnesses, BounceRecipient *to)
{
	to->original_recipient = settle_xtext(builder, witnesses, to->original_recipient,
	                                      to->final_recipient);
	to->final_recipient = settle_xtext(builder, witnesses, to->final_recipient,
	                                   to->original_recipient);

	if (has_domain(to->original_recipient)) {
		to->address = to->original_recipient;
		to->address_source = BOUNCE_ADDRESS_SOURCE_ORIGINAL_RECIPIENT;
	} else if (!settle_by_witness(builder, witnesses, to) && *to->final_recipient != '\0') {
		to->address = to->final_recipient;
		to->address_source = BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT;
	}
}

void
bounce_recipients_settle(BounceReportBuilder *builder, const BounceWitnesses *witnesses)
{
	for (size_t i = 0; i < bounce_report_builder_n_recipients(builder); i++)
		settle(builder, witnesses, bounce_report_builder_recipient(builder, i));
}
