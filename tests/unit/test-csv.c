/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/csv.h"

#include "unit.h"

static void
test_cells(void **state)
{
	static const struct {
		const char *text, *safe, *raw;
	} cases[] = {
		{"", "", ""},
		{"plain", "plain", "plain"},
		{"a,b", "\"a,b\"", "\"a,b\""},
		{"a;b", "\"a;b\"", "\"a;b\""},
		{"say \"no\"", "\"say \"\"no\"\"\"", "\"say \"\"no\"\"\""},
		{"a\nb", "\"a\nb\"", "\"a\nb\""},
		{"=1+1", "'=1+1", "=1+1"},
		{"+1", "'+1", "+1"},
		{"-1", "'-1", "-1"},
		{"@SUM(1)", "'@SUM(1)", "@SUM(1)"},
		{"\t=1", "\"'\t=1\"", "\"\t=1\""},
		{"\r=1", "\"'\r=1\"", "\"\r=1\""},
		{"=A(1,\"x\")", "\"'=A(1,\"\"x\"\")\"", "\"=A(1,\"\"x\"\")\""},
		/* so that one that was written can be told from one that was there */
		{"'=1", "''=1", "'=1"},
		{"''=1", "'''=1", "''=1"},
		{"'t", "'t", "'t"},
		{"a=1", "a=1", "a=1"},
	};

	(void)state;
	for_each_case(c, cases) {
		g_autoptr(GString) safe = g_string_new(NULL);
		g_autoptr(GString) raw = g_string_new(NULL);

		csv_append(safe, c->text, CSV_SAFE);
		csv_append(raw, c->text, CSV_RAW);
		g_string_truncate(safe, safe->len - 1);
		g_string_truncate(raw, raw->len - 1);
		check(g_str_equal(safe->str, c->safe), "%s: %s", c->text, safe->str);
		check(g_str_equal(raw->str, c->raw), "%s: %s", c->text, raw->str);
	}
}

static void
test_lines(void **state)
{
	g_autoptr(GString) out = g_string_new(NULL);

	(void)state;
	csv_append(out, "", CSV_SAFE);
	csv_append(out, "b", CSV_SAFE);
	csv_append(out, "", CSV_SAFE);
	csv_end_line(out);
	csv_append(out, "c", CSV_SAFE);
	csv_end_line(out);
	assert_string_equal(out->str, ",b,\r\nc\r\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
