/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kb.h"

#include "classify.h"

typedef struct {
	BounceStatus field;
	const char *diagnostic;

	BounceStatus status;
	BouncePermanence permanence;
	BounceClass class;
	const char *reason;
	BounceVerdict verdict;
	bool conflict;
} Case;

#define TEMP BOUNCE_PERMANENCE_TEMPORARY
#define PERM BOUNCE_PERMANENCE_PERMANENT
#define HARD BOUNCE_CLASS_HARD
#define SOFT BOUNCE_CLASS_SOFT
#define POLICY BOUNCE_CLASS_POLICY
#define UNKNOWN BOUNCE_CLASS_UNKNOWN
#define REMOVE BOUNCE_VERDICT_REMOVE
#define LATER BOUNCE_VERDICT_LATER
#define KEEP BOUNCE_VERDICT_KEEP

/* Of failures. */
static const Case cases[] = {
	/* the plain ones */
	{{5, 1, 1}, "smtp; 550 5.1.1 no", {5, 1, 1}, PERM, HARD, "user-unknown", REMOVE, false},
	{{5, 1, 1}, "", {5, 1, 1}, PERM, HARD, "user-unknown", REMOVE, false},
	{{5, 1, 10}, "", {5, 1, 10}, PERM, HARD, "domain-no-mail", REMOVE, false},
	{{4, 4, 1}, "", {4, 4, 1}, TEMP, SOFT, "network", LATER, false},

	/* a person with a full mailbox, whatever the digit */
	{{5, 2, 2}, "", {5, 2, 2}, PERM, SOFT, "mailbox-full", LATER, false},
	{{4, 2, 2}, "", {4, 2, 2}, TEMP, SOFT, "mailbox-full", LATER, false},

	/* not the address's fault */
	{{5, 7, 1}, "smtp; 550 5.7.1 no", {5, 7, 1}, PERM, POLICY, "policy", KEEP, false},
	{{5, 7, 26}, "", {5, 7, 26}, PERM, POLICY, "auth-failure", KEEP, false},
	{{5, 3, 4}, "", {5, 3, 4}, PERM, POLICY, "too-big", KEEP, false},

	/* the diagnostic knows more than a vague field */
	{{5, 0, 0}, "smtp; 550 5.1.1 no", {5, 1, 1}, PERM, HARD, "user-unknown", REMOVE, false},
	{{5, 3, 0}, "smtp; 550 5.7.1 no", {5, 7, 1}, PERM, POLICY, "policy", KEEP, false},
	{{4, 4, 7}, "smtp; 452 4.2.2 no", {4, 2, 2}, TEMP, SOFT, "mailbox-full", LATER, false},
	{{0}, "smtp; 550 5.1.1 no", {5, 1, 1}, PERM, HARD, "user-unknown", REMOVE, false},

	/* but a vague code in it knows less than a clear field */
	{{5, 1, 1}, "smtp; 550 5.0.0 no", {5, 1, 1}, PERM, HARD, "user-unknown", REMOVE, false},
	{{5, 1, 0}, "smtp; 550 5.0.0 no", {5, 1, 0}, PERM, UNKNOWN, "unknown", LATER, false},
	{{5, 1, 1}, "smtp; 554 5.5.1 no", {5, 1, 1}, PERM, HARD, "user-unknown", REMOVE, false},

	/* of two vague ones that of the remote counts */
	{{5, 0, 0}, "smtp; 550 5.1.0 no", {5, 1, 0}, PERM, UNKNOWN, "unknown", LATER, false},
	{{5, 0, 0}, "smtp; 552 5.3.4 no", {5, 3, 4}, PERM, POLICY, "too-big", KEEP, false},
	{{5, 0, 0},
         "smtp; 5.3.0 - Other 550-'no'",
         {5, 3, 0},
         PERM,
         UNKNOWN,
         "unknown",
         LATER,
         false},

	/* nothing may be guessed */
	{{5, 0, 0}, "smtp; 550 no user", {5, 0, 0}, PERM, UNKNOWN, "unknown", LATER, false},
	{{5, 2, 1}, "", {5, 2, 1}, PERM, UNKNOWN, "unknown", LATER, false},
	{{5, 2, 77}, "", {5, 2, 77}, PERM, UNKNOWN, "unknown", LATER, false},
	{{5, 9, 1}, "", {5, 9, 1}, PERM, UNKNOWN, "unknown", LATER, false},
	{{0}, "smtp; 550 no user", {0}, PERM, UNKNOWN, "unknown", LATER, false},
	/* who reports a failure has given up */
	{{0}, "", {0}, PERM, UNKNOWN, "unknown", LATER, false},

	/* contradictions never remove; the reply decides whether it is for good, and of
         * two clear codes that counts which the remote gave with its reply */
	{{5, 1, 1}, "smtp; 450 4.1.1 no", {4, 1, 1}, TEMP, SOFT, "greylisted", KEEP, true},
	{{5, 1, 1}, "smtp; 550 5.7.1 no", {5, 7, 1}, PERM, POLICY, "policy", KEEP, true},
	{{5, 7, 1}, "smtp; 550 5.1.1 no", {5, 1, 1}, PERM, HARD, "user-unknown", LATER, true},
	{{5, 1, 1}, "smtp; 552 5.2.2 no", {5, 2, 2}, PERM, SOFT, "mailbox-full", LATER, true},
	{{4, 2, 2}, "smtp; 550 5.1.1 no", {5, 1, 1}, PERM, HARD, "user-unknown", LATER, true},
	{{5, 1, 1}, "smtp; 550 4.7.1 no", {5, 1, 1}, PERM, HARD, "user-unknown", LATER, true},
	{{5, 0, 0}, "smtp; 550 4.7.1 no", {4, 7, 1}, PERM, POLICY, "policy", KEEP, true},
	{{5, 0, 0}, "smtp; 450 5.1.1 no", {5, 1, 1}, TEMP, SOFT, "greylisted", KEEP, true},
	{{5, 2, 2}, "x-unix; no (5.1.1)", {5, 2, 2}, PERM, SOFT, "mailbox-full", LATER, true},
	{{5, 0, 0},
         "smtp; 550-5.1.1 no 550 5.2.2 no",
         {5, 1, 1},
         PERM,
         HARD,
         "user-unknown",
         LATER,
         true},

	/* the sender is the one who is unknown to a server that is quoted; but what went
         * before is history */
	{{0},
         "smtp; 450 4.1.7 <a@example.org>: Sender address rejected: undeliverable address: "
         "host mx.example.org[192.0.2.7] said: 550 5.1.1 User unknown",
         {5, 1, 1},
         PERM,
         POLICY,
         "sender-rejected",
         KEEP,
         true},
	{{0},
         "smtp; 421 4.7.1 Sender address rejected / 550 5.1.1 User unknown",
         {5, 1, 1},
         PERM,
         HARD,
         "user-unknown",
         REMOVE,
         false},
	{{0},
         "smtp; 550 5.1.1 <b@example.net>: Recipient address rejected: undeliverable address: "
         "host mx.example.net[192.0.2.8] said: 550 5.1.1 User unknown",
         {5, 1, 1},
         PERM,
         HARD,
         "user-unknown",
         REMOVE,
         false},

	/* a clear code does not remove against words of suspicion */
	{{0}, "smtp; 550 5.1.1 abusive", {5, 1, 1}, PERM, POLICY, "policy", KEEP, true},

	/* what is temporary is never removed */
	{{4, 1, 1}, "", {4, 1, 1}, TEMP, SOFT, "greylisted", KEEP, false},
	{{4, 1, 6}, "", {4, 1, 6}, TEMP, SOFT, "moved", LATER, false},
};

static BounceRecipient
classify(const BounceKb *kb, BounceReportBuilder *builder, BounceRecipient given, const char *said)
{
	BounceRecipient *to = bounce_report_builder_add(builder);

	to->action = given.action;
	to->status_field = given.status_field;
	to->diagnostic = given.diagnostic ? given.diagnostic : "";
	bounce_classify(kb, builder, to, (BounceTold){bounce_slice(said), BOUNCE_SLICE_EMPTY});
	return *to;
}

static BounceRecipient
failed(BounceStatus field, const char *diagnostic)
{
	return (BounceRecipient){
		.action = BOUNCE_ACTION_FAILED,
		.status_field = field,
		.diagnostic = diagnostic,
	};
}

static void
test_failures(void **state)
{
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();

	for_each_case(c, cases) {
		BounceRecipient to = classify(*state, builder, failed(c->field, c->diagnostic), "");
		size_t row = (size_t)(c - cases);

		check(bounce_status_equal(to.status, c->status), "row %zu: status %u.%u.%u", row,
		      to.status.class, to.status.subject, to.status.detail);
		check(to.permanence == c->permanence, "row %zu: %s", row,
		      bounce_permanence_name(to.permanence));
		check(to.class == c->class, "row %zu: %s", row, bounce_class_name(to.class));
		check(g_str_equal(to.reason, c->reason), "row %zu: %s", row, to.reason);
		check(to.verdict == c->verdict, "row %zu: %s", row,
		      bounce_verdict_name(to.verdict));
		check(to.conflict == c->conflict, "row %zu: conflict %d", row, to.conflict);
	}
}

/* Field, diagnostic and words for people: which is believed, and by which words. */
static void
test_sources(void **state)
{
	static const struct {
		BounceStatus field;
		const char *diagnostic, *said;
		BounceStatus status;
		unsigned reply;
		const char *rule, *evidence;
		bool conflict;
	} sources[] = {
		{{5, 1, 1}, "", "", {5, 1, 1}, 0, "status-field", "", false},
		{{5, 1, 1}, "smtp; 550 5.1.1 no", "", {5, 1, 1}, 550, "status-field", "", false},
		{{5, 0, 0},
	         "smtp; 550 5.1.1 no",
	         "",
	         {5, 1, 1},
	         550,
	         "code-in-diagnostic",
	         "550 5.1.1 no",
	         false},
		{{0}, "smtp; 550 no", "", {0}, 550, "reply-code", "550 no", false},
		{{0}, "", "", {0}, 0, "no-code", "", false},

		/* Courier, OpenSMTPD */
		{{5, 0, 0},
	         "",
	         ": 550 5.1.1 no",
	         {5, 1, 1},
	         550,
	         "code-in-text",
	         "550 5.1.1 no",
	         false},
		{{5, 0, 0},
	         "unknown; no",
	         "<<< 550 5.1.1 no",
	         {5, 1, 1},
	         550,
	         "code-in-text",
	         "550 5.1.1 no",
	         false},
		{{5, 0, 0}, "", "550 no", {5, 0, 0}, 550, "status-field", "", false},
		{{4, 0, 0},
	         "",
	         "550 5.1.1 no",
	         {5, 1, 1},
	         550,
	         "code-in-text",
	         "550 5.1.1 no",
	         true},

		/* the diagnostic says it, or says more */
		{{5, 0, 0},
	         "smtp; 550 5.2.2 no",
	         "550 5.1.1 no",
	         {5, 2, 2},
	         550,
	         "code-in-diagnostic",
	         "550 5.2.2 no",
	         false},
		{{5, 0, 0},
	         "smtp; 550 no",
	         "550 5.1.1 no",
	         {5, 1, 1},
	         550,
	         "code-in-text",
	         "550 5.1.1 no",
	         false},
		{{5, 0, 0},
	         "smtp; 550 no",
	         "451 4.3.0 no",
	         {5, 0, 0},
	         550,
	         "status-field",
	         "",
	         false},

		/* Exchange: why it expired */
		{{4, 4, 7},
	         "smtp; 550 4.4.7 expired",
	         "'550 4.4.7 expired'\n'441 4.4.1 no answer'",
	         {4, 4, 1},
	         441,
	         "code-in-text",
	         "441 4.4.1 no answer'",
	         false},
	};
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();

	for_each_case(c, sources) {
		BounceRecipient to =
			classify(*state, builder, failed(c->field, c->diagnostic), c->said);
		size_t row = (size_t)(c - sources);

		check(bounce_status_equal(to.status, c->status), "row %zu: status %u.%u.%u", row,
		      to.status.class, to.status.subject, to.status.detail);
		check(to.reply == c->reply, "row %zu: reply %u", row, to.reply);
		check(g_str_equal(to.rule, c->rule), "row %zu: %s", row, to.rule);
		check(g_str_equal(to.evidence, c->evidence), "row %zu: %s", row, to.evidence);
		check(to.conflict == c->conflict, "row %zu: conflict %d", row, to.conflict);
	}
}

/* A rule of one provider sees its host wherever it is named. */
static void
test_hosts(void **state)
{
	static const struct {
		const char *diagnostic, *said;
		bool is_theirs;
	} hosts[] = {
		{"smtp; 550 5.1.1 <a@example.org>: user does not exist",
	         "host mx01.mail.icloud.com said: no", false},
		{"host mx01.mail.icloud.com[192.0.2.7] said: 550 5.1.1 <a@example.org>: user does "
	         "not exist",
	         "", true},
		{"",
	         "host mx01.mail.icloud.com said:\n550 5.1.1 <a@example.org>: user does not exist",
	         true},
	};
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();

	for_each_case(c, hosts) {
		BounceRecipient to = classify(
			*state, builder, failed((BounceStatus){5, 1, 1}, c->diagnostic), c->said);
		bool is_theirs = g_str_equal(to.rule, "icloud.no-such-user");

		check(is_theirs == c->is_theirs, "row %zu: %s", (size_t)(c - hosts), to.rule);
	}
}

/* What Sendmail writes of any 550 that has no enhanced code, and what it means only
 * where the remote says so. */
static void
test_inferred_codes(void **state)
{
	static const struct {
		const char *diagnostic, *said;
		BounceVerdict verdict;
	} replies[] = {
		{"SMTP; 550 no thanks", "550 5.1.1 <a@example.org>... User unknown", LATER},
		{"SMTP; 550 no such user", "550 5.1.1 <a@example.org>... User unknown", REMOVE},
		{"SMTP; 550 5.1.1 no thanks", "550 5.1.1 <a@example.org>... User unknown", REMOVE},
		{"SMTP; 550 5.1.1 no thanks", "", REMOVE},
		{"SMTP; 550 no thanks", "", LATER},
		{"", "550 5.1.1 <a@example.org>... User unknown", REMOVE},
		{"", "", REMOVE},
	};
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();

	for_each_case(c, replies) {
		BounceRecipient to = classify(
			*state, builder, failed((BounceStatus){5, 1, 1}, c->diagnostic), c->said);

		check(to.verdict == c->verdict, "\"%s\", \"%s\": %s by %s", c->diagnostic, c->said,
		      bounce_verdict_name(to.verdict), to.rule);
	}
}

static void
test_delays(void **state)
{
	static const struct {
		BounceStatus field;
		const char *diagnostic, *said;
		BounceAction action;
		BounceClass class;
		const char *reason;
	} delays[] = {
		{{4, 4, 1}, "", "", BOUNCE_ACTION_DELAYED, BOUNCE_CLASS_DELAYED, "network"},
		{{4, 4, 7}, "", "", BOUNCE_ACTION_DELAYED, BOUNCE_CLASS_DELAYED, "expired"},
		{{4, 4, 7}, "", ": Envelope expired", BOUNCE_ACTION_FAILED, SOFT, "expired"},
		{{4, 4, 7}, "smtp; expired", "", BOUNCE_ACTION_FAILED, SOFT, "expired"},
		{{4, 4, 1},
	         "",
	         ": the lease expired",
	         BOUNCE_ACTION_DELAYED,
	         BOUNCE_CLASS_DELAYED,
	         "network"},
	};
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();

	for_each_case(c, delays) {
		BounceRecipient to = failed(c->field, c->diagnostic);
		size_t row = (size_t)(c - delays);

		to.action = BOUNCE_ACTION_DELAYED;
		to = classify(*state, builder, to, c->said);
		check(to.action == c->action, "row %zu: %s", row, bounce_action_name(to.action));
		check(to.class == c->class, "row %zu: %s", row, bounce_class_name(to.class));
		check(g_str_equal(to.reason, c->reason), "row %zu: %s", row, to.reason);
		check((to.verdict == BOUNCE_VERDICT_NONE) == (c->action == BOUNCE_ACTION_DELAYED),
		      "row %zu: %s", row, bounce_verdict_name(to.verdict));
	}
}

static void
test_what_went_through(void **state)
{
	static const BounceAction actions[] = {BOUNCE_ACTION_DELIVERED, BOUNCE_ACTION_RELAYED,
	                                       BOUNCE_ACTION_EXPANDED};
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();

	for_each_case(action, actions) {
		BounceRecipient to = failed((BounceStatus){2, 0, 0}, "");

		to.action = *action;
		to = classify(*state, builder, to, "");
		assert_int_equal(to.class, BOUNCE_CLASS_UNKNOWN);
		assert_int_equal(to.verdict, BOUNCE_VERDICT_NONE);
		assert_string_equal(to.reason, "");
	}
}

/* Over every code there may be: a report removes only what is permanent, about
 * the address, and sure. */
static void
test_remove_needs_all(void **state)
{
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();

	for (uint8_t class = 4; class <= 5; class ++) {
		for (uint16_t subject = 0; subject < 10; subject++) {
			for (uint16_t detail = 0; detail < 40; detail++) {
				BounceStatus field = {class, subject, detail};
				BounceRecipient to =
					classify(*state, builder, failed(field, ""), "");

				check(to.verdict != REMOVE ||
				              (class == 5 && to.class == HARD &&
				               to.fault == BOUNCE_FAULT_ADDRESS &&
				               to.confidence == BOUNCE_CONFIDENCE_HIGH),
				      "%u.%u.%u", class, subject, detail);
			}
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_sources),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_inferred_codes),
		cmocka_unit_test(test_delays),
		cmocka_unit_test(test_what_went_through),
		cmocka_unit_test(test_remove_needs_all),
	};

	return cmocka_run_group_tests_name("classify", tests, load_kb, unload_kb);
}
