/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recipient.h"

#include <bounce/address.h>

#include "address.h"
#include "bounds.h"
#include "classify.h"
#include "fields.h"
#include "mention.h"

#include <string.h>

/* One message, while its recipients are settled. */
typedef struct {
	BounceReportBuilder *builder;
	const BounceVerp *verp;
	const BounceWitnesses *witnesses;
	size_t n;            /* recipients */
	BounceRecipient *to; /* the one in hand */
} Settling;

static bool
is_witnessed(const Settling *s, const char *address)
{
	if (s->n > BOUNCE_WITNESSED_MAX)
		return false;
	return bounce_header_is_sole(s->witnesses->returned_to, bounce_slice(address)) ||
	       bounce_witnesses_named(s->witnesses, address) == BOUNCE_NAMED_WHOLE;
}

/* An alias of a server is in a domain of its own. */
static bool
is_of_reporter(BounceReportBuilder *builder, BounceSlice address)
{
	BounceSlice host = bounce_slice(bounce_report_builder_envelope(builder)->reporting_mta);
	BounceSlice domain = bounce_address_domain(address);

	if (host.len <= domain.len)
		return bounce_domain_same(host, domain);

	size_t above = host.len - domain.len;
	return host.ptr[above - 1] == '.' &&
	       bounce_domain_same(bounce_slice_skip(host, above), domain);
}

/* ---- one recipient */

/* Courier xtext-encodes Final-Recipient, Exim Original-Recipient, Postfix and
 * Sendmail neither; "user+20@" may mean either.  What another place names too is
 * right; when none does, it stays as it is, but for an Original-Recipient that only
 * the sender can have encoded. */
static const char *
settle_xtext(const Settling *s, const char *text, const char *other, bool is_senders)
{
	g_autofree char *decoded = bounce_address_decode_xtext(bounce_slice(text));
	BounceSlice plain = bounce_slice(decoded ? decoded : "");

	if (!decoded || is_witnessed(s, text))
		return text;
	if (is_witnessed(s, decoded) || bounce_address_same(plain, bounce_slice(other)) ||
	    (is_senders && bounce_slice_is_address(plain) && g_ascii_strcasecmp(text, other) != 0))
		return bounce_report_builder_keep(s->builder, plain, BOUNCE_ADDRESS_MAX);

	bounce_report_builder_note(s->builder, "an address that may be xtext, left as it is");
	return text;
}

/* Where the mail went in the end, or what the text says failed. */
static BounceSlice
end_address(const BounceRecipient *to)
{
	return bounce_slice(*to->final_recipient != '\0' ? to->final_recipient : to->address);
}

static bool
set_address(const Settling *s, BounceSlice address, BounceAddressSource source)
{
	s->to->address = bounce_report_builder_keep_line(s->builder, address, BOUNCE_ADDRESS_MAX);
	s->to->address_source = source;
	return true;
}

/* Exim names here what an alias led to, and in Final-Recipient what the sender gave. */
static bool
settle_by_failed(const Settling *s)
{
	BounceSlice end = end_address(s->to), origin = bounce_witnesses_origin(s->witnesses), sole;

	if (!bounce_address_sole(s->witnesses->failed, &sole) || !bounce_slice_is_address(sole))
		return false;
	if (origin.len > 0 && !bounce_address_same(sole, origin))
		return false;
	if (bounce_slice_is_address(end) && !bounce_address_same(sole, end) &&
	    (bounce_header_is_sole(s->witnesses->returned_to, end) ||
	     bounce_header_addressed_to(s->witnesses->returned, end)))
		return false;
	return set_address(s, sole, BOUNCE_ADDRESS_SOURCE_X_FAILED_RECIPIENTS);
}

/* So much is the name of a pipe, a file or a local user; what is longer was cut. */
#define LOCAL_NAME_MAX 256

/* The mail may have had more recipients than To: tells.  So one that differs from
 * Final-Recipient must be shown to have led there; from a pipe, a file or a local
 * name the text may show it. */
static bool
has_led_to(const Settling *s, BounceSlice given, BounceSlice end)
{
	g_autofree char *address = g_strndup(given.ptr, given.len);

	if (bounce_header_addressed_to(s->witnesses->returned, given) ||
	    is_of_reporter(s->builder, given) ||
	    bounce_address_same(given, bounce_witnesses_origin(s->witnesses)))
		return true;
	return end.len <= LOCAL_NAME_MAX && !memchr(end.ptr, '@', end.len) &&
	       bounce_address_named(s->witnesses->text, address) == BOUNCE_NAMED_WHOLE;
}

static bool
settle_by_returned(const Settling *s)
{
	BounceSlice end = end_address(s->to), sole;

	if (!bounce_address_sole(s->witnesses->returned_to, &sole) ||
	    !bounce_slice_is_address(sole))
		return false;
	if (!bounce_address_same(sole, end) &&
	    (bounce_witnesses_call_own(s->witnesses, sole) || !has_led_to(s, sole, end)))
		return false;
	return set_address(s, sole, BOUNCE_ADDRESS_SOURCE_RETURNED_TO);
}

/* The mail was written to the very address that failed, and to nobody else: what
 * Original-Recipient has instead came from a server on the way (ORCPT, RFC 3461
 * section 4.2), not from the list. */
static bool
is_belied(const Settling *s, BounceSlice original)
{
	BounceSlice end = end_address(s->to);

	return s->n == 1 && bounce_slice_is_address(end) && !bounce_address_same(original, end) &&
	       bounce_header_is_sole(s->witnesses->returned_to, end);
}

static bool
settle_by_origin(const Settling *s)
{
	BounceSlice origin = bounce_witnesses_origin(s->witnesses);

	if (origin.len == 0 || bounce_address_same(origin, end_address(s->to)))
		return false;
	return set_address(s, origin, BOUNCE_ADDRESS_SOURCE_TEXT);
}

static void
settle(const Settling *s)
{
	BounceRecipient *to = s->to;

	to->original_recipient = settle_xtext(s, to->original_recipient, to->final_recipient, true);
	to->final_recipient = settle_xtext(s, to->final_recipient, to->original_recipient, false);

	BounceSlice original = bounce_slice(to->original_recipient);
	bool is_given = bounce_slice_is_address(original) && !is_belied(s, original);
	bool is_alone = *to->final_recipient == '\0' && *to->address == '\0';

	if (!is_given && s->n == 1 &&
	    (settle_by_failed(s) || settle_by_returned(s) || settle_by_origin(s)))
		return;
	if (is_given || (is_alone && original.len > 0))
		set_address(s, original, BOUNCE_ADDRESS_SOURCE_ORIGINAL_RECIPIENT);
	else if (*to->final_recipient != '\0')
		set_address(s, end_address(to), BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT);
	else if (s->n <= BOUNCE_WITNESSED_MAX &&
	         bounce_address_named(s->witnesses->failed, to->address) == BOUNCE_NAMED_WHOLE)
		to->address_source = BOUNCE_ADDRESS_SOURCE_X_FAILED_RECIPIENTS;
}

/* ---- VERP */

static BounceNamed
how_named(const char *address, void *user)
{
	const Settling *s = user;
	BounceNamed named = bounce_witnesses_named(s->witnesses, address);

	/* nobody else is named */
	if (!s->to || !bounce_address_is_valid(s->to->address))
		return MAX(named, BOUNCE_NAMED_PART);
	named = MAX(named, bounce_address_named(bounce_slice(s->to->final_recipient), address));
	return MAX(named, bounce_address_named(bounce_slice(s->to->original_recipient), address));
}

/* A report that was passed on has some fields of each kind; more are an attack. */
#define SENT_TO_TRIES_MAX 16

/* What the addresses that the report was sent to tell: the envelope's come before
 * the header's. */
static char *
find_member(Settling *s)
{
	static const char *const names[] = {"Delivered-To", "X-Original-To", "Envelope-To", "To"};
	const BounceHeader *header = s->witnesses->header;
	BounceSlice sent_to;
	size_t n_tried = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		for (size_t k = 0; k < bounce_header_n_fields(header); k++) {
			BounceField field = bounce_header_field(header, k);

			if (!bounce_slice_equal_nocase(field.name, names[i]) ||
			    !bounce_address_sole(field.value, &sent_to))
				continue;
			if (n_tried++ == SENT_TO_TRIES_MAX)
				return NULL;
			char *member = bounce_verp_find(s->verp, sent_to, how_named, s);
			if (member)
				return member;
		}
	}
	return NULL;
}

static void
settle_by_verp(Settling *s)
{
	g_autofree char *member = find_member(s);

	if (!member)
		return;
	if (!s->to)
		s->to = bounce_report_builder_add(s->builder);
	set_address(s, bounce_slice(member), BOUNCE_ADDRESS_SOURCE_VERP);
}

/* ---- all of them */

/* So much of what is no address is shown in a note, in characters. */
#define SHOWN_MAX 80

static void
note_invalid(BounceReportBuilder *builder, const char *address)
{
	g_autoptr(GString) note = g_string_new("an address that is none: ");
	size_t n = 0;

	for (; *address != '\0' && n < SHOWN_MAX; address = g_utf8_next_char(address), n++) {
		gunichar c = g_utf8_get_char(address);

		if (g_unichar_isprint(c))
			g_string_append_unichar(note, c);
		else
			g_string_append_printf(note, "<U+%04X>", c);
	}
	g_string_append(note, *address != '\0' ? "..." : "");
	bounce_report_builder_note(builder, note->str);
}

static void
check(BounceReportBuilder *builder, BounceRecipient *to)
{
	to->valid = bounce_address_is_valid(to->address);
	if (!to->valid && *to->address != '\0')
		note_invalid(builder, to->address);
}

void
bounce_recipients_settle(BounceReportBuilder *builder, const BounceVerp *verp,
                         const BounceWitnesses *witnesses)
{
	size_t n = bounce_report_builder_n_recipients(builder);
	Settling s = {.builder = builder, .verp = verp, .witnesses = witnesses, .n = n};

	for (size_t i = 0; i < n; i++) {
		s.to = bounce_report_builder_recipient(builder, i);
		settle(&s);
	}
	if (n <= 1)
		settle_by_verp(&s);
	for (size_t i = 0; i < bounce_report_builder_n_recipients(builder); i++)
		check(builder, bounce_report_builder_recipient(builder, i));
}

BounceKind
bounce_recipients_kind(BounceReportBuilder *builder)
{
	size_t n_by_action[BOUNCE_N_ACTIONS] = {0};
	size_t n_success = 0, n = bounce_report_builder_n_recipients(builder);

	for (size_t i = 0; i < n; i++) {
		const BounceRecipient *to = bounce_report_builder_recipient(builder, i);

		n_by_action[to->action]++;
		n_success += to->action == BOUNCE_ACTION_NONE && to->status_field.class == 2;
	}
	n_success += n_by_action[BOUNCE_ACTION_DELIVERED] + n_by_action[BOUNCE_ACTION_RELAYED] +
	             n_by_action[BOUNCE_ACTION_EXPANDED];
	if (n > 0 && n_success == n)
		return BOUNCE_KIND_SUCCESS;
	if (n > 0 && n_success + n_by_action[BOUNCE_ACTION_DELAYED] == n)
		return BOUNCE_KIND_DELAY;
	return BOUNCE_KIND_FAILURE;
}

/* nullmailer reports every recipient of a mail with the reply that one of them got:
 * when the diagnostic names addresses, and not this one by any of its names, it may
 * be about another. */
static bool
is_about_another(const BounceRecipient *to)
{
	BounceSlice rest = bounce_slice(to->diagnostic), mentioned;
	bool names_any = false;

	while (bounce_mention_next(&rest, &mentioned)) {
		if (bounce_address_same(mentioned, bounce_slice(to->address)) ||
		    bounce_address_same(mentioned, bounce_slice(to->final_recipient)) ||
		    bounce_address_same(mentioned, bounce_slice(to->original_recipient)))
			return false;
		names_any = names_any || (bounce_slice_is_address(mentioned) &&
		                          !bounce_mention_is_helper(mentioned));
	}
	return names_any;
}

/* Why it may be another's, or is nobody's to remove; NULL when nothing says so. */
static const char *
find_doubt(const Settling *s)
{
	BounceSlice address = bounce_slice(s->to->address);
	g_autofree char *decoded = bounce_address_decode_xtext(address);

	if (bounce_header_is_sole(s->witnesses->report_to, address) ||
	    bounce_header_is_sole(s->witnesses->returned_from, address)) {
		bounce_report_builder_note(s->builder, "the sender's own address has failed");
		return "it is the sender's own address";
	}
	if (s->to->verdict == BOUNCE_VERDICT_REMOVE && is_about_another(s->to)) {
		bounce_report_builder_note(s->builder, "a diagnostic that names another address");
		return "the diagnostic names another address";
	}
	if (!s->to->valid)
		return "it is no valid address";
	return decoded && !is_witnessed(s, s->to->address) ? "the address may be an encoded one"
	                                                   : NULL;
}

void
bounce_recipients_guard(BounceReportBuilder *builder, const BounceWitnesses *witnesses)
{
	Settling s = {.builder = builder,
	              .witnesses = witnesses,
	              .n = bounce_report_builder_n_recipients(builder)};

	for (size_t i = 0; i < s.n; i++) {
		s.to = bounce_report_builder_recipient(builder, i);
		const char *doubt = find_doubt(&s);

		if (doubt)
			bounce_classify_hold(s.to, doubt);
	}
}
