/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-replies.c - what servers say, by replies.tsv, a table that knows no rules
 */
#include "kb.h"

#include "classify.h"

#define TABLE "tests/unit/replies.tsv"

/* A table that lost its rows would pass. */
#define ROWS_MIN 480

enum { REPLY, REASON, VERDICT, PERMANENCE, SOURCE, N_COLUMNS };

static bool
is_as_expected(const BounceKb *kb, char **expected)
{
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();
	g_autofree char *diagnostic = g_strconcat("smtp; ", expected[REPLY], NULL);
	BounceRecipient *to = bounce_report_builder_add(builder);

	to->action = BOUNCE_ACTION_FAILED;
	to->diagnostic = diagnostic;
	bounce_classify(kb, builder, to, (BounceTold){BOUNCE_SLICE_EMPTY, BOUNCE_SLICE_EMPTY});
	const char *verdict = bounce_verdict_name(to->verdict);
	const char *permanence = bounce_permanence_name(to->permanence);

	if (g_str_equal(to->reason, expected[REASON]) && g_str_equal(verdict, expected[VERDICT]) &&
	    g_str_equal(permanence, expected[PERMANENCE]))
		return true;
	print_error("%s\n\tnot %s %s %s but %s %s %s by %s\n", expected[REPLY], expected[REASON],
	            expected[VERDICT], expected[PERMANENCE], to->reason, verdict, permanence,
	            to->rule);
	return false;
}

static void
test_replies(void **state)
{
	g_autofree char *text = NULL;
	unsigned rows = 0, wrong = 0;

	assert_true(g_file_get_contents(TABLE, &text, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++) {
		g_auto(GStrv) columns = g_strsplit(*line, "\t", -1);

		if (**line == '\0' || **line == '#')
			continue;
		check(g_strv_length(columns) == N_COLUMNS, "columns: %s", *line);
		rows++;
		wrong += !is_as_expected(*state, columns);
	}
	print_message("%u of %u replies are read as expected\n", rows - wrong, rows);
	check(rows >= ROWS_MIN, "only %u rows", rows);
	check(wrong == 0, "%u of %u replies", wrong, rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replies),
	};

	return cmocka_run_group_tests_name("replies", tests, load_kb, unload_kb);
}
