/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kb.h"

#include "address.h"
#include "kb-data.h"
#include "reply.h"

/* More than any words match. */
#define ANSWERS_MAX 64

/* Of several examples. */
#define BETWEEN " | "

#define REMOVE BOUNCE_VERDICT_REMOVE
#define LATER BOUNCE_VERDICT_LATER
#define KEEP BOUNCE_VERDICT_KEEP

static BounceQuestion
ask(const char *words)
{
	BounceReply reply = bounce_reply_find(bounce_slice(words));

	return (BounceQuestion){
		.words = bounce_slice(words),
		.places = {bounce_slice(words), BOUNCE_SLICE_EMPTY, BOUNCE_SLICE_EMPTY},
		.status = reply.status,
		.reply = reply.code,
	};
}

/* Which rule matches first; NULL when none does. */
static const BounceRuleInfo *
first_of(const BounceKb *kb, const char *words)
{
	BounceQuestion question = ask(words);
	BounceAnswer answer;

	return bounce_rules_match(kb->rules, &question, &answer, 1) ? answer.rule : NULL;
}

static bool
takes(const BounceKb *kb, const BounceRuleInfo *rule, const char *words)
{
	BounceQuestion question = ask(words);
	BounceAnswer answers[ANSWERS_MAX];
	size_t n = bounce_rules_match(kb->rules, &question, answers, ANSWERS_MAX);

	for (size_t k = 0; k < n; k++)
		if (answers[k].rule == rule)
			return true;
	return false;
}

/* Every example is the business of its own rule, and of no earlier one. */
static void
test_examples(void **state)
{
	const BounceKb *kb = *state;
	unsigned n_wrong = 0;

	for (size_t i = 0; i < bounce_kb_n_rules(kb); i++) {
		const BounceRuleInfo *rule = bounce_kb_rule_at(kb, i);
		g_auto(GStrv) examples = g_strsplit(rule->example, BETWEEN, -1);

		for (char **example = examples; *example; example++) {
			const BounceRuleInfo *first = first_of(kb, *example);

			if (first == rule)
				continue;
			print_error("%s: its example is matched by %s: %s\n", rule->id,
			            first ? first->id : "none", *example);
			n_wrong++;
		}
	}
	assert_int_equal(n_wrong, 0);
}

static void
test_counter_examples(void **state)
{
	const BounceKb *kb = *state;

	for (size_t i = 0; i < bounce_kb_n_rules(kb); i++) {
		const BounceRuleInfo *rule = bounce_kb_rule_at(kb, i);
		g_auto(GStrv) examples = g_strsplit(rule->counter_example, BETWEEN, -1);

		for (char **example = examples; *example; example++)
			check(!takes(kb, rule, *example), "%s: takes its counter-example: %s",
			      rule->id, *example);
	}
}

/* What several rules could take: what stands first must be what is meant, and what
 * speaks of the sender never says that an address is dead. */
static const struct {
	const char *words, *reason;
	BounceVerdict verdict;
} replies[] = {
	{"550 5.7.1 No such user!", "user-unknown", REMOVE},
	{"550 user@example.org: Invalid alias", "user-unknown", REMOVE},
	{"554 5.7.1 <user@example.org>: Recipient address rejected: Access denied", "policy", KEEP},
	{"550 5.4.1 All recipient addresses rejected : Access denied", "policy", KEEP},
	{"550 5.2.1 The user you are trying to contact is receiving mail at a rate that "
         "prevents additional messages from being delivered",
         "rate-limited", KEEP},
	{"552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417", "mailbox-full",
         LATER},
	{"452 4.1.1 user over quota", "mailbox-full", LATER},
	{"550 5.7.1 email quota exceeded", "mailbox-full", LATER},
	{"550 5.2.1 Mailbox unavailable. Your IP address 192.0.2.7 is blacklisted using "
         "SPAMHAUS-XBL",
         "blocklisted", KEEP},
	{"554 5.1.0 Sender Denied", "sender-rejected", KEEP},
	{"550 5.1.0 <list@example.org>: blocked by SPF", "auth-failure", KEEP},
	{"550 5.1.1 <user@example.org> sender is blocklisted", "blocklisted", KEEP},
	{"550 5.4.6 <user@example.org>: Recipient address rejected: Mailbox Does Not "
         "Exist : Domains Daily Quota Exceeded",
         "rate-limited", KEEP},
	{"452 4.5.3 too many recipients", "rate-limited", KEEP},
	{"550-Verification failed for <list@example.org>\n550-Response: 550 5.1.1 User "
         "unknown\n550 Sender verify failed",
         "sender-rejected", KEEP},
	{"550 <list@example.org>: Sender address rejected: undeliverable address: host "
         "mx.example.org said: 550 5.1.1 User unknown",
         "sender-rejected", KEEP},
	{"550 unknown user or your IP is blacklisted", "blocklisted", KEEP},
	{"535 5.7.8 Authentication failed: no such user", "login-or-tls", KEEP},
	{"450 4.7.1 <mx>: Helo command rejected: Host not found", "reverse-dns", KEEP},
	{"550 5.1.1 mailbox unknown, over quota", "mailbox-full", LATER},
	{"host mx.example.org refused to talk to me: 554 5.7.1 Client host [192.0.2.7] "
         "blocked using bl.example.net",
         "blocklisted", KEEP},
	{"451 4.4.3 no such host, temporary failure in name resolution", "network", LATER},
	{"553 no such domain example.com", "domain-unknown", LATER},
	{"550 mailbox unavailable", "unknown", LATER},
	{"550 Address rejected", "unknown", LATER},
	{"452 4.2.2 Mailbox full: retry timeout exceeded", "mailbox-full", LATER},
	{"SMTP Error 450 5.2.3 Msg Size greater than allowed by Remote Host", "too-big", KEEP},
	{"451 Domain of sender address does not resolve", "sender-rejected", KEEP},
	{"450 Please try again later", "greylisted", KEEP},
};

static void
test_precedence(void **state)
{
	for_each_case(c, replies) {
		const BounceRuleInfo *rule = first_of(*state, c->words);

		check(rule != NULL, "%s: no rule", c->words);
		if (!rule)
			continue;
		check(g_str_equal(rule->reason, c->reason), "%s: %s by %s", c->words, rule->reason,
		      rule->id);
		check(rule->verdict == c->verdict, "%s: verdict of %s", c->words, rule->id);
	}
}

/* No rule speaks only of what another file's rule of the same name says. */
static void
test_groups_are_unique(void **state)
{
	g_autoptr(GDir) dir = g_dir_open("share/kb/diagnostic", 0, NULL);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const char *name;

	(void)state;
	assert_non_null(dir);
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename("share/kb/diagnostic", name, NULL);
		g_autofree char *text = NULL;

		assert_true(g_file_get_contents(path, &text, NULL, NULL));
		g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
		for (char **line = lines; *line; line++)
			if (**line == '[')
				check(g_hash_table_add(seen, g_strdup(*line)), "%s: %s twice", path,
				      *line);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_counter_examples),
		cmocka_unit_test(test_precedence),
		cmocka_unit_test(test_groups_are_unique),
	};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
