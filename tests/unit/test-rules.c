/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kb.h"

#include "address.h"
#include "kb-data.h"
#include "reply.h"

/* More than any words match. */
#define ANSWERS_MAX 64

/* Of several examples. */
#define BETWEEN " | "

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
		cmocka_unit_test(test_groups_are_unique),
	};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
