/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "said.h"

static void
test_take(void **state)
{
	static const struct {
		const char *what, *text, *want;
	} cases[] = {
		{"OpenSMTPD", "Hi!\n\nb@example.org: 550 b\na@example.org: 550 a\n\nBye\n",
	         ": 550 a"},
		{"Postfix", "<a@example.org>: host mx said: 550 no\n    such user\n\n",
	         ": host mx said: 550 no\n    such user"},
		{"Postfix, folded before the address",
	         "<a@example.org>: host mx said: 550 5.1.1\n    <a@example.org>: no\n\n",
	         ": host mx said: 550 5.1.1\n    <a@example.org>: no"},
		{"Exim", "  a@example.org\n    host mx [192.0.2.1]\n    550 no\n\nBye\n",
	         "\n    host mx [192.0.2.1]\n    550 no"},
		{"Courier",
	         "<a@example.org>:\n     mx:\n >>> RCPT TO:<a@example.org>\n <<< 550 no\n\n",
	         ":\n     mx:\n >>> RCPT TO:<a@example.org>\n <<< 550 no"},
		{"Sendmail", "<a@example.org>\n    (reason: 550 no)\n\n", "\n    (reason: 550 no)"},
		{"Sendmail's transcript", "<a@example.org>... User unknown\n", "... User unknown"},
		{"Exchange", "A@Example.org<mailto:a@example.org>\nNo.\n\na@example.org\n#550 no\n",
	         "\n#550 no"},
		{"a list", "  * a@example.org\n  * b@example.org\n", ""},
		{"that with a code counts",
	         "<a@example.org>\n\n<a@example.org>: 550 no\n\n<a@example.org>: bye\n",
	         ": 550 no"},
		{"CRLF", "a@example.org:\r\n550 no\r\n\r\nBye\r\n", ":\r\n550 no"},
		{"at the very end", "a@example.org: 550 no", ": 550 no"},
		{"a sentence", "a@example.org is no more.\n", ""},
		{"somebody else", "aa@example.org: 550 no\na@example.organ: 550 no\n", ""},
		{"a header field", "To: a@example.org\n", ""},
		{"nothing", "", ""},
	};

	for_each_case(c, cases) {
		g_autoptr(BounceSaid) said = bounce_said_read(bounce_slice(c->text));
		BounceSlice got = bounce_said_take(said, "a@Example.ORG");
		g_autofree char *words = g_strndup(got.ptr, got.len);

		check(g_str_equal(words, c->want), "%s: \"%s\"", c->what, words);
	}
	(void)state;
}

static void
test_taken_once(void **state)
{
	g_autoptr(BounceSaid) said = bounce_said_read(bounce_slice("a@example.org: no\n"));

	assert_int_equal(bounce_said_take(said, "a@example.org").len, 4);
	assert_int_equal(bounce_said_take(said, "a@example.org").len, 0);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_take),
		cmocka_unit_test(test_taken_once),
	};

	return cmocka_run_group_tests_name("said", tests, NULL, NULL);
}
