/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <string.h>

#include "pattern.h"

static void
test_match(void **state)
{
	/* want: address|said|host, or NULL when it does not match */
	static const struct {
		const char *pattern, *line, *want;
	} cases[] = {
		{"<{address}>:", "<a@example.org>:", "a@example.org||"},
		{"<{address}>:", "<a@example.org>:  ", "a@example.org||"},
		{"<{address}>:", "<a@example.org>: no", NULL},
		{"<{address}>:", "<a example.org>:", NULL},
		{"<{address}>:", "<>:", NULL},
		{"<{address}>: {said}", "<a@example.org>: no such user",
	         "a@example.org|no such user|"},
		{"{address}", "a@example.org", "a@example.org||"},
		{"{address}", "  a@example.org", NULL},
		{"{blank}{address}", "  a@example.org", "a@example.org||"},
		{"{blank}{address}", "a@example.org", "a@example.org||"},
		{"{indent}{address}", "  a@example.org", "a@example.org||"},
		{"{indent}{address}", "a@example.org", NULL},
		{"{text}said: {said}", "host mx said: 550 no", "|550 no|"},
		{"{text}", "", "||"},
		{"host {host} said: {said}", "HOST  mx.example.org\tsaid: 550",
	         "|550|mx.example.org"},
		{"host {host} said: {said}", "host a b said: 550", NULL},
		{"{address}{blank}({said})", "a@example.org   (no)", "a@example.org|no|"},
		{"to {address}.", "to a@b.example.org.", "a@b.example.org||"},
		{"<{address}>{text}", "<a@example.org>:<b@example.org>", "a@example.org||"},
		{"{indent}{address}: {said}", " \"a b\"@example.org: no",
	         "\"a b\"@example.org|no|"},
		{"{address}{blank}({said})", "\"a \\\" (b\"@example.org (no)",
	         "\"a \\\" (b\"@example.org|no|"},
		{"{address}", "\"a b\"", NULL},
		{"{address}", "\"a@example.org\"", NULL},
		{"{address}", "\"a\" b@example.org", NULL},
		{"exactly", "exactly", "||"},
		{"exactly", "exactly so", NULL},
		{"{status} {address}", "5.1.1 a@example.org", "a@example.org||"},
		{"{status} {address}", "5.1 a@example.org", NULL},
		/* a hole reaches to the first place where the text behind it stands */
		{"{text}: {said}", "a: b: c", "|b: c|"},
		{"{text} said: {said}", "a  said \t  said:  b", "|b|"},
		{"{text} said: {said}", "   said: b", "|b|"},
	};

	for_each_case(c, cases) {
		BounceMatch match;
		g_autofree char *got = NULL;

		check(bounce_pattern_check(c->pattern) == NULL, "\"%s\" is not good", c->pattern);
		if (bounce_pattern_match(c->pattern, bounce_slice(c->line), &match))
			got = g_strdup_printf("%.*s|%.*s|%.*s",
			                      (int)match.hole[BOUNCE_HOLE_ADDRESS].len,
			                      match.hole[BOUNCE_HOLE_ADDRESS].ptr,
			                      (int)match.hole[BOUNCE_HOLE_SAID].len,
			                      match.hole[BOUNCE_HOLE_SAID].ptr,
			                      (int)match.hole[BOUNCE_HOLE_HOST].len,
			                      match.hole[BOUNCE_HOLE_HOST].ptr);
		check(g_strcmp0(got, c->want) == 0, "\"%s\" on \"%s\": %s", c->pattern, c->line,
		      got ? got : "no");
	}
	(void)state;
}

static void
test_addresses(void **state)
{
	static const struct {
		const char *line;
		bool want;
	} cases[] = {
		{"to a@example.org.", true},
		{"to a@example.org, b@example.org.", true},
		{"to a@example.org,b@example.org,c@example.org.", true},
		{"to a@example.org, nobody.", false},
		{"to .", false},
	};

	for_each_case(c, cases)
		check(bounce_pattern_match("to {addresses}.", bounce_slice(c->line), NULL) ==
		              c->want,
		      "\"%s\"", c->line);
	(void)state;
}

static void
test_check(void **state)
{
	static const struct {
		const char *pattern;
		bool good;
	} cases[] = {
		{"<{address}>", true},
		{"{blank}{address}", true},
		{"{text}{indent}{said}", true},
		{"", false},
		{"{adress}", false},
		{"{address", false},
		{"{text}{said}", false},
		{"{}", false},
		{"}", true},
		{"{word}{blank}{text}", true},
	};

	for_each_case(c, cases)
		check((bounce_pattern_check(c->pattern) == NULL) == c->good, "\"%s\"", c->pattern);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_match),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_check),
	};

	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
