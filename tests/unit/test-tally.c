/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/tally.h"

#include "unit.h"

static void
test_text(void **state)
{
	static const struct {
		const char *words, *want;
	} cases[] = {
		{"soft", "1 soft"},
		{"soft,hard,soft", "2 soft, 1 hard"},
		{"soft,hard,policy,hard", "2 hard, 1 policy, 1 soft"},
	};
	g_autoptr(Tally) empty = tally_new();
	g_autofree char *nothing = tally_text(empty);

	assert_string_equal(nothing, "");
	for_each_case(c, cases) {
		g_autoptr(Tally) tally = tally_new();
		g_auto(GStrv) words = g_strsplit(c->words, ",", -1);

		for (char **word = words; *word; word++)
			tally_add(tally, *word);

		g_autofree char *got = tally_text(tally);

		check(g_str_equal(got, c->want), "%s: %s", c->words, got);
	}
	(void)state;
}

static void
test_words_are_copied(void **state)
{
	char word[] = "a";
	g_autoptr(Tally) tally = tally_new();

	tally_add(tally, word);
	word[0] = 'b';
	tally_add(tally, word);
	tally_add(tally, word);

	g_autoptr(GArray) list = tally_list(tally);
	const TallyCount *first = &g_array_index(list, TallyCount, 0);
	const TallyCount *second = &g_array_index(list, TallyCount, 1);

	assert_int_equal(list->len, 2);
	assert_string_equal(first->word, "b");
	assert_int_equal(first->n, 2);
	assert_string_equal(second->word, "a");
	assert_int_equal(second->n, 1);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_words_are_copied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
