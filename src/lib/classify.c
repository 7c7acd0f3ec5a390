/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "classify.h"

#include "address.h"
#include "bounds.h"
#include "codes.h"
#include "kb-data.h"

#include <string.h>

/* The rule that decides, and the first one that it overrules. */
#define ANSWERS_MAX 8

/* One recipient, while it is judged. */
typedef struct {
	const BounceKb *kb;
	BounceReportBuilder *builder;
	BounceRecipient *to;
	BounceSpoken spoken;
	BounceTold told;
	BounceAnswer answers[ANSWERS_MAX];
	size_t n_answers;
} Case;

/* What one source of knowledge says. */
typedef struct {
	const BounceReasonInfo *reason; /* NULL when it says nothing */
	BounceTrust trust;
} Opinion;

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

/* ---- what the words say */

static bool
is_unknown(const BounceReasonInfo *reason)
{
	return !reason || reason->fault == BOUNCE_FAULT_UNKNOWN;
}

static BounceSlice
domain_of(const char *address)
{
	BounceSlice local, domain;

	bounce_slice_split(bounce_slice(address), '@', &local, &domain);
	return domain;
}

static bool
has_reason(const BounceKb *kb, const BounceRuleInfo *rule)
{
	return !is_unknown(bounce_kb_reason(kb, rule->reason));
}

static bool
knows_reason(const Case *c)
{
	return c->n_answers > 0 && has_reason(c->kb, c->answers[0].rule);
}

static size_t
ask(const Case *c, BounceQuestion *question, BounceSlice words, BounceAnswer *answers)
{
	question->words = bounce_slice_take(words, BOUNCE_DIAGNOSTIC_MAX);
	bounce_kb_need(c->kb, BOUNCE_KB_RULES);
	return bounce_rules_match(c->kb->rules, question, answers, ANSWERS_MAX);
}

static void
take_answers(Case *c, const BounceAnswer *answers, size_t n)
{
	memcpy(c->answers, answers, n * sizeof *answers);
	c->n_answers = n;
}

/*
 * "550 5.1.7 <...>: Sender address rejected: undeliverable address: host mx said: 550
 * 5.1.1 User unknown" (Postfix): the server of the sender is quoted, and it is the
 * sender that is unknown.
 */
static void
ask_around(Case *c, BounceQuestion *question)
{
	BounceAnswer answers[ANSWERS_MAX];
	size_t n = ask(c, question, c->spoken.reply.around, answers);

	if (n > 0 && bounce_kb_reason(c->kb, answers[0].rule->reason)->fault == BOUNCE_FAULT_SENDER)
		take_answers(c, answers, n);
}

/*
 * The last refusal goes before what the reporting server wrote around it, and that
 * before its words for people.  Where we have the reply of the remote, these are what
 * was made of it, and may not say that the address is dead: Sendmail says "User
 * unknown" of any 550.
 */
static void
ask_rules(Case *c)
{
	BounceSlice type, diagnostic;

	bounce_typed_split(bounce_slice(c->to->diagnostic), &type, &diagnostic);
	const bool is_retold =
		c->spoken.source == BOUNCE_STATUS_SOURCE_DIAGNOSTIC && c->spoken.reply.code > 0;
	const struct {
		BounceSlice words;
		BounceVerdict most;
	} texts[] = {
		{c->spoken.reply.words, BOUNCE_VERDICT_REMOVE},
		{diagnostic, BOUNCE_VERDICT_REMOVE},
		{c->told.about, is_retold ? BOUNCE_VERDICT_LATER : BOUNCE_VERDICT_REMOVE},
		{c->told.whole, is_retold ? BOUNCE_VERDICT_LATER : BOUNCE_VERDICT_REMOVE},
	};
	/* of prose there is no diagnostic that could name the host */
	BounceSlice around = diagnostic.len > 0
	                             ? diagnostic
	                             : bounce_slice_take(c->told.about, BOUNCE_DIAGNOSTIC_MAX);
	BounceQuestion question = {
		.places = {bounce_slice(c->to->remote_mta), domain_of(c->to->address), around},
		.status = c->to->status,
		.reply = c->to->reply,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts) && !knows_reason(c); i++) {
		BounceAnswer answers[ANSWERS_MAX];
		size_t n = ask(c, &question, texts[i].words, answers);

		if (n == 0 || answers[0].rule->verdict > texts[i].most)
			continue;
		/* words that say little stand until others say more */
		if (c->n_answers == 0 || has_reason(c->kb, answers[0].rule))
			take_answers(c, answers, n);
	}
	ask_around(c, &question);
}

static Opinion
opinion_of_words(const Case *c)
{
	if (c->n_answers == 0)
		return (Opinion){NULL, BOUNCE_TRUST_WEAK};

	const BounceRuleInfo *rule = c->answers[0].rule;
	bool is_general = g_str_has_prefix(rule->id, "general.");
	return (Opinion){bounce_kb_reason(c->kb, rule->reason),
	                 is_general ? BOUNCE_TRUST_MEDIUM : BOUNCE_TRUST_STRONG};
}

/* ---- what the codes say */

static Opinion
opinion_of_reply(const Case *c)
{
	const BounceReplyInfo *info = bounce_kb_reply(c->kb, c->to->reply);
	const BounceReasonInfo *reason = info ? bounce_kb_reason(c->kb, info->reason) : NULL;

	return (Opinion){reason, BOUNCE_TRUST_WEAK};
}

/* The remote gave a reply without an enhanced code, so that of the Status field is what
 * the reporting server made of three digits: Sendmail makes 5.1.1 of any 550. */
static bool
is_inferred(const Case *c)
{
	return c->to->status_source == BOUNCE_STATUS_SOURCE_FIELD && c->spoken.reply.code > 0 &&
	       !bounce_status_is_set(c->spoken.reply.status);
}

static Opinion
opinion_of_code(const Case *c)
{
	BounceMatch match;
	const BounceStatusInfo *info = bounce_kb_status(c->kb, c->to->status, &match);

	if (!info)
		return opinion_of_reply(c);

	bool is_temporary = c->to->permanence == BOUNCE_PERMANENCE_TEMPORARY;
	const char *id = is_temporary ? info->reason_temporary : info->reason_permanent;
	Opinion opinion = {bounce_kb_reason(c->kb, id), info->trust};
	if (match != BOUNCE_MATCH_CODE)
		opinion.trust = BOUNCE_TRUST_WEAK;
	if (is_inferred(c) && opinion.trust == BOUNCE_TRUST_STRONG)
		opinion.trust = BOUNCE_TRUST_MEDIUM;
	/* A weak code must not say that an address is dead. */
	if (opinion.trust == BOUNCE_TRUST_WEAK && opinion.reason &&
	    opinion.reason->verdict == BOUNCE_VERDICT_REMOVE)
		opinion.reason = NULL;
	return opinion;
}

/* The last word of the remote is its reply, then the code it gave, then what the
 * reporting server made of it. */
static BouncePermanence
permanence_of_codes(const BounceRecipient *to)
{
	unsigned digit = to->reply ? to->reply / 100 : to->status.class;

	if (digit == 5)
		return BOUNCE_PERMANENCE_PERMANENT;
	return digit == 4 ? BOUNCE_PERMANENCE_TEMPORARY : BOUNCE_PERMANENCE_NONE;
}

/* Without any code: who reports a failure has given up. */
static BouncePermanence
permanence_of_words(const BounceRecipient *to, const BounceReasonInfo *reason)
{
	if (to->action == BOUNCE_ACTION_FAILED)
		return BOUNCE_PERMANENCE_PERMANENT;
	if (to->action == BOUNCE_ACTION_DELAYED || reason->passes)
		return BOUNCE_PERMANENCE_TEMPORARY;
	return reason->class == BOUNCE_CLASS_UNKNOWN ? BOUNCE_PERMANENCE_NONE
	                                             : BOUNCE_PERMANENCE_PERMANENT;
}

/* ---- weighing */

static bool
removes(const BounceReasonInfo *reason)
{
	return reason && reason->verdict == BOUNCE_VERDICT_REMOVE;
}

static const char *
keep(const Case *c, const char *text)
{
	return bounce_report_builder_keep(c->builder, bounce_slice(text), BOUNCE_LINE_MAX);
}

/* Of what the code and the other rules say, that which says something else. */
static void
tell_overruled(Case *c, const Opinion *code)
{
	g_autoptr(GString) text = g_string_new(NULL);
	char status[BOUNCE_STATUS_TEXT_MAX];

	if (!is_unknown(code->reason) && !g_str_equal(code->reason->id, c->to->reason)) {
		g_string_append(text, code->reason->id);
		if (bounce_status_is_set(c->to->status))
			g_string_append_printf(text, " by %s",
			                       bounce_status_format(c->to->status, status));
		else
			g_string_append_printf(text, " by %u", c->to->reply);
	}
	for (size_t i = 1; i < c->n_answers; i++) {
		const BounceRuleInfo *rule = c->answers[i].rule;
		const BounceReasonInfo *reason = bounce_kb_reason(c->kb, rule->reason);

		if (is_unknown(reason) || g_str_equal(rule->reason, c->to->reason))
			continue;
		g_string_append_printf(text, "%s%s by %s", text->len > 0 ? ", " : "", rule->reason,
		                       rule->id);
		break;
	}
	c->to->overruled = keep(c, text->str);
}

static void
take_words(Case *c, const Opinion *words, const Opinion *code)
{
	BounceRecipient *to = c->to;
	bool is_denied = code->trust == BOUNCE_TRUST_STRONG && !is_unknown(code->reason) &&
	                 removes(code->reason) != removes(words->reason);

	to->reason = keep(c, words->reason->id);
	to->rule = keep(c, c->answers[0].rule->id);
	to->evidence = bounce_report_builder_keep_line(c->builder, c->answers[0].words,
	                                               BOUNCE_DIAGNOSTIC_MAX);
	to->verdict = c->answers[0].rule->verdict;
	to->confidence = is_denied && words->trust < BOUNCE_TRUST_STRONG ? BOUNCE_CONFIDENCE_MEDIUM
	                                                                 : BOUNCE_CONFIDENCE_HIGH;
	to->conflict |= is_denied;
}

static void
take_code(Case *c, const Opinion *code)
{
	static const char *const rules[BOUNCE_N_STATUS_SOURCES] = {
		[BOUNCE_STATUS_SOURCE_NONE] = "no-code",
		[BOUNCE_STATUS_SOURCE_FIELD] = "status-field",
		[BOUNCE_STATUS_SOURCE_DIAGNOSTIC] = "code-in-diagnostic",
		[BOUNCE_STATUS_SOURCE_TEXT] = "code-in-text",
		[BOUNCE_STATUS_SOURCE_REPLY] = "reply-code",
	};
	static const BounceConfidence confidences[BOUNCE_N_TRUSTS] = {
		[BOUNCE_TRUST_WEAK] = BOUNCE_CONFIDENCE_LOW,
		[BOUNCE_TRUST_MEDIUM] = BOUNCE_CONFIDENCE_MEDIUM,
		[BOUNCE_TRUST_STRONG] = BOUNCE_CONFIDENCE_HIGH,
	};
	BounceRecipient *to = c->to;
	const BounceReasonInfo *reason =
		code->reason ? code->reason : bounce_kb_reason(c->kb, "unknown");

	to->reason = keep(c, reason->id);
	to->rule = rules[to->status_source];
	if (to->status_source > BOUNCE_STATUS_SOURCE_FIELD)
		to->evidence = bounce_report_builder_keep_line(c->builder, c->spoken.reply.words,
		                                               BOUNCE_DIAGNOSTIC_MAX);
	to->verdict = reason->verdict;
	to->confidence = code->reason ? confidences[code->trust] : BOUNCE_CONFIDENCE_LOW;
	if (to->conflict)
		to->confidence = MIN(to->confidence, BOUNCE_CONFIDENCE_MEDIUM);
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

/* What forbids to remove, however clear the reason is. */
static void
hold_back(Case *c, bool by_words)
{
	BounceRecipient *to = c->to;
	bool is_early = to->stage == BOUNCE_STAGE_CONNECT || to->stage == BOUNCE_STAGE_HELO ||
	                to->stage == BOUNCE_STAGE_MAIL;
	bool is_late = to->stage == BOUNCE_STAGE_DATA || to->stage == BOUNCE_STAGE_END_OF_DATA;

	if (to->permanence == BOUNCE_PERMANENCE_TEMPORARY)
		bounce_classify_hold(to, "the refusal is temporary");
	else if (to->permanence != BOUNCE_PERMANENCE_PERMANENT)
		bounce_classify_hold(to, "nothing says that the refusal is permanent");
	if (is_early && to->reply > 0)
		bounce_classify_hold(to, "it was refused before the recipient was named");
	if (is_late && !by_words)
		bounce_classify_hold(to, "it was refused after the recipient was accepted, and no "
		                         "words say why");
	if (to->conflict && to->confidence != BOUNCE_CONFIDENCE_HIGH)
		bounce_classify_hold(to, "codes and words contradict each other");
	if (to->confidence != BOUNCE_CONFIDENCE_HIGH)
		bounce_classify_hold(to, "the evidence is not strong enough");
}

static void
judge(Case *c)
{
	BounceRecipient *to = c->to;
	const Opinion words = opinion_of_words(c), code = opinion_of_code(c);
	bool by_words = words.reason && (!is_unknown(words.reason) || is_unknown(code.reason));

	if (by_words)
		take_words(c, &words, &code);
	else
		take_code(c, &code);

	const BounceReasonInfo *reason = bounce_kb_reason(c->kb, to->reason);
	g_return_if_fail(reason != NULL);
	if (to->permanence == BOUNCE_PERMANENCE_NONE)
		to->permanence = permanence_of_words(to, reason);
	to->fault = reason->fault;
	to->class = choose_class(to, reason);
	tell_overruled(c, &code);
	if (to->action == BOUNCE_ACTION_DELAYED)
		to->verdict = BOUNCE_VERDICT_NONE;
	else
		hold_back(c, by_words);
}

void
bounce_classify_hold(BounceRecipient *to, const char *why)
{
	if (to->verdict != BOUNCE_VERDICT_REMOVE)
		return;
	to->verdict = BOUNCE_VERDICT_LATER;
	to->held = why;
}

/* Where the words for people are all there is, they hold the transcript too. */
static BounceStage
find_stage(const Case *c)
{
	bounce_kb_need(c->kb, BOUNCE_KB_STAGES);

	BounceStage stage = bounce_stages_find(c->kb->stages, bounce_slice(c->to->diagnostic));
	if (stage == BOUNCE_STAGE_NONE)
		stage = bounce_stages_find(c->kb->stages,
		                           bounce_slice_take(c->told.about, BOUNCE_DIAGNOSTIC_MAX));
	return stage;
}

void
bounce_classify(const BounceKb *kb, BounceReportBuilder *builder, BounceRecipient *to,
                BounceTold told)
{
	if (has_expired(to, told.about)) {
		to->action = BOUNCE_ACTION_FAILED;
		bounce_report_builder_note(builder, "a delay that has expired is a failure");
	}

	Case c = {.kb = kb, .builder = builder, .to = to, .told = told};
	c.spoken = bounce_codes_choose(to, told.about);
	if (went_through(to->action))
		return;
	to->stage = find_stage(&c);
	to->permanence = permanence_of_codes(to);
	ask_rules(&c);
	judge(&c);
}
