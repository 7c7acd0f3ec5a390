/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cells.h"

#include <locale.h>
#include <stdbool.h>
#include <string.h>
#include <wchar.h>

#include "unit.h"

#define ROUNDS 20000

static char *
shown(const char *text, size_t max_cells, CellsFlags flags)
{
	GString *out = g_string_new(NULL);

	cells_append(out, text, -1, max_cells, flags);
	return g_string_free(out, FALSE);
}

static void
test_what_is_shown(void **state)
{
	static const struct {
		const char *text;
		const char *prose;
		const char *identifier;
		const char *ascii; /* of prose */
	} cases[] = {
		{"", "", "", ""},
		{"kijitora@example.org", "kijitora@example.org", "kijitora@example.org",
	         "kijitora@example.org"},
		{"Grüße, 日本", "Grüße, 日本", "Grüße, 日本", "Gr??e, ??"},

		/* controls */
		{"a\033[31mb", "a␛[31mb", "a␛[31mb", "a?[31mb"},
		{"\a\b\v\f\177", "␇␈␋␌␡", "␇␈␋␌␡", "?????"},
		{"C1 \302\233 and \302\205", "C1 \ufffd and \ufffd", "C1 \ufffd and \ufffd",
	         "C1 ? and ?"},
		{"\u2028\u2029", "\ufffd\ufffd", "\ufffd\ufffd", "??"},
		{"one\r\n\ttwo\n", "one two ", "one␍␊␉two␊", "one two "},
		{"\n \n", "   ", "␊ ␊", "   "},

		/* not UTF-8 */
		{"\233", "\ufffd", "\ufffd", "?"},
		{"\300\233[", "\ufffd\ufffd[", "\ufffd\ufffd[", "??["}, /* overlong */
		{"\340\202\233", "\ufffd\ufffd\ufffd", "\ufffd\ufffd\ufffd", "???"},
		{"\355\240\200", "\ufffd\ufffd\ufffd", "\ufffd\ufffd\ufffd", "???"}, /* U+D800 */
		/* U+110000 */
		{"\364\220\200\200", "\ufffd\ufffd\ufffd\ufffd", "\ufffd\ufffd\ufffd\ufffd",
	         "????"},
		{"\342\202", "\ufffd\ufffd", "\ufffd\ufffd", "??"}, /* cut short */

		/* a flag, and a hand of a colour */
		{"\U0001f1ef\U0001f1f5", "\U0001f1ef\U0001f1f5", "\U0001f1ef\U0001f1f5", "??"},
		{"\U0001f44d\U0001f3fd", "\U0001f44d\U0001f3fd", "\U0001f44d\U0001f3fd", "??"},
		/* from right to left: letters and points as they are, no marks of direction */
		{"\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd", "\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd",
	         "\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd", "??????"},
		{"\u200f\u0639\u0645\u0631\u061c@x", "\u0639\u0645\u0631@x",
	         "\u00bf\u0639\u0645\u0631\u00bf@x", "???@x"},

		/* what cannot be seen */
		{"a\u202eb\u2066c", "abc", "a¿b¿c", "abc"},
		{"a\u200bb\u00adc\ufeffd\u2060", "abcd", "a¿b¿c¿d¿", "abcd"},
		{"a\U000e0041b\ue000c\ufdd0", "abc", "a¿b¿c¿", "abc"},
		{"a\u00a0b\u3164c", "a\u00a0bc", "a¿b¿c", "a?bc"},
		{"\u2764\ufe0f", "\u2764", "\u2764¿", "?"},
		{"\U0001f468\u200d\U0001f469", "\U0001f468\U0001f469", "\U0001f468¿\U0001f469",
	         "??"},

		/* charts */
		{"\u2581\u2582\u2587\u2588", "\u2581\u2582\u2587\u2588", "\u2581\u2582\u2587\u2588",
	         "-:@#"},
		{"\u2588\u2589\u258c\u258d\u258f\u2590", "\u2588\u2589\u258c\u258d\u258f\u2590",
	         "\u2588\u2589\u258c\u258d\u258f\u2590", "###||?"},

		/* marks */
		{"\u0301a", "\u25cc\u0301a", "\u25cc\u0301a", "?a"},
		{"a\u0301\u0302\u0303\u0304b", "a\u0301\u0302\u0303b", "a\u0301\u0302\u0303b",
	         "a????b"},
	};

	for_each_case(c, cases) {
		g_autofree char *prose = shown(c->text, CELLS_ALL, CELLS_PROSE);
		g_autofree char *identifier = shown(c->text, CELLS_ALL, CELLS_IDENTIFIER);
		g_autofree char *ascii = shown(c->text, CELLS_ALL, CELLS_ASCII);

		check(g_str_equal(prose, c->prose), "prose: \"%s\", not \"%s\"", prose, c->prose);
		check(g_str_equal(identifier, c->identifier), "identifier: \"%s\", not \"%s\"",
		      identifier, c->identifier);
		check(g_str_equal(ascii, c->ascii), "ascii: \"%s\", not \"%s\"", ascii, c->ascii);
	}
	(void)state;
}

static void
test_nul_is_a_control(void **state)
{
	g_autoptr(GString) out = g_string_new(NULL);
	size_t n_cells = cells_append(out, "a\0b", 3, CELLS_ALL, CELLS_PROSE);

	assert_string_equal(out->str, "a␀b");
	assert_int_equal(n_cells, 3);
	(void)state;
}

static void
test_is_cut(void **state)
{
	static const struct {
		const char *text;
		size_t max_cells;
		const char *want;
		size_t n_cells;
	} cases[] = {
		{"abc", 0, "", 0},
		{"abc", 2, "ab", 2},
		{"日本", 3, "日", 2},
		{"日本a", 3, "日", 2},
		{"aé\u0301b", 2, "aé\u0301", 2},
		{"\u0301", 0, "", 0},
		{"ab\n", 2, "ab", 2},
	};

	for_each_case(c, cases) {
		g_autoptr(GString) out = g_string_new(NULL);
		size_t n_cells = cells_append(out, c->text, -1, c->max_cells, CELLS_PROSE);

		check(g_str_equal(out->str, c->want) && n_cells == c->n_cells,
		      "\"%s\" in %zu: \"%s\", %zu cells", c->text, c->max_cells, out->str, n_cells);
	}
	assert_int_equal(cells_width("日\u0301\u200b本\n", CELLS_PROSE), 5);
	assert_int_equal(cells_width("日\u0301\u200b本\n", CELLS_IDENTIFIER), 6);
	(void)state;
}

static void
test_column(void **state)
{
	static const struct {
		const char *text;
		size_t width;
		CellsFlags flags;
		const char *want;
	} cases[] = {
		{"", 0, CELLS_PROSE, ""},           {"", 3, CELLS_PROSE, "   "},
		{"abc", 0, CELLS_PROSE, ""},        {"abc", 1, CELLS_PROSE, "…"},
		{"abc", 2, CELLS_PROSE, "a…"},      {"abc", 3, CELLS_PROSE, "abc"},
		{"abc", 5, CELLS_PROSE, "abc  "},   {"abc", 2, CELLS_ASCII, "a~"},
		{"日本語", 4, CELLS_PROSE, "日… "}, {"ab\u200b", 2, CELLS_PROSE, "ab"},
	};

	for_each_case(c, cases) {
		g_autoptr(GString) out = g_string_new(">");

		cells_append_column(out, c->text, c->width, c->flags);
		check(g_str_equal(out->str + 1, c->want), "\"%s\" in %zu: \"%s\"", c->text,
		      c->width, out->str);
	}
	(void)state;
}

static void
test_address(void **state)
{
	static const char long_address[] = "a-very-long-local-part@example.org";
	static const struct {
		const char *address;
		size_t width;
		CellsFlags flags;
		const char *want;
	} cases[] = {
		{"a@b.example", 14, CELLS_IDENTIFIER, "a@b.example   "},
		{long_address, 20, CELLS_IDENTIFIER, "a-ve…art@example.org"},
		{long_address, 19, CELLS_IDENTIFIER, "a-v…art@example.org"},
		{long_address, 18, CELLS_IDENTIFIER, "a-v…art@…ample.org"},
		{long_address, 12, CELLS_IDENTIFIER, "a-v…art@…org"},
		{long_address, 8, CELLS_IDENTIFIER, "a-v…art "},
		{long_address, 7, CELLS_IDENTIFIER, "a-v…art"},
		{long_address, 2, CELLS_IDENTIFIER, "a…"},
		{long_address, 1, CELLS_IDENTIFIER, "…"},
		{long_address, 0, CELLS_IDENTIFIER, ""},
		{long_address, 18, CELLS_IDENTIFIER | CELLS_ASCII, "a-v~art@~ample.org"},
		{"me@a-very-long-domain.example.org", 16, CELLS_IDENTIFIER, "me@….example.org"},
		{"日本語日本語@example.jp", 18, CELLS_IDENTIFIER, "日…本語@example.jp"},
		{"日本語日本語@example.jp", 17, CELLS_IDENTIFIER, "日…本語@…ample.jp"},
		{"no-domain-at-all", 8, CELLS_IDENTIFIER, "no-d…all"},
		{"\"a@b\"@c.example", 13, CELLS_IDENTIFIER, "\"a@b\"@…xample"},
	};

	for_each_case(c, cases) {
		g_autoptr(GString) out = g_string_new(">");

		cells_append_address(out, c->address, c->width, c->flags);
		check(g_str_equal(out->str + 1, c->want), "\"%s\" in %zu: \"%s\"", c->address,
		      c->width, out->str);
	}
	(void)state;
}

/* Bytes that have been trouble somewhere, among random ones. */
static char *
random_text(GRand *rand, size_t *len)
{
	static const char *const pieces[] = {
		"\033[2J",           "\302\233",     "\300\233",
		"\342\200\256",      "\342\200\213", "\314\201",
		"\342\200\215",      "\r\n",         "\t",
		"e\314\201\314\202", "\346\227\245", "\360\237\221\250",
		"\357\270\217",      "\340\270\263", "@",
		"\341\205\240",      "\341\204\200", "example",
		"\363\240\201\201",  "\355\240\200",
	};
	GString *text = g_string_new(NULL);
	gint32 n = g_rand_int_range(rand, 0, 12);

	for (gint32 i = 0; i < n; i++) {
		gint32 pick = g_rand_int_range(rand, 0, 2 * G_N_ELEMENTS(pieces));

		if (pick < (gint32)G_N_ELEMENTS(pieces))
			g_string_append(text, pieces[pick]);
		else if (pick % 2)
			g_string_append_c(text, (char)g_rand_int_range(rand, 0, 256));
		else
			g_string_append_unichar(text, (gunichar)g_rand_int_range(rand, 1, 0x30000));
	}
	*len = text->len;
	return g_string_free(text, FALSE);
}

/* The cells that ncurses would count, having made sure that it can. */
static size_t
check_printable(const char *text, CellsFlags flags)
{
	size_t n_cells = 0;

	check(g_utf8_validate(text, -1, NULL), "not UTF-8");
	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		GUnicodeType type = g_unichar_type(c);
		int width = wcwidth((wchar_t)c);

		check(width >= 0, "U+%04X has no width", c);
		check(type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
		              type != G_UNICODE_UNASSIGNED && type != G_UNICODE_PRIVATE_USE &&
		              type != G_UNICODE_LINE_SEPARATOR &&
		              type != G_UNICODE_PARAGRAPH_SEPARATOR,
		      "U+%04X is not for showing", c);
		check(c < 0x80 || !(flags & CELLS_ASCII), "U+%04X is not ASCII", c);
		n_cells += (size_t)width;
	}
	return n_cells;
}

static void
check_text(const char *text, size_t len, size_t max_cells, CellsFlags flags)
{
	g_autoptr(GString) once = g_string_new(NULL);
	g_autoptr(GString) twice = g_string_new(NULL);
	g_autoptr(GString) column = g_string_new(NULL);
	g_autoptr(GString) address = g_string_new(NULL);
	size_t n_cells = cells_append(once, text, (gssize)len, max_cells, flags);

	check(check_printable(once->str, flags) == n_cells, "\"%s\" is not %zu cells", once->str,
	      n_cells);
	check(n_cells <= max_cells, "%zu cells of %zu", n_cells, max_cells);

	cells_append(twice, once->str, (gssize)once->len, max_cells, flags);
	check(g_string_equal(once, twice), "\"%s\" becomes \"%s\"", once->str, twice->str);

	cells_append_column(column, text, max_cells, flags);
	cells_append_address(address, text, max_cells, flags);
	check(check_printable(column->str, flags) == max_cells, "column \"%s\"", column->str);
	check(check_printable(address->str, flags) == max_cells, "address \"%s\"", address->str);
}

static void
test_anything_comes_out_printable(void **state)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(3463);

	for (unsigned i = 0; i < ROUNDS; i++) {
		size_t len;
		g_autofree char *text = random_text(rand, &len);

		check_text(text, len, (size_t)g_rand_int_range(rand, 0, 24), i % 4);
	}
	(void)state;
}

static void
test_every_character_comes_out_printable(void **state)
{
	for (gunichar c = 1; c <= 0x10ffff; c++) {
		char utf8[7] = "";
		g_autoptr(GString) out = g_string_new(NULL);

		g_unichar_to_utf8(c, utf8);

		size_t n_cells = cells_append(out, utf8, -1, CELLS_ALL, CELLS_IDENTIFIER);

		check(n_cells >= 1, "U+%04X is not seen", c);
		check(check_printable(out->str, CELLS_PROSE) == n_cells, "U+%04X", c);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_shown),
		cmocka_unit_test(test_nul_is_a_control),
		cmocka_unit_test(test_is_cut),
		cmocka_unit_test(test_column),
		cmocka_unit_test(test_address),
		cmocka_unit_test(test_anything_comes_out_printable),
		cmocka_unit_test(test_every_character_comes_out_printable),
	};

	/* wcwidth() goes by it. */
	if (!setlocale(LC_ALL, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
