/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-filter-parse.c - where mistakes are, what nobody would type, completion
 */
#include "filter.h"

#define RANDOM_ROUNDS 3000
#define RANDOM_LEN 40

/* What is wrong, with ^ under it, and a word of why. */
static const struct {
	const char *text, *place, *why;
} mistakes[] = {
	{"", "", "nothing stands here"},
	{"   ", "^^^", "nothing stands here"},
	{"clas:hard", "^^^^", "no such field"},
	{"ann http://a", "    ^^^^", "in quotes"},
	{"class:", "^^^^^^", "class: takes one of unknown, hard"},
	{"class: hard", "^^^^^^", "takes one of"},
	{"ann class:hrad", "          ^^^^", "takes one of"},
	{"class:hard|", "          ^", "takes one of"},
	{"class:hard|sot", "           ^^^", "takes one of"},
	{"class:/h/", "      ^^^", "takes one of"},
	{"class:<hard", "       ^^^^", "does not compare by <"},
	{"domain:>=a", "         ^", "does not compare by >="},
	{"n:~3", "   ^", "does not compare by ~"},
	{"n:three", "  ^^^^^", "a number"},
	{"n:-1", "  ^^", "a number"},
	{"n:99999999999999999999", "  ^^^^^^^^^^^^^^^^^^^^", "a number"},
	{"n:>1*", "   ^^", "a number"},
	{"code:5.1.1.1", "     ^^^^^^^", "a code"},
	{"code:five", "     ^^^^", "a code"},
	{"code:5..1", "     ^^^^", "a code"},
	{"subject:5.1.1", "        ^^^^^", "a subject"},
	{"last:30d", "     ^^^", "an age"},
	{"last:<30", "      ^^", "an age"},
	{"last:<d", "      ^", "an age"},
	{"last:<3s", "      ^^", "an age"},
	{"last:<2026-13-01", "      ^^^^^^^^^^", "an age"},
	{"last:<2026-02-30", "      ^^^^^^^^^^", "an age"},
	{"last:<2026-1-1", "      ^^^^^^^^", "an age"},
	{"span:>2026-01-01", "      ^^^^^^^^^^", "a time"},
	{"is:old", "   ^^^", "one of conflict"},
	{"mark:maybe", "     ^^^^^", "one of none"},
	{"guards:none", "^^^^^^", "no such field"},
	{"guard:bogus", "      ^^^^^", "one of none"},
	{"reason:--", "       ^^", "a reason"},
	{"diag:/a(/", "     ^^^^", "regular expression: "},
	{"x /a", "  ^^", "no second /"},
	{"/a\\/", "^^^^", "no second /"},
	{"diag:\"a b", "     ^^^^", "no second \""},
	{"(ann", "^", "no ) closes"},
	{"ann)", "   ^", "no ( stands"},
	{"()", " ^", "nothing stands before"},
	{"(ann or)", "       ^", "nothing stands before"},
	{"and ann", "^^^", "nothing stands before"},
	{"ann or", "    ^^", "nothing stands behind"},
	{"ann and or bob", "        ^^", "nothing stands before"},
	{"ann -", "    ^", "nothing stands behind"},
	{"not", "^^^", "nothing stands behind"},
	{"a | b", "  ^", "nothing stands before"},
	{"ab\xff", "  ^", "UTF-8"},
};

static void
test_mistakes(void **state)
{
	(void)state;
	for_each_case(c, mistakes) {
		FilterMistake mistake = {77, 77};
		g_autoptr(GError) error = NULL;
		g_autoptr(Filter) filter = filter_parse(c->text, &mistake, &error);
		size_t begin = strspn(c->place, " ");

		check(!filter, "%s: no mistake", c->text);
		check(mistake.begin == begin && mistake.end == strlen(c->place), "%s: %zu to %zu",
		      c->text, mistake.begin, mistake.end);
		check(strstr(error->message, c->why), "%s: %s", c->text, error->message);
		check(!strchr(error->message, '\n'), "%s: two lines", c->text);
	}
}

/* Pieces, how often, and what is said of it; NULL when it is well. */
static const struct {
	const char *piece, *last;
	size_t n;
	const char *why;
} floods[] = {
	{"(", "", 1000000, "longer than"},
	{"-", "", 1000000, "longer than"},
	{"(", "", 2000, "in each other"},
	{"-", "a", 2000, "in each other"},
	{"a or (", "b", 600, "in each other"},
	{"-(", "", 1000, "in each other"},
	{"not ", "a", 90, NULL},
	{"a ", "", 1000, "values"},
	{"a|", "a", 1000, "values"},
	{"a or b and ", "c", 90, NULL},
	{"a* ", "", 200, NULL},
	{"*a", "", 2000, NULL},
	{"n:1|", "", 40, "takes a number"},
	{")", "", 1000, "before this"},
	{"|", "", 1000, "before this"},
	{"<", "", 1000, NULL},
	{"\"a", "", 101, "no second"},
};

static void
test_floods(void **state)
{
	g_autoptr(Model) model = model_of_bounces(*state);

	for_each_case(c, floods) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GError) error = NULL;
		FilterMistake mistake;

		for (size_t i = 0; i < c->n; i++)
			g_string_append(text, c->piece);
		g_string_append(text, c->last);
		g_autoptr(Filter) filter = filter_parse(text->str, &mistake, &error);

		check(!filter == (c->why != NULL), "%s: %s", c->piece,
		      error ? error->message : "well");
		check(!error || strstr(error->message, c->why), "%s: %s", c->piece, error->message);
		if (error)
			check(mistake.begin < mistake.end && mistake.end <= text->len,
			      "%s: %zu to %zu", c->piece, mistake.begin, mistake.end);
		else
			g_free(letters(model, *state, filter));
	}
}

/* Whatever the bytes are: a filter, or a mistake within the text. */
static void
test_random(void **state)
{
	static const char *const pieces[] = {
		"(",    ")",     "-",   "!",      "|",       "\"",    "/", " ",
		"and",  "or",    "not", "class:", "hard",    "last:", "<", ">=",
		"30d",  "code:", "5.1", "*",      "?",       "\\",    "a", "\xc3\xa4",
		"\xff", ":",     "n:",  "7",      "~",       "=",     ".", "{",
		"[",    "+",     "is:", "held",   "reason:", "X."};
	g_autoptr(GRand) random = g_rand_new_with_seed(34);
	g_autoptr(Model) model = model_of_bounces(*state);
	size_t n_good = 0;

	for (unsigned round = 0; round < RANDOM_ROUNDS; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		gint32 n = g_rand_int_range(random, 0, RANDOM_LEN);
		FilterMistake mistake;

		for (gint32 i = 0; i < n; i++)
			g_string_append(text,
			                pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
		g_autoptr(GError) error = NULL;
		g_autoptr(Filter) filter = filter_parse(text->str, &mistake, &error);

		if (filter) {
			g_free(letters(model, *state, filter));
			n_good++;
			continue;
		}
		check(mistake.end <= text->len && (mistake.begin < mistake.end || text->len == 0),
		      "%s: %zu to %zu", text->str, mistake.begin, mistake.end);
	}
	check(n_good > RANDOM_ROUNDS / 100, "only %zu were read", n_good);
}

/* What stands before the cursor, what it may become, and where that begins. */
static const struct {
	const char *text, *want;
	size_t begin;
} completions[] = {
	{"cl", "class:", 0},
	{"ann -co", "code: conf:", 5},
	{"(D", "domain: diag: days:", 1},
	{"class:", "class:unknown class:hard class:soft class:policy class:delayed", 0},
	{"x or class:h", "class:hard", 5},
	{"class:hard|s", "class:hard|soft", 0},
	{"is:un", "is:unproven", 0},
	{"proof:=l", "proof:=list", 0},
	{"domain:ex", "", 0},
	{"nosuch:h", "", 0},
	{"zz", "", 0},
};

static void
test_completion(void **state)
{
	(void)state;
	for_each_case(c, completions) {
		size_t begin;
		g_auto(GStrv) words = filter_complete(c->text, strlen(c->text), &begin);
		g_autofree char *got = g_strjoinv(" ", words);

		check(g_str_equal(got, c->want) && begin == c->begin, "%s: %s from %zu", c->text,
		      got, begin);
	}

	size_t begin;
	g_auto(GStrv) all = filter_complete("", 0, &begin);
	assert_int_equal(g_strv_length(all), g_strv_length((char **)filter_field_names()));
}

/* What only the knowledge base has. */
static void
test_completion_of_what_is_known(void **state)
{
	static const struct {
		const char *text, *want;
	} known[] = {
		{"reason:mailbox-", "reason:mailbox-disabled reason:mailbox-full"},
		{"reason:moved|dom", "reason:moved|domain-no-mail reason:moved|domain-unknown"},
		{"code:5.1.1", "code:5.1.1 code:5.1.10"},
		{"status:x.7.30", "status:X.7.30"},
		{"class:h", "class:hard"},
		{"text:mail", ""},
	};

	for_each_case(c, known) {
		size_t begin;
		g_auto(GStrv) words =
			filter_complete_known(*state, c->text, strlen(c->text), &begin);
		g_autofree char *got = g_strjoinv(" ", words);

		check(g_str_equal(got, c->want), "%s: %s", c->text, got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_floods),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_completion),
		cmocka_unit_test(test_completion_of_what_is_known),
	};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
