/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-query.c - queries as they are sent
 */
#include "reader/query.h"

#include <string.h>

#include "unit.h"

static void
test_wide(void **state)
{
	const BounceNoticeInfo notice = {
		.mime_types = (const char *const[]){"multipart/report", NULL},
		.senders = (const char *const[]){"mailer-daemon", NULL},
		.subjects = (const char *const[]){"undelivered mail", "a \"b\" c", NULL},
	};
	g_autofree char *query = query_wide(&notice);

	assert_string_equal(query, "mimetype:\"multipart/report\" or from:\"mailer-daemon\" or "
	                           "subject:\"undelivered mail\" or "
	                           "subject:\"a \"\"b\"\" c\"");
	(void)state;
}

static void
test_narrow(void **state)
{
	static const struct {
		const char *base, *terms, *want;
	} cases[] = {
		{"a or b", "c or d", "(a or b) and (c or d)"},
		{"a or b", "", "a or b"},
		/* "*" is all mail only when it stands alone */
		{"*", "c", "c"},
		{"a", "*", "a"},
		{"*", "", "*"},
	};

	for_each_case(c, cases) {
		g_autofree char *got = query_narrow(c->base, c->terms);

		check(strcmp(got, c->want) == 0, "%s + %s: %s", c->base, c->terms, got);
	}
	(void)state;
}

static void
test_narrow_sexp(void **state)
{
	static const struct {
		const char *base, *terms, *want;
	} cases[] = {
		{"a or b", "(from c)", "(and (infix \"a or b\") (from c))"},
		{"*", "c d", "(and (infix \"*\") c d)"},
		/* the base stays one string, whatever it holds */
		{"from:\"a\" or b\\c\"", "d", "(and (infix \"from:\\\"a\\\" or b\\\\c\\\"\") d)"},
	};

	for_each_case(c, cases) {
		g_autofree char *got = query_narrow_sexp(c->base, c->terms);

		check(strcmp(got, c->want) == 0, "%s + %s: %s", c->base, c->terms, got);
	}
	(void)state;
}

static void
test_balanced(void **state)
{
	static const struct {
		const char *query;
		bool want;
	} cases[] = {
		{"", true},
		{"(a or (b))", true},
		{"subject:\"a (\"", true},
		{"subject:\"a \"\"b\"\" c\"", true},
		{"(a", false},
		{"a)", false},
		{"a) or (b", false}, /* would end the parenthesis we put it in */
		{"\"a", false},
		{"\"a)", false},
	};

	for_each_case(c, cases)
		check(query_is_balanced(c->query) == c->want, "%s", c->query);
	(void)state;
}

static void
test_ids(void **state)
{
	const char *const none[] = {NULL}, *const some[] = {"a@b", "c\" or *", NULL};
	g_autofree char *nothing = query_ids(none);
	g_autofree char *query = query_ids(some);

	assert_string_equal(nothing, "");
	assert_string_equal(query, "id:\"a@b\" or id:\"c\"\" or *\"");
	(void)state;
}

/* Only words reach the query. */
static void
test_senders(void **state)
{
	static const struct {
		const char *address, *want;
	} cases[] = {
		{"user@example.org", "from:\"user example.org\""},
		{"o'neil&co.1+x_y#@example.org", "from:\"o'neil&co.1+x_y# example.org\""},
		{"\"a\\\" or b\"@example.org", "from:\"a or b example.org\""},
		{"/.*/", "from:\".\""},
		{"a*", "from:\"a\""},
		{"(a):b-c@[192.0.2.1]", "from:\"a b c 192.0.2.1\""},
		/* quotes that Xapian may take for its own */
		{"a\u201d or b\u00ab@example.org", "from:\"a or b example.org\""},
		{"用户名@例え.example", "from:\"用户名 例え.example\""},
		{"@", ""},
		{"", ""},
	};

	for_each_case(c, cases) {
		g_autofree char *got = query_senders((const char *const[]){c->address, NULL});

		check(strcmp(got, c->want) == 0, "%s: %s", c->address, got);
	}
	g_autofree char *two = query_senders((const char *const[]){"a", "@", "b", NULL});
	assert_string_equal(two, "from:\"a\" or from:\"b\"");
	(void)state;
}

/* One word that the index has as it stands here. */
static void
test_senders_by_word(void **state)
{
	static const struct {
		const char *address, *want;
	} cases[] = {
		{"user@example.org", "from:\"user\""},
		{"news.reader@example.org", "from:\"reader\""},
		{"a-longer_one@example.org", "from:\"longer_one\""},
		{"x2012.11y@example.org", "from:\"x2012.11y example.org\""},
		{"2012.march@example.org", "from:\"march\""},
		{"2012@example.org", "from:\"2012\""},
		{"o'neil@example.org", "from:\"o'neil example.org\""},
		{"\"a\\\" or bc\"@example.org", "from:\"or\""},
		{"用户名@例え.example", "from:\"用户名\""},
		{"user", "from:\"user\""},
		{"@", ""},
	};

	for_each_case(c, cases) {
		g_autofree char *got =
			query_senders_by_word((const char *const[]){c->address, NULL});

		check(strcmp(got, c->want) == 0, "%s: %s", c->address, got);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wide),
		cmocka_unit_test(test_narrow),
		cmocka_unit_test(test_narrow_sexp),
		cmocka_unit_test(test_balanced),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_senders),
		cmocka_unit_test(test_senders_by_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
