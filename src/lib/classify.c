/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "classify.h"

#include "address.h"
#include "reply.h"

/* Codes that servers put in Status: when they have not looked at what the remote
 * said; a code in the diagnostic then knows more. */
static bool
is_vague(BounceStatus status)
{
	if (status.detail == 0 || status.subject == 3)
		return true;
	if (status.subject == 5)
		return status.detail != 3 && status.detail != 6;
	return status.subject == 4 && status.detail == 7;
}

static bool
is_class(unsigned reply, unsigned class)
{
	return reply / 100 == class;
}

/* The best of field and diagnostic (RFC 3464 section 2.3.4 and 2.3.6). */
static void
choose_status(BounceRecipient *to, BounceReply said)
{
	bool has_field = bounce_status_is_set(to->status_field);
	bool has_said = bounce_status_is_set(said.status);

	to->reply = said.code;
	if (has_said && (!has_field || (is_vague(to->status_field) && !is_vague(said.status)))) {
		to->status = said.status;
		to->status_source = BOUNCE_STATUS_SOURCE_DIAGNOSTIC;
	} else if (has_field) {
		to->status = to->status_field;
		to->status_source = BOUNCE_STATUS_SOURCE_FIELD;
	}
	to->conflict =
		(has_field && has_said && to->status_field.class != said.status.class) ||
		(said.code && has_said && !is_class(said.code, said.status.class)) ||
		(has_field && has_said && !is_vague(to->status_field) && !is_vague(said.status) &&
	         !bounce_status_equal(to->status_field, said.status));
}

/* The last word of the remote is its reply, then the code it gave, then what the
 * reporting server made of it. */
static BouncePermanence
choose_permanence(const BounceRecipient *to)
{
	unsigned digit = to->reply ? to->reply / 100 : to->status.class;

	if (digit == 5)
		return BOUNCE_PERMANENCE_PERMANENT;
	return digit == 4 ? BOUNCE_PERMANENCE_TEMPORARY : BOUNCE_PERMANENCE_NONE;
}

static const BounceReasonInfo *
choose_reason(const BounceKb *kb, BounceRecipient *to)
{
	BounceMatch match;
	const BounceStatusInfo *info = bounce_kb_status(kb, to->status, &match);
	const BounceReasonInfo *reason = NULL;

	to->confidence = BOUNCE_CONFIDENCE_LOW;
	if (info)
		reason = bounce_kb_reason(kb, to->permanence == BOUNCE_PERMANENCE_TEMPORARY
		                                      ? info->reason_temporary
		                                      : info->reason_permanent);
	if (!reason)
		return bounce_kb_reason(kb, "unknown");

	/* A weak code must not say that an address is dead. */
	if (info->trust == BOUNCE_TRUST_WEAK && reason->verdict == BOUNCE_VERDICT_REMOVE)
		return bounce_kb_reason(kb, "unknown");
	if (match == BOUNCE_MATCH_CODE && info->trust == BOUNCE_TRUST_STRONG && !to->conflict)
		to->confidence = BOUNCE_CONFIDENCE_HIGH;
	else if (match == BOUNCE_MATCH_CODE && info->trust != BOUNCE_TRUST_WEAK)
		to->confidence = BOUNCE_CONFIDENCE_MEDIUM;
	return reason;
}

static BounceClass
choose_class(const BounceRecipient *to, const BounceReasonInfo *reason)
{
	if (to->action == BOUNCE_ACTION_DELAYED)
		return BOUNCE_CLASS_DELAYED;
	if (reason->class == BOUNCE_CLASS_POLICY)
		return BOUNCE_CLASS_POLICY;
	return to->permanence == BOUNCE_PERMANENCE_TEMPORARY ? BOUNCE_CLASS_SOFT : reason->class;
}

static BounceVerdict
choose_verdict(const BounceRecipient *to, const BounceReasonInfo *reason)
{
	if (to->action == BOUNCE_ACTION_DELAYED)
		return BOUNCE_VERDICT_NONE;
	if (reason->verdict == BOUNCE_VERDICT_REMOVE &&
	    (to->permanence != BOUNCE_PERMANENCE_PERMANENT ||
	     to->confidence != BOUNCE_CONFIDENCE_HIGH))
		return BOUNCE_VERDICT_LATER;
	return reason->verdict;
}

static bool
went_through(BounceAction action)
{
	return action == BOUNCE_ACTION_DELIVERED || action == BOUNCE_ACTION_RELAYED ||
	       action == BOUNCE_ACTION_EXPANDED;
}

void
bounce_classify(const BounceKb *kb, BounceRecipient *to)
{
	static const char *const rules[BOUNCE_N_STATUS_SOURCES] = {
		[BOUNCE_STATUS_SOURCE_NONE] = "no-code",
		[BOUNCE_STATUS_SOURCE_FIELD] = "status-field",
		[BOUNCE_STATUS_SOURCE_DIAGNOSTIC] = "code-in-diagnostic",
		[BOUNCE_STATUS_SOURCE_TEXT] = "code-in-text",
		[BOUNCE_STATUS_SOURCE_REPLY] = "reply-code",
	};
	BounceSlice type, said;

	bounce_typed_split(bounce_slice(to->diagnostic), &type, &said);
	choose_status(to, bounce_reply_find(said));
	if (went_through(to->action))
		return;

	to->permanence = choose_permanence(to);
	const BounceReasonInfo *reason = choose_reason(kb, to);
	to->rule = rules[to->status_source];
	if (to->status_source == BOUNCE_STATUS_SOURCE_DIAGNOSTIC)
		to->evidence = to->diagnostic;
	g_return_if_fail(reason != NULL);
	to->reason = reason->id;
	to->fault = reason->fault;
	to->class = choose_class(to, reason);
	to->verdict = choose_verdict(to, reason);
}
