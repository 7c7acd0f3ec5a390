/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-clipboard.c - what is copied holds nothing that a terminal or a shell acts on
 */
#include "ui/clipboard.h"

#include <locale.h>
#include <string.h>

#include "unit.h"

static void
test_text(void **state)
{
	static const struct {
		const char *text;
		CellsFlags flags;
		const char *want;
	} cases[] = {
		{"", CELLS_PROSE, ""},
		{"a@example.org", CELLS_IDENTIFIER, "a@example.org"},
		{"\xc3\xa4@example.org", CELLS_IDENTIFIER, "\xc3\xa4@example.org"},
		{"a\xe2\x80\x8b@example.org", CELLS_IDENTIFIER, "a\xc2\xbf@example.org"},
		{"a\xff", CELLS_PROSE, "a\xef\xbf\xbd"},
	};

	for_each_case(c, cases) {
		g_autofree char *got = clipboard_text(c->text, c->flags);

		check(strcmp(got, c->want) == 0, "%s: %s", c->want, got);
	}
	(void)state;
}

/* No control character comes through, so that nothing ends the sequence or a line. */
static void
test_controls(void **state)
{
	g_autoptr(GString) all = g_string_new(NULL);

	for (gunichar c = 1; c <= 0x9f; c++)
		g_string_append_unichar(all, c);
	g_autofree char *got = clipboard_text(all->str, CELLS_PROSE);
	for (const char *at = got; *at != '\0'; at = g_utf8_next_char(at))
		check(!g_unichar_iscntrl(g_utf8_get_char(at)), "U+%04X", g_utf8_get_char(at));
	(void)state;
}

static void
test_bounded(void **state)
{
	for (size_t n_before = 0; n_before < 3; n_before++) {
		g_autoptr(GString) text = g_string_new(NULL);

		for (size_t i = 0; i < n_before; i++)
			g_string_append_c(text, 'a');
		while (text->len <= CLIPBOARD_MAX)
			g_string_append(text, "\xe2\x82\xac");
		g_autofree char *got = clipboard_text(text->str, CELLS_PROSE);
		check(strlen(got) > CLIPBOARD_MAX - 3 && strlen(got) <= CLIPBOARD_MAX &&
		              g_utf8_validate(got, -1, NULL),
		      "%zu: %zu bytes", n_before, strlen(got));
	}
	(void)state;
}

static void
test_encode(void **state)
{
	g_autofree char *got = clipboard_encode("a@example.org");

	assert_string_equal(got, "YUBleGFtcGxlLm9yZw==");
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_controls),
		cmocka_unit_test(test_bounded),
		cmocka_unit_test(test_encode),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
