/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codes.h"

#include "address.h"

/* How much a code says. */
typedef enum {
	WEIGHT_NONE,
	WEIGHT_CLASS, /* X.0.0 */
	WEIGHT_VAGUE, /* what servers give when they have not looked at the reply */
	WEIGHT_CLEAR,
} Weight;

static Weight
weigh(BounceStatus status)
{
	if (!bounce_status_is_set(status))
		return WEIGHT_NONE;
	if (status.detail == 0)
		return status.subject == 0 ? WEIGHT_CLASS : WEIGHT_VAGUE;

	bool is_vague = status.subject == 3 || (status.subject == 4 && status.detail == 7) ||
	                (status.subject == 5 && status.detail != 3 && status.detail != 6);
	return is_vague ? WEIGHT_VAGUE : WEIGHT_CLEAR;
}

static bool
is_class(unsigned reply, unsigned class)
{
	return reply / 100 == class;
}

static bool
holds_code(const BounceReply *reply)
{
	return reply->code > 0 || bounce_status_is_set(reply->status);
}

/* The words for people may tell what the diagnostic leaves out; but where they tell
 * of another class, they tell of something else. */
static bool
tells_more(const BounceReply *text, const BounceReply *diagnostic, BounceStatus field)
{
	if (!holds_code(text) || !holds_code(diagnostic))
		return holds_code(text);
	/* Sendmail makes 5.1.1 of any 550, and writes it into both */
	if (diagnostic->code > 0 && !bounce_status_is_set(diagnostic->status) &&
	    bounce_status_equal(text->status, field))
		return false;

	unsigned class = bounce_status_is_set(diagnostic->status) ? diagnostic->status.class
	                                                          : diagnostic->code / 100;
	return text->status.class == class && weigh(text->status) > weigh(diagnostic->status);
}

static BounceSpoken
hear(const BounceRecipient *to, BounceSlice text)
{
	BounceSlice type, diagnostic;

	bounce_typed_split(bounce_slice(to->diagnostic), &type, &diagnostic);
	BounceReply in_diagnostic = bounce_reply_find(diagnostic);
	BounceReply in_text = bounce_reply_find(text);

	if (!tells_more(&in_text, &in_diagnostic, to->status_field))
		return (BounceSpoken){in_diagnostic, BOUNCE_STATUS_SOURCE_DIAGNOSTIC};
	if (in_text.code == 0)
		in_text.code = in_diagnostic.code;
	return (BounceSpoken){in_text, BOUNCE_STATUS_SOURCE_TEXT};
}

/*
 * The code that came with the reply is the remote's, and the field is what the
 * reporting server made of it (RFC 3464 section 2.3.4 and 2.3.6): Sendmail writes
 * 5.1.1 for any 550.  But a clear field stands against a vague code, against one that
 * no reply came with, and against one that contradicts its own reply.
 */
static bool
outweighs(const BounceReply *said, BounceStatus field)
{
	if (weigh(said->status) < weigh(field) || bounce_status_equal(said->status, field))
		return false;
	if (weigh(field) < WEIGHT_CLEAR)
		return true;
	return said->code > 0 &&
	       (is_class(said->code, said->status.class) || !is_class(said->code, field.class));
}

static bool
is_contradicted(BounceStatus field, const BounceReply *said)
{
	bool has_field = bounce_status_is_set(field);

	if (!bounce_status_is_set(said->status))
		return false;
	if (said->mixed || (said->code > 0 && !is_class(said->code, said->status.class)))
		return true;
	if (has_field && field.class != said->status.class)
		return true;
	return weigh(field) == WEIGHT_CLEAR && weigh(said->status) == WEIGHT_CLEAR &&
	       !bounce_status_equal(field, said->status);
}

BounceSpoken
bounce_codes_choose(BounceRecipient *to, BounceSlice text)
{
	BounceSpoken said = hear(to, text);

	to->reply = said.reply.code;
	if (outweighs(&said.reply, to->status_field)) {
		to->status = said.reply.status;
		to->status_source = said.source;
	} else if (bounce_status_is_set(to->status_field)) {
		to->status = to->status_field;
		to->status_source = BOUNCE_STATUS_SOURCE_FIELD;
	} else if (to->reply > 0) {
		to->status_source = BOUNCE_STATUS_SOURCE_REPLY;
	}
	to->conflict = is_contradicted(to->status_field, &said.reply);
	return said;
}
