/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "classify.h"

#include "address.h"
#include "bounds.h"
#include "reply.h"

/* What is said about a recipient, and where. */
typedef struct {
	BounceReply reply;
	BounceStatusSource source;
} Said;

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
tells_more(const BounceReply *text, const BounceReply *diagnostic)
{
	if (!holds_code(text) || !holds_code(diagnostic))
		return holds_code(text);

	unsigned class = bounce_status_is_set(diagnostic->status) ? diagnostic->status.class
	                                                          : diagnostic->code / 100;
	return text->status.class == class && weigh(text->status) > weigh(diagnostic->status);
}

static Said
hear(const BounceRecipient *to, BounceSlice text)
{
	BounceSlice type, diagnostic;

	bounce_typed_split(bounce_slice(to->diagnostic), &type, &diagnostic);
	BounceReply in_diagnostic = bounce_reply_find(diagnostic);
	BounceReply in_text = bounce_reply_find(text);

	if (!tells_more(&in_text, &in_diagnostic))
		return (Said){in_diagnostic, BOUNCE_STATUS_SOURCE_DIAGNOSTIC};
	if (in_text.code == 0)
		in_text.code = in_diagnostic.code;
	return (Said){in_text, BOUNCE_STATUS_SOURCE_TEXT};
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

static void
choose_status(BounceRecipient *to, const Said *said)
{
	to->reply = said->reply.code;
	if (outweighs(&said->reply, to->status_field)) {
		to->status = said->reply.status;
		to->status_source = said->source;
	} else if (bounce_status_is_set(to->status_field)) {
		to->status = to->status_field;
		to->status_source = BOUNCE_STATUS_SOURCE_FIELD;
	} else if (to->reply > 0) {
		to->status_source = BOUNCE_STATUS_SOURCE_REPLY;
	}
	to->conflict = is_contradicted(to->status_field, &said->reply);
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

/* OpenSMTPD before 7.0 reports with "Action: delayed" that it has given up; but
 * others give 4.4.7 for a mere delay (Oracle, Exchange). */
static bool
has_expired(const BounceRecipient *to, BounceSlice said)
{
	BounceStatus status = to->status_field;
	BounceSlice diagnostic = bounce_slice(to->diagnostic);

	if (to->action != BOUNCE_ACTION_DELAYED || status.subject != 4 || status.detail != 7)
		return false;
	return bounce_slice_find_nocase(said, "expired") < said.len ||
	       bounce_slice_find_nocase(diagnostic, "expired") < diagnostic.len;
}

void
bounce_classify(const BounceKb *kb, BounceReportBuilder *builder, BounceRecipient *to,
                BounceSlice said_text)
{
	static const char *const rules[BOUNCE_N_STATUS_SOURCES] = {
		[BOUNCE_STATUS_SOURCE_NONE] = "no-code",
		[BOUNCE_STATUS_SOURCE_FIELD] = "status-field",
		[BOUNCE_STATUS_SOURCE_DIAGNOSTIC] = "code-in-diagnostic",
		[BOUNCE_STATUS_SOURCE_TEXT] = "code-in-text",
		[BOUNCE_STATUS_SOURCE_REPLY] = "reply-code",
	};
	Said said = hear(to, said_text);

	if (has_expired(to, said_text)) {
		to->action = BOUNCE_ACTION_FAILED;
		bounce_report_builder_note(builder, "a delay that has expired is a failure");
	}
	choose_status(to, &said);
	if (went_through(to->action))
		return;

	to->permanence = choose_permanence(to);
	const BounceReasonInfo *reason = choose_reason(kb, to);
	to->rule = rules[to->status_source];
	if (to->status_source > BOUNCE_STATUS_SOURCE_FIELD)
		to->evidence = bounce_report_builder_keep_line(builder, said.reply.words,
		                                               BOUNCE_DIAGNOSTIC_MAX);
	g_return_if_fail(reason != NULL);
	to->reason = reason->id;
	to->fault = reason->fault;
	to->class = choose_class(to, reason);
	to->verdict = choose_verdict(to, reason);
}
