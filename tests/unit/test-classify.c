/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kb.h"

#include "classify.h"

typedef struct {
	BounceAction action;
	BounceStatus field;
	const char *diagnostic;

	BounceStatus status;
	BouncePermanence permanence;
	BounceClass class;
	const char *reason;
	BounceVerdict verdict;
	bool conflict;
} Case;

#define FAILED BOUNCE_ACTION_FAILED
#define TEMPORARY BOUNCE_PERMANENCE_TEMPORARY
#define PERMANENT BOUNCE_PERMANENCE_PERMANENT
#define HARD BOUNCE_CLASS_HARD
#define SOFT BOUNCE_CLASS_SOFT
#define POLICY BOUNCE_CLASS_POLICY
#define UNKNOWN BOUNCE_CLASS_UNKNOWN
#define REMOVE BOUNCE_VERDICT_REMOVE
#define LATER BOUNCE_VERDICT_LATER
#define KEEP BOUNCE_VERDICT_KEEP

static const Case cases[] = {
	/* the plain ones */
	{FAILED, {5, 1, 1}, "smtp; 550 5.1.1 no such user", {5, 1, 1}, PERMANENT, HARD, "user-unknown", REMOVE, false},
	{FAILED, {5, 1, 1}, "", {5, 1, 1}, PERMANENT, HARD, "user-unknown", REMOVE, false},
	{FAILED, {5, 1, 10}, "", {5, 1, 10}, PERMANENT, HARD, "domain-no-mail", REMOVE, false},
	{FAILED, {4, 4, 1}, "", {4, 4, 1}, TEMPORARY, SOFT, "network", LATER, false},

	/* a person with a full mailbox, whatever the digit */
	{FAILED, {5, 2, 2}, "", {5, 2, 2}, PERMANENT, SOFT, "mailbox-full", LATER, false},
	{FAILED, {4, 2, 2}, "", {4, 2, 2}, TEMPORARY, SOFT, "mailbox-full", LATER, false},

	/* not the address's fault */
	{FAILED, {5, 7, 1}, "smtp; 550 5.7.1 blocked", {5, 7, 1}, PERMANENT, POLICY, "policy", KEEP, false},
	{FAILED, {5, 7, 26}, "", {5, 7, 26}, PERMANENT, POLICY, "auth-failure", KEEP, false},
	{FAILED, {5, 3, 4}, "", {5, 3, 4}, PERMANENT, POLICY, "too-big", KEEP, false},

	/* the diagnostic knows more than a vague field */
	{FAILED, {5, 0, 0}, "smtp; 550 5.1.1 no such user", {5, 1, 1}, PERMANENT, HARD, "user-unknown", REMOVE, false},
	{FAILED, {5, 3, 0}, "smtp; 550 5.7.1 spam", {5, 7, 1}, PERMANENT, POLICY, "policy", KEEP, false},
	{FAILED, {4, 4, 7}, "smtp; 452 4.2.2 full", {4, 2, 2}, TEMPORARY, SOFT, "mailbox-full", LATER, false},
	{FAILED, {0}, "smtp; 550 5.1.1 no such user", {5, 1, 1}, PERMANENT, HARD, "user-unknown", REMOVE, false},

	/* but a vague code in it knows less than a clear field */
	{FAILED, {5, 1, 1}, "smtp; 550 5.0.0 no", {5, 1, 1}, PERMANENT, HARD, "user-unknown", REMOVE, false},

	/* nothing may be guessed */
	{FAILED, {5, 0, 0}, "smtp; 550 no such user", {5, 0, 0}, PERMANENT, UNKNOWN, "unknown", LATER, false},
	{FAILED, {5, 2, 1}, "", {5, 2, 1}, PERMANENT, UNKNOWN, "unknown", LATER, false},
	{FAILED, {5, 2, 77}, "", {5, 2, 77}, PERMANENT, UNKNOWN, "unknown", LATER, false},
	{FAILED, {5, 9, 1}, "", {5, 9, 1}, PERMANENT, UNKNOWN, "unknown", LATER, false},
	{FAILED, {0}, "smtp; 550 no such user", {0}, PERMANENT, UNKNOWN, "unknown", LATER, false},
	{FAILED, {0}, "", {0}, BOUNCE_PERMANENCE_NONE, UNKNOWN, "unknown", LATER, false},

	/* contradictions never remove; the reply decides whether it is for good */
	{FAILED, {5, 1, 1}, "smtp; 450 4.1.1 not yet", {5, 1, 1}, TEMPORARY, SOFT, "greylisted", KEEP, true},
	{FAILED, {5, 1, 1}, "smtp; 550 5.7.1 blocked", {5, 1, 1}, PERMANENT, HARD, "user-unknown", LATER, true},
	{FAILED, {4, 2, 2}, "smtp; 550 5.1.1 no", {4, 2, 2}, PERMANENT, SOFT, "mailbox-full", LATER, true},
	{FAILED, {5, 0, 0}, "smtp; 550 4.7.1 no", {4, 7, 1}, PERMANENT, POLICY, "policy", KEEP, true},
	{FAILED, {4, 1, 1}, "", {4, 1, 1}, TEMPORARY, SOFT, "greylisted", KEEP, false},
	{FAILED, {4, 1, 6}, "", {4, 1, 6}, TEMPORARY, SOFT, "moved", LATER, false},

	/* still being tried */
	{BOUNCE_ACTION_DELAYED, {4, 4, 1}, "", {4, 4, 1}, TEMPORARY, BOUNCE_CLASS_DELAYED, "network", BOUNCE_VERDICT_NONE, false},

	/* no failure */
	{BOUNCE_ACTION_DELIVERED, {2, 0, 0}, "", {2, 0, 0}, BOUNCE_PERMANENCE_NONE, UNKNOWN, "", BOUNCE_VERDICT_NONE, false},
	{BOUNCE_ACTION_RELAYED, {2, 1, 5}, "", {2, 1, 5}, BOUNCE_PERMANENCE_NONE, UNKNOWN, "", BOUNCE_VERDICT_NONE, false},
};

static void
test_classify(void **state)
{
	for_each_case(c, cases) {
		BounceRecipient to = {
			.action = c->action,
			.status_field = c->field,
			.diagnostic = c->diagnostic,
			.reason = "",
			.rule = "",
			.evidence = "",
		};
		size_t row = (size_t)(c - cases);

		bounce_classify(*state, &to);
		check(bounce_status_equal(to.status, c->status), "row %zu: status %u.%u.%u", row,
		      to.status.class, to.status.subject, to.status.detail);
		check(to.permanence == c->permanence, "row %zu: %s", row,
		      bounce_permanence_name(to.permanence));
		check(to.class == c->class, "row %zu: %s", row, bounce_class_name(to.class));
		check(g_str_equal(to.reason, c->reason), "row %zu: %s", row, to.reason);
		check(to.verdict == c->verdict, "row %zu: %s", row, bounce_verdict_name(to.verdict));
		check(to.conflict == c->conflict, "row %zu: conflict %d", row, to.conflict);
	}
}

/* Over every code there may be: a report removes only what is permanent, about
 * the address, and sure. */
static void
test_remove_needs_all(void **state)
{
	for (uint8_t class = 4; class <= 5; class++) {
		for (uint16_t subject = 0; subject < 10; subject++) {
			for (uint16_t detail = 0; detail < 40; detail++) {
				BounceRecipient to = {
					.action = FAILED,
					.status_field = {class, subject, detail},
					.diagnostic = "",
				};

				bounce_classify(*state, &to);
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
		cmocka_unit_test(test_classify),
		cmocka_unit_test(test_remove_needs_all),
	};

	return cmocka_run_group_tests_name("classify", tests, load_kb, unload_kb);
}
