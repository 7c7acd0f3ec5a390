/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <string.h>

#include "normal.h"

#define ROUNDS 2000
#define LEN_MAX 64

static void
test_text(void **state)
{
	static const struct {
		const char *source, *want;
	} cases[] = {
		{"", ""},
		{"User Unknown", "user unknown"},
		{"  a \t\r\n b  ", "a b "},
		{"doesn\u2019t \u201cexist\u201d", "doesn't \"exist\""},
		{"\u00dcBERGRO\u00df", "\u00fcbergro\u00df"},
		{"a\u00a0b", "a b"},
		{"a\xff"
	         "b",
	         "a\ufffdb"},

		/* addresses */
		{"<User.Name+x@Example.ORG>: no", "<@>: no"},
		{"no such user spam@example.org.", "no such user @."},
		{"spam@[192.0.2.1] said", "@ said"},
		{"a @ b", "a @ b"},
		{"@example.org", "@example.org"},
		{"a@b@c", "@@c"},

		/* the codes of further lines */
		{"550-5.1.1 The account 550-5.1.1 is not 550 5.1.1 here",
	         "550 5.1.1 the account is not here"},
		{"550-a\n550-b\n550 c", "550 a b c"},
		{"550 a 550 b", "550 a 550 b"},
		{"550-a 551-b", "550 a 551-b"},
		{"x550-a", "x550-a"},
		{"550 5.1.1 a 550 5.2.1 b", "550 5.1.1 a 550 5.2.1 b"},
	};

	for_each_case(c, cases) {
		g_autoptr(BounceNormal) normal = bounce_normal_new(bounce_slice(c->source));
		BounceSlice text = bounce_normal_text(normal);

		check(strlen(c->want) == text.len && memcmp(text.ptr, c->want, text.len) == 0,
		      "\"%s\": \"%s\"", c->source, text.ptr);
	}
	(void)state;
}

/* What was found is shown as it was written. */
static void
test_source(void **state)
{
	static const struct {
		const char *source, *words, *want;
	} cases[] = {
		{"550  User\r\n  Unknown here", "user unknown", "User\r\n  Unknown"},
		{"550-5.1.1 No 550-5.1.1 such 550 5.1.1 user", "no such", "No 550-5.1.1 such"},
		{"<a@example.org> no", "<@> no", "<a@example.org> no"},
		{"\u00dcBER voll", "\u00fcber", "\u00dcBER"},
		{"the end", "the end", "the end"},
	};

	for_each_case(c, cases) {
		g_autoptr(BounceNormal) normal = bounce_normal_new(bounce_slice(c->source));
		const char *text = bounce_normal_text(normal).ptr;
		const char *at = strstr(text, c->words);

		check(at, "\"%s\": \"%s\"", c->source, text);
		BounceSlice got = bounce_normal_source(normal, (size_t)(at - text),
		                                       (size_t)(at - text) + strlen(c->words));
		check(strlen(c->want) == got.len && memcmp(got.ptr, c->want, got.len) == 0,
		      "\"%s\": \"%.*s\"", c->source, (int)got.len, got.ptr);
	}
	(void)state;
}

/* Any bytes: valid UTF-8 comes out, and every place has a source. */
static void
test_any_bytes(void **state)
{
	static const char alphabet[] = "aB @.-5501 \n\r\t<>\xe2\x80\x99\xc3\xff";
	g_autoptr(GRand) random = g_rand_new_with_seed(4);

	for (int round = 0; round < ROUNDS; round++) {
		char bytes[LEN_MAX];
		size_t len = (size_t)g_rand_int_range(random, 0, LEN_MAX);

		for (size_t i = 0; i < len; i++)
			bytes[i] = alphabet[g_rand_int_range(random, 0, sizeof alphabet - 1)];
		g_autoptr(BounceNormal) normal = bounce_normal_new((BounceSlice){bytes, len});
		BounceSlice text = bounce_normal_text(normal);

		assert_true(g_utf8_validate_len(text.ptr, text.len, NULL));
		for (size_t i = 0; i <= text.len; i++) {
			BounceSlice rest = bounce_normal_source(normal, i, text.len);

			assert_true(rest.ptr >= bytes && rest.ptr + rest.len <= bytes + len);
		}
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_source),
		cmocka_unit_test(test_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
