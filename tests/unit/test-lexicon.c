/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <string.h>

#include "bounds.h"
#include "lexicon.h"

#define TAG 2

static void
test_phrases(void **state)
{
	/* want: what is found, or NULL */
	static const struct {
		const char *phrase, *text, *want;
	} cases[] = {
		{"user unknown", "550 user unknown here", "user unknown"},
		{"user unknown", "550 user  unknown", NULL},
		{"user unknown", "superuser unknown", NULL},
		{"blacklist", "is blacklisted", "blacklist"},
		{"(#5.1.1)", "sorry(#5.1.1)", "(#5.1.1)"},

		{"user {word} unknown", "user bob unknown", "user bob unknown"},
		{"user {word} unknown", "user  unknown", NULL},
		{"user {word} unknown", "user b o unknown", NULL},
		{"no user{word}, sorry", "no user-bob, sorry", "no user-bob, sorry"},
		{"code {number}", "a code 42x", "code 42"},
		{"code {number}", "a code x42", NULL},
		{"code {number}.", "a code 42.", "code 42."},

		{"sender {text} is bad", "sender a b c is bad is bad", "sender a b c is bad"},
		{"sender {text} is bad", "sender is bad", NULL},
		{"sender {text}is bad", "sender is bad", "sender is bad"},
		{"see: {text}, {word} and {number}", "see: a, b and 3", "see: a, b and 3"},
	};

	for_each_case(c, cases) {
		g_autoptr(BounceLexicon) lexicon = bounce_lexicon_new();
		const char *wrong = bounce_lexicon_add(lexicon, c->phrase, TAG);

		check(!wrong, "\"%s\": %s", c->phrase, wrong);
		g_autofree BounceFound *found =
			bounce_lexicon_find(lexicon, bounce_slice(c->text), TAG + 1);
		g_autofree char *got =
			g_strndup(c->text + found[TAG].begin, found[TAG].end - found[TAG].begin);

		check(g_str_equal(got, c->want ? c->want : ""), "\"%s\" in \"%s\": \"%s\"",
		      c->phrase, c->text, got);
		assert_int_equal(found[0].end, 0);
	}
	(void)state;
}

static void
test_first_and_last(void **state)
{
	g_autoptr(BounceLexicon) lexicon = bounce_lexicon_new();

	assert_null(bounce_lexicon_add(lexicon, "mail from", 0));
	assert_null(bounce_lexicon_add(lexicon, "mail to", 0));
	assert_null(bounce_lexicon_add(lexicon, "mail", 1));
	g_autofree BounceFound *found =
		bounce_lexicon_find(lexicon, bounce_slice("mail to mail from mail"), 2);
	assert_int_equal(found[0].begin, 0);
	assert_int_equal(found[0].end, 7);
	assert_int_equal(found[0].last, 8);
	assert_int_equal(found[1].end, 4);
	assert_int_equal(found[1].last, 18);
	(void)state;
}

static void
test_bad_phrases(void **state)
{
	static const char *const phrases[] = {
		"",           "abc",
		"Upper case", "two  blanks",
		" blank",     "{text} behind",
		"abc{text}d", "what {that} is",
		"not {open",  "a hole{text}{word} twice",
	};
	g_autoptr(BounceLexicon) lexicon = bounce_lexicon_new();

	for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++)
		check(bounce_lexicon_add(lexicon, phrases[i], 0), "\"%s\"", phrases[i]);
	(void)state;
}

/* No text makes a search slow: the holes do not reach far. */
static void
test_gap_is_bounded(void **state)
{
	g_autoptr(BounceLexicon) lexicon = bounce_lexicon_new();
	g_autofree char *far = g_strnfill(BOUNCE_GAP_MAX + 1, 'x');
	g_autofree char *near = g_strnfill(BOUNCE_GAP_MAX, 'x');
	g_autofree char *too_far = g_strdup_printf("from %s here", far);
	g_autofree char *near_enough = g_strdup_printf("from %s here", near);

	assert_null(bounce_lexicon_add(lexicon, "from {text} here", 0));
	g_autofree BounceFound *none = bounce_lexicon_find(lexicon, bounce_slice(too_far), 1);
	g_autofree BounceFound *one = bounce_lexicon_find(lexicon, bounce_slice(near_enough), 1);
	assert_int_equal(none[0].end, 0);
	assert_int_equal(one[0].end, strlen(near_enough));
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_phrases),
		cmocka_unit_test(test_first_and_last),
		cmocka_unit_test(test_bad_phrases),
		cmocka_unit_test(test_gap_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
