/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <string.h>

#include "mention.h"

static void
test_next(void **state)
{
	/* the addresses, with a blank behind each */
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"to <a@example.net>, b@example.net.", "a@example.net b@example.net "},
		{"'a@example.net' \"b@example.net\"", "a@example.net b@example.net "},
		{"mailto:a@example.net?subject=x", "a@example.net "},
		{"a+b=c@sub.example.net:", "a+b=c@sub.example.net "},
		{"at @ and a@ and @b", "@ a@ @b "},
		/* what is no address must not be cut to another person's */
		{"550 happy\\_larry@example.net: no", "happy\\_larry@example.net "},
		{"none", ""},
		{"", ""},
	};

	for_each_case(c, cases) {
		g_autoptr(GString) got = g_string_new(NULL);
		BounceSlice rest = bounce_slice(c->text), one;

		while (bounce_mention_next(&rest, &one))
			g_string_append_printf(got, "%.*s ", (int)one.len, one.ptr);
		check(g_str_equal(got->str, c->want), "\"%s\": %s", c->text, got->str);
	}
	(void)state;
}

static void
test_around(void **state)
{
	static const struct {
		const char *text, *sentence, *before; /* of the first address */
	} cases[] = {
		{"Hi. Mail to\na@example.net failed. Sorry.", "Mail to\na@example.net failed",
	         "Hi. Mail to"},
		{"One.\n\n<a@example.net>: no\n\nTwo.", "<a@example.net>: no", ""},
		{"a@example.net... no such user", "a@example.net... no such user", ""},
		{"Recipient: [a@example.net]", "Recipient: [a@example.net]", "Recipient:"},
		{"One\n \na@example.net", "a@example.net", ""},
	};

	for_each_case(c, cases) {
		BounceSlice text = bounce_slice(c->text), rest = text, line, one;

		while (bounce_slice_next_line(&rest, &line) && !memchr(line.ptr, '@', line.len))
			;
		BounceSlice left = line;
		assert_true(bounce_mention_next(&left, &one));
		BounceSlice sentence = bounce_mention_sentence(text, one);
		BounceSlice before = bounce_mention_before(text, line, one);

		check(bounce_slice_equal_nocase(bounce_slice_trim(sentence), c->sentence),
		      "\"%s\": \"%.*s\"", c->text, (int)sentence.len, sentence.ptr);
		check(bounce_slice_equal_nocase(before, c->before), "\"%s\": before \"%.*s\"",
		      c->text, (int)before.len, before.ptr);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_around),
	};

	return cmocka_run_group_tests_name("mention", tests, NULL, NULL);
}
