/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "ui/messages.h"

static size_t
count_holding(const Messages *messages, const char *needle)
{
	g_autoptr(Doc) doc = messages_doc(messages);
	g_autoptr(DocLines) lines = doc_wrap(doc, 80, CELLS_PROSE);
	size_t n = 0;

	for (size_t i = 0; i < doc_lines_count(lines); i++)
		n += g_str_has_prefix(doc_lines_get(lines, i)->text, needle) ? 1 : 0;
	return n;
}

/* Of very many the oldest go, and the latest stands first. */
static void
test_bound(void **state)
{
	g_autoptr(Messages) messages = messages_new();

	for (unsigned i = 0; i < 1000; i++) {
		g_autofree char *text = g_strdup_printf("message %u", i);

		messages_add(messages, i, text);
	}
	assert_int_equal(count_holding(messages, "message "), 200);
	assert_int_equal(count_holding(messages, "message 799"), 0);
	assert_int_equal(count_holding(messages, "message 800"), 1);

	g_autoptr(Doc) doc = messages_doc(messages);
	g_autoptr(DocLines) lines = doc_wrap(doc, 80, CELLS_PROSE);

	assert_string_equal(doc_lines_get(lines, 2)->text, "message 999");
	(void)state;
}

/* What to do stands on a line of its own; what a mail says can do no harm. */
static void
test_text(void **state)
{
	g_autoptr(Messages) messages = messages_new();

	messages_add(messages, 0, "why\nwhat \033[2J");
	assert_int_equal(count_holding(messages, "why"), 1);
	assert_int_equal(count_holding(messages, "what"), 1);
	assert_int_equal(count_holding(messages, "\033"), 0);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bound),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
