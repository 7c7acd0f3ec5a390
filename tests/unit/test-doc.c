/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/doc.h"

#include <locale.h>
#include <string.h>

#include "unit.h"

#define ROUNDS 2000

/* Lines as one text: label, text, and "|" at each end. */
static char *
draw(const Doc *doc, size_t width, CellsFlags flags)
{
	g_autoptr(DocLines) lines = doc_wrap(doc, width, flags);
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < doc_lines_count(lines); i++) {
		const DocLine *line = doc_lines_get(lines, i);

		g_string_append_printf(out, "%s%s|", line->label, line->text);
	}
	return g_string_free(out, FALSE);
}

static void
test_wrap(void **state)
{
	static const struct {
		const char *text;
		size_t width;
		const char *want;
	} cases[] = {
		{"", 10, "|"},
		{"one two", 10, "one two|"},
		{"one two", 7, "one two|"},
		{"one two", 6, "one|two|"},
		{"one two", 3, "one|two|"},
		{"one two", 2, "on|e|tw|o|"},
		{"one two", 0, "o|n|e|t|w|o|"},
		{"one  two   ", 4, "one|two|"},
		{"  one two", 5, "  one|two|"},
		{"  extraordinary", 8, "  extrao|rdinary|"},
		{"a\nb\r\n\nc\n", 10, "a|b||c|"},
		{"\tone\ttwo", 10, " one two|"},
		{"日本 語", 4, "日本|語|"},
		{"日本語", 3, "日|本|語|"},
		{"日本a", 1, "?|?|a|"},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301|"},
		{"\033[2J\u202e", 10, "␛[2J|"},
	};

	for_each_case(c, cases) {
		g_autoptr(Doc) doc = doc_new();

		doc_add(doc, DOC_TEXT, c->text);

		g_autofree char *got = draw(doc, c->width, CELLS_PROSE);

		check(g_str_equal(got, c->want), "\"%s\" in %zu: %s", c->text, c->width, got);
	}
	(void)state;
}

static void
test_label_stands_beside_or_above(void **state)
{
	static const struct {
		const char *label;
		size_t width;
		const char *want;
	} cases[] = {
		{"Meaning", 40,
	         "Meaning        The mailbox named in the|               "
	         "address does not exist.|"},
		{"Subscriber address", 60,
	         "Subscriber ad… The mailbox named in the address does "
	         "not|               exist.|"},
		{"Meaning", 39, "Meaning|  The mailbox named in the address does|  not exist.|"},
		{"Meaning", 3, "Mea|The|mai|lbo|x|nam|ed|in|the|add|res|s|doe|s|not|exi|st.|"},
	};

	for_each_case(c, cases) {
		g_autoptr(Doc) doc = doc_new();

		doc_add_labelled(doc, DOC_TEXT, c->label,
		                 "The mailbox named in the address does not exist.", CELLS_PROSE);

		g_autofree char *got = draw(doc, c->width, CELLS_PROSE);

		check(g_str_equal(got, c->want), "\"%s\" in %zu: %s", c->label, c->width, got);
	}
	(void)state;
}

static void
test_what_is_not_prose(void **state)
{
	g_autoptr(Doc) doc = doc_new();

	doc_add_labelled(doc, DOC_TEXT, "Address", "a\u200bb@example.org\nx", CELLS_IDENTIFIER);
	doc_add_item(doc, DOC_TEXT, "one two three");

	g_autofree char *wide = draw(doc, 60, CELLS_PROSE);
	g_autofree char *narrow = draw(doc, 5, CELLS_ASCII);

	assert_string_equal(wide, "Address        a¿b@example.org␊x|- one two three|");
	assert_string_equal(narrow,
	                    "Addre|  a?b|  @ex|  amp|  le.|  org|  ?x|- one|  two|  thr|  ee|");
	(void)state;
}

static void
test_figure_is_cut(void **state)
{
	static const struct {
		const char *text;
		size_t width;
		CellsFlags flags;
		const char *want;
	} cases[] = {
		{"a   12 \u2588\u2588\u258c", 40, CELLS_PROSE, "a   12 \u2588\u2588\u258c|"},
		{"a   12 \u2588\u2588\u258c", 8, CELLS_PROSE, "a   12 \u2588|"},
		{"a   12 \u2588\u2588\u258c", 40, CELLS_ASCII, "a   12 ###|"},
		{"a  \u2581 \u2588", 4, CELLS_ASCII, "a  -|"},
		{"a\nb\033", 40, CELLS_PROSE, "a b\u241b|"},
		{"ab", 1, CELLS_PROSE, "a|"},
		{"", 9, CELLS_PROSE, "|"},
	};

	for_each_case(c, cases) {
		g_autoptr(Doc) doc = doc_new();

		doc_add_figure(doc, DOC_HARD, c->text);

		g_autofree char *got = draw(doc, c->width, c->flags);

		check(g_str_equal(got, c->want), "\"%s\" in %zu: %s", c->text, c->width, got);
	}
	(void)state;
}

static void
test_space(void **state)
{
	g_autoptr(Doc) doc = doc_new();

	doc_add_space(doc);
	doc_add(doc, DOC_TITLE, "a");
	doc_add_space(doc);
	doc_add_space(doc);
	doc_add(doc, DOC_QUOTE, "b");

	g_autofree char *got = draw(doc, 10, CELLS_PROSE);
	g_autoptr(DocLines) lines = doc_wrap(doc, 10, CELLS_PROSE);

	assert_string_equal(got, "a||b|");
	assert_int_equal(doc_lines_get(lines, 0)->style, DOC_TITLE);
	assert_int_equal(doc_lines_get(lines, 2)->style, DOC_QUOTE);
	(void)state;
}

static void
test_lines_outlive_the_doc(void **state)
{
	Doc *doc = doc_new();

	doc_add_labelled(doc, DOC_TEXT, "Label", "text", CELLS_PROSE);

	g_autoptr(DocLines) lines = doc_wrap(doc, 80, CELLS_PROSE);

	doc_free(doc);
	assert_string_equal(doc_lines_get(lines, 0)->label, "Label          ");
	assert_string_equal(doc_lines_get(lines, 0)->text, "text");
	(void)state;
}

static void
test_too_long_is_cut_and_says_so(void **state)
{
	g_autoptr(Doc) doc = doc_new();
	g_autofree char *text = g_strnfill(256 * 1024, 'a');

	doc_add_labelled(doc, DOC_TEXT, "Label", text, CELLS_PROSE);
	doc_add(doc, DOC_TEXT, "after");

	g_autoptr(DocLines) lines = doc_wrap(doc, 12, CELLS_PROSE);
	size_t n_lines = doc_lines_count(lines);

	assert_int_equal(n_lines, 20001);
	assert_string_equal(doc_lines_get(lines, n_lines - 1)->text, "(cut: too ");
	(void)state;
}

static void
test_find(void **state)
{
	static const struct {
		const char *needle;
		size_t from;
		int by;
		size_t want;
	} cases[] = {
		{"fox", 0, 1, 1},        {"fox", 1, 1, 1},
		{"fox", 2, 1, 3},        {"fox", 4, 1, 1},
		{"fox", 2, -1, 1},       {"fox", 0, -1, 3},
		{"label", 0, 1, 2},      {"wolf", 0, 1, SEARCH_NONE},
		{"", 0, 1, SEARCH_NONE}, {"fox", SIZE_MAX, -1, 3},
	};
	g_autoptr(Doc) doc = doc_new();
	g_autoptr(Doc) empty = doc_new();

	doc_add(doc, DOC_TEXT, "nothing\nA fox");
	doc_add_labelled(doc, DOC_TEXT, "Label", "and", CELLS_PROSE);
	doc_add(doc, DOC_TEXT, "another Fox\nend");

	g_autoptr(DocLines) lines = doc_wrap(doc, 80, CELLS_PROSE);
	g_autoptr(DocLines) none = doc_wrap(empty, 80, CELLS_PROSE);

	for_each_case(c, cases) {
		g_autoptr(Search) search = search_new(c->needle);
		size_t got = doc_lines_find(lines, search, c->from, c->by);

		check(got == c->want, "\"%s\" from %zu by %d: %zu", c->needle, c->from, c->by, got);
	}
	g_autoptr(Search) search = search_new("fox");
	assert_int_equal(doc_lines_find(none, search, 0, 1), SEARCH_NONE);
	(void)state;
}

static char *
random_text(GRand *rand)
{
	static const char *const pieces[] = {" ",   " ",  " ",       "a", "bc",
	                                     "def", "日", "e\u0301", "\n"};
	GString *text = g_string_new(NULL);

	for (gint32 i = g_rand_int_range(rand, 0, 60); i > 0; i--)
		g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
	return g_string_free(text, FALSE);
}

static void
append_black(GString *out, const char *text)
{
	for (; *text; text++)
		if (!strchr(" \n", *text))
			g_string_append_c(out, *text);
}

/* No line is too wide, and nothing but blanks is lost. */
static void
test_wrapped_is_all_there(void **state)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(3464);

	for (unsigned i = 0; i < ROUNDS; i++) {
		g_autoptr(Doc) doc = doc_new();
		g_autofree char *text = random_text(rand);
		size_t width = (size_t)g_rand_int_range(rand, 2, 20);
		g_autoptr(GString) before = g_string_new(NULL);
		g_autoptr(GString) after = g_string_new(NULL);

		doc_add(doc, DOC_TEXT, text);
		append_black(before, text);

		g_autoptr(DocLines) lines = doc_wrap(doc, width, CELLS_PROSE);

		for (size_t n = 0; n < doc_lines_count(lines); n++) {
			const DocLine *line = doc_lines_get(lines, n);

			check(cells_width(line->text, CELLS_PROSE) <= width, "\"%s\" in %zu",
			      line->text, width);
			append_black(after, line->text);
		}
		check(g_string_equal(before, after), "\"%s\" became \"%s\"", text, after->str);
	}
	(void)state;
}

/* What is marked of a quote is marked on each line it comes to. */
static void
test_marks(void **state)
{
	static const struct {
		const char *text, *marked;
		size_t width;
		const char *want; /* the marks in brackets, "|" between lines */
	} cases[] = {
		{"550 no such user", "no such user", 60, "550 [no such user]"},
		{"550 no such user", "user unknown", 60, "550 no such user"},
		{"550 no such user", "", 60, "550 no such user"},
		{"no\nsuch  user", "no such user", 60, "[no]|[such  user]"},
		{"no such user here", "such user", 7, "no [such]|[user]|here"},
		{"\033 no such user", "such", 60, "␛ no [such] user"},
		{"a a b", "a b", 60, "a [a b]"},
	};

	for_each_case(c, cases) {
		g_autoptr(Doc) doc = doc_new();
		g_autoptr(GString) got = g_string_new(NULL);

		doc_add_quote(doc, "", c->text, c->marked);
		g_autoptr(DocLines) lines = doc_wrap(doc, c->width + (c->width > 40 ? 15 : 2), 0);
		for (size_t i = 0; i < doc_lines_count(lines); i++) {
			const DocLine *line = doc_lines_get(lines, i);
			bool is_marked = line->mark < line->mark_end;

			if (c->width < 40 && i == 0)
				continue; /* the label has a line of its own */
			g_string_append_printf(got, "%s%.*s%s%.*s%s%s", got->len ? "|" : "",
			                       (int)line->mark, line->text, is_marked ? "[" : "",
			                       (int)(line->mark_end - line->mark),
			                       line->text + line->mark, is_marked ? "]" : "",
			                       line->text + line->mark_end);
		}
		check(g_str_equal(got->str, c->want), "\"%s\" of \"%s\": %s", c->marked, c->text,
		      got->str);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_label_stands_beside_or_above),
		cmocka_unit_test(test_what_is_not_prose),
		cmocka_unit_test(test_figure_is_cut),
		cmocka_unit_test(test_space),
		cmocka_unit_test(test_lines_outlive_the_doc),
		cmocka_unit_test(test_too_long_is_cut_and_says_so),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_wrapped_is_all_there),
	};

	if (!setlocale(LC_ALL, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
