/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "sieve.h"

static void
test_sieve(void **state)
{
	static const struct {
		const char *text, *pattern;
		bool passes;
	} cases[] = {
		{"Failed addresses:\nb@example.org\n", "failed addresses:", true},
		{"FAILED ADDRESSES:", "Failed Addresses:", true},
		{"failed addressed:", "failed addresses:", false},
		{"failed addresses", "failed addresses:", false},
		/* a blank is any number of them, a hole anything */
		{"the  following", "the following", true},
		{"the\tfollowing", "the following", true},
		{"the following", "thefollowing", false},
		{"<b@example.org>: host mx", "<{address}>: host {host}", true},
		{"<b@example.org>: hos mx", "<{address}>: host {host}", false},
		{"all addresses failed", "{text}addresses failed", true},
		{"all adresses failed", "{text}addresses failed", false},
		/* what holds no run of four may match */
		{"", "to {address}", true},
		{"", "a{text}bcd{text}efg hij", true},
		{"abc", "abcd", false},
		{"ab\ncd", "abcd", false},
		/* neither is in the one text for being in the other */
		{"abcdef", "abcd cdef", true},
		{"abcd", "abcd cdef", false},
		{"a}bcde", "a}bcde", true},
		{"\xc3\xa9\xc3\xa9", "\xc3\xa9\xc3\xa9", true},
		{"\xc3\x89\xc3\x89", "\xc3\xa9\xc3\xa9", false},
	};

	for_each_case(c, cases) {
		BounceSieve sieve;

		bounce_sieve_fill(&sieve, bounce_slice(c->text));
		check(bounce_sieve_passes(&sieve, c->pattern) == c->passes, "\"%s\": \"%s\"",
		      c->text, c->pattern);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sieve),
	};

	return cmocka_run_group_tests_name("sieve", tests, NULL, NULL);
}
