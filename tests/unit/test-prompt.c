/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-prompt.c - keys make a line of text
 */
#include "ui/prompt.h"

#include <string.h>

#include "unit.h"

static void
test_keys(void **state)
{
	static const struct {
		const char *keys;
		PromptResult last;
		const char *text;
	} cases[] = {
		{"a b", PROMPT_CHANGED, "ab"},
		{"a Space b", PROMPT_CHANGED, "a b"},
		{"a b Backspace", PROMPT_CHANGED, "a"},
		{"\303\251 Backspace x", PROMPT_CHANGED, "x"},
		{"a b C-u", PROMPT_CHANGED, ""},
		{"a b C-u Backspace", PROMPT_CANCELLED, ""},
		{"a Enter", PROMPT_ACCEPTED, "a"},
		{"a Esc", PROMPT_CANCELLED, "a"},
		{"a C-g", PROMPT_CANCELLED, "a"},
		{"a C-c", PROMPT_CANCELLED, "a"},
		{"a Down F1 C-x", PROMPT_OTHER, "a"},
		{"a b Left x", PROMPT_CHANGED, "axb"},
		{"a b Home x End y", PROMPT_CHANGED, "xaby"},
		{"a b Left Delete", PROMPT_CHANGED, "a"},
		{"a b Delete", PROMPT_OTHER, "ab"},
		{"a b c Left Left C-k", PROMPT_CHANGED, "a"},
		{"a b c Left C-u", PROMPT_CHANGED, "c"},
		{"a Space b c C-w", PROMPT_CHANGED, "a "},
		{"a Space b Space C-w x", PROMPT_CHANGED, "a x"},
		{"\303\251 \303\251 Left Left x", PROMPT_CHANGED, "x\303\251\303\251"},
		{"a Left", PROMPT_MOVED, "a"},
		{"n q ? /", PROMPT_CHANGED, "nq?/"}, /* keys that do something elsewhere */
	};

	for_each_case(c, cases) {
		g_auto(GStrv) keys = g_strsplit(c->keys, " ", -1);
		g_autoptr(Prompt) prompt = prompt_new("");
		PromptResult last = PROMPT_OTHER;

		for (char **key = keys; *key; key++)
			last = prompt_key(prompt, *key);
		check(last == c->last, "\"%s\": %u", c->keys, last);
		check(g_str_equal(prompt_text(prompt), c->text), "\"%s\": \"%s\"", c->keys,
		      prompt_text(prompt));
	}
	(void)state;
}

static void
test_text_does_not_grow_for_ever(void **state)
{
	g_autoptr(Prompt) prompt = prompt_new("");

	for (int i = 0; i < 10000; i++)
		prompt_key(prompt, "x");
	assert_true(strlen(prompt_text(prompt)) < 1000);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_text_does_not_grow_for_ever),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
