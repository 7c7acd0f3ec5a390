/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/search.h"

#include <string.h>

#include "unit.h"

#define LINES 100000
#define LINE_SIZE 64
#define ROUNDS 3000

static void
test_holds(void **state)
{
	static const struct {
		const char *text;
		const char *typed;
		bool want, is_plain;
	} cases[] = {
		/* smart case */
		{"Mailbox full", "mailbox", true, false},
		{"Mailbox full", "Mailbox", true, false},
		{"mailbox full", "Mailbox", false, false},
		{"mailbox FULL", "full", true, false},
		{"GRÜSSE", "grüsse", true, false},
		{"grüsse", "GRÜSSE", false, false},
		{"\342\204\252elvin", "kelvin", true, false},     /* its sign has a case, too */
		{"USER", "\\Suser|\\buser\\B|user", true, false}, /* "\S" is no capital */
		{"user", "\\S[A-Z]", false, false},

		/* regular expressions */
		{"Mailbox full", "fool", false, false},
		{"550 5.1.1 no", "^550 5\\.[0-9]", true, false},
		{"no 550", "^550", false, false},
		{"a\n550 b", "^550 b$", true, false}, /* a diagnostic has lines */
		{"日本語", "^...$", true, false},
		{"anything", "", false, false},
		{"anything", "x*", false, false}, /* nothing is no match */
		{"", "a", false, false},

		{"mailbox is full", "mailbox.*full", true, false},
		{"no mailbox", "mailbox.*full", false, false},
		{"no users", "users?$|full", true, false}, /* begins with none of it */
		{"quota full", "user|full", true, false},
		{"a use", "users*", false, false},
		{"an user", "users*", true, false},

		/* what is none is words */
		{"(no", "(no", true, true},
		{"a[b", "A[B", false, true},
		{"A[B", "A[B", true, true},
		{"x *+ y", "*+", true, true},
		{"a\\", "a\\", true, true},
		{"a.c[", "a?c[", false, true},
		{"+a{9}{", "+A{9}{", false, true},

		/* not UTF-8 */
		{"caf\351 a", "a$", true, false},
		{"cut \303", "\303", true, false},

		/* what would go on for ever */
		{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a+)+$", false, false},
		{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a|aa)+c", false, false},
		{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
	         "(*LIMIT_MATCH=4000000000)(a+)+$", false, false},
		{"a", "(?R)", false, false},
		{"a", "(((a{1,100}){1,100}){1,100}){1,100}", false, true},
	};

	for_each_case(c, cases) {
		g_autoptr(Search) search = search_new(c->typed);

		check(search_holds(search, c->text) == c->want, "\"%s\" in \"%s\"", c->typed,
		      c->text);
		check(search_is_plain(search) == c->is_plain, "\"%s\" is plain", c->typed);
	}
	(void)state;
}

/* Matches are put in brackets. */
static char *
mark(const char *typed, const char *text)
{
	g_autoptr(Search) search = search_new(typed);
	GString *out = g_string_new(NULL);
	size_t begin, end = 0, last = 0;

	while (search_next(search, text, end, &begin, &end)) {
		g_string_append_len(out, text + last, (gssize)(begin - last));
		g_string_append_c(out, '[');
		g_string_append_len(out, text + begin, (gssize)(end - begin));
		g_string_append_c(out, ']');
		last = end;
	}
	g_string_append(out, text + last);
	return g_string_free(out, FALSE);
}

static void
test_next(void **state)
{
	static const struct {
		const char *typed;
		const char *text;
		const char *want;
	} cases[] = {
		{"no", "no such nook", "[no] such [no]ok"},
		{"^no", "no no", "[no] no"},
		{"(?<=a)b", "abab", "a[b]a[b]"},
		{"x", "", ""},
		{"", "abc", "abc"},
		{"b*", "abba", "a[bb]a"},
		{"$", "abc", "abc"},
		{"ü", "über Ü", "[ü]ber [Ü]"},
		{".", "日本", "[日][本]"},
		{"e", "cafe\u0301s", "caf[e\u0301]s"}, /* a letter keeps its accent */
		{"\u0301", "cafe\u0301s", "caf[e\u0301]s"},
		{"\\C", "日a", "[日][a]"},
		{"(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
	         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"},
	};

	for_each_case(c, cases) {
		g_autofree char *got = mark(c->typed, c->text);

		check(g_str_equal(got, c->want), "\"%s\" in \"%s\": %s", c->typed, c->text, got);
	}
	(void)state;
}

/* Whatever is typed, what is found is in the text, and is UTF-8. */
static void
test_no_character_is_split(void **state)
{
	static const char *const pieces[] = {"a", "B",  "日", "e\u0301", "\u0301", ".",
	                                     "*", "\\", "C",  "(",       ")",      "|",
	                                     "[", "^",  "$",  "+",       "?",      "\\K"};
	g_autoptr(GRand) rand = g_rand_new_with_seed(3463);

	for (unsigned i = 0; i < ROUNDS; i++) {
		g_autoptr(GString) typed = g_string_new(NULL);
		g_autoptr(GString) text = g_string_new(NULL);
		size_t begin, end = 0, last = 0;

		for (gint32 n = g_rand_int_range(rand, 1, 6); n > 0; n--)
			g_string_append(typed,
			                pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
		for (gint32 n = g_rand_int_range(rand, 0, 20); n > 0; n--)
			g_string_append(text, pieces[g_rand_int_range(rand, 0, 8)]);

		g_autoptr(Search) search = search_new(typed->str);

		for (; search_next(search, text->str, end, &begin, &end); last = end)
			check(begin >= last && begin < end && end <= text->len &&
			              g_utf8_validate(text->str + begin, (gssize)(end - begin),
			                              NULL),
			      "\"%s\" in \"%s\": %zu to %zu", typed->str, text->str, begin, end);
	}
	(void)state;
}

/* What is looked for before an expression is asked must not hide what that matches. */
static void
test_what_holds_is_found(void **state)
{
	static const char *const pieces[] = {"a",    "b",   "ab", "k",   "B",   "|",     "(",
	                                     ")",    "?",   "*",  "+",   "{0}", "^",     "$",
	                                     "[ab]", "[|]", ".",  "\\|", "(?:", "\\Q|(", "#"};
	static const char *const letters[] = {"a", "b", "k", "A",  "B",           "|",
	                                      "(", ")", "#", "\n", "\342\204\252"};
	g_autoptr(GRand) rand = g_rand_new_with_seed(5322);
	unsigned n_held = 0;

	for (unsigned i = 0; i < 10 * ROUNDS; i++) {
		g_autoptr(GString) typed = g_string_new(NULL);
		g_autoptr(GString) text = g_string_new(NULL);
		size_t begin, end;

		for (gint32 n = g_rand_int_range(rand, 1, 8); n > 0; n--)
			g_string_append(typed,
			                pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
		for (gint32 n = g_rand_int_range(rand, 1, 20); n > 0; n--)
			g_string_append(text,
			                letters[g_rand_int_range(rand, 0, G_N_ELEMENTS(letters))]);

		g_autoptr(Search) search = search_new(typed->str);
		bool holds = search_holds(search, text->str);

		n_held += holds;
		check(holds == search_next(search, text->str, 0, &begin, &end), "\"%s\" in \"%s\"",
		      typed->str, text->str);
	}
	assert_true(n_held > ROUNDS);
	(void)state;
}

static bool
line_holds(const Search *search, size_t line, const void *user)
{
	const char *lines = user;

	return search_holds(search, lines + line * LINE_SIZE);
}

static void
test_lines(void **state)
{
	static const struct {
		const char *typed;
		size_t from;
		int by;
		size_t want;
	} cases[] = {
		{"a", 0, 1, 1},
		{"a", 1, 1, 1},
		{"a", 2, 1, 3},
		{"a", 4, 1, 1},
		{"a", 0, -1, 3},
		{"a", 2, -1, 1},
		{"b", 2, -1, 1},
		{"c", 0, 1, 4},
		{"c", SIZE_MAX, -1, 4},
		{"n", SIZE_MAX, 1, 0},
		{"", 0, 1, SEARCH_NONE},
		{"x", 3, 1, SEARCH_NONE},
		{"x", 0, -1, SEARCH_NONE},
	};
	static const char lines[5][LINE_SIZE] = {"none", "ab", "", "A", "c"};

	for_each_case(c, cases) {
		g_autoptr(Search) search = search_new(c->typed);
		size_t got = search_lines(search, (SearchWay){c->from, c->by, G_N_ELEMENTS(lines)},
		                          line_holds, lines);

		check(got == c->want, "\"%s\" from %zu by %d: %zu", c->typed, c->from, c->by, got);
	}
	g_autoptr(Search) search = search_new("a");
	assert_int_equal(search_lines(search, (SearchWay){0, 1, 0}, line_holds, lines),
	                 SEARCH_NONE);
	(void)state;
}

/* A pattern that takes long on every line does not take the user's time. */
static void
test_patience(void **state)
{
	g_autofree char *lines = g_malloc0_n(LINES, LINE_SIZE);
	g_autoptr(Search) hostile = search_new("([ab]+)+[cd]");
	g_autoptr(Search) plain = search_new("nowhere");
	const SearchWay way = {0, 1, LINES};
	gint64 begin = g_get_monotonic_time();

	for (size_t i = 0; i < LINES; i++)
		memset(lines + i * LINE_SIZE, 'a', LINE_SIZE - 2);

	size_t got = search_lines(hostile, way, line_holds, lines);
	check(got == SEARCH_TOO_LONG, "line %zu", got);
	check(g_get_monotonic_time() - begin < 10 * G_USEC_PER_SEC, "more than 10 s");
	assert_int_equal(search_lines(plain, way, line_holds, lines), SEARCH_NONE);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_holds),
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_no_character_is_split),
		cmocka_unit_test(test_what_holds_is_found),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_patience),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
