/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "fields.h"

static void
test_walk(void **state)
{
	/* "name=value;" for a field, "|" for the end of a group */
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"A: 1\nB: 2\n", "A=1;B=2;"},
		{"A: 1\n\nB: 2", "A=1;|B=2;"},
		{"A: 1\n \t\nB: 2", "A=1;|B=2;"}, /* a line of blanks ends a group */
		{"A: 1\r\n 2\r\nB:3\r\n", "A=1\r\n 2;B=3;"},
		{"A: 1\n\t2\n", "A=1\n\t2;"},
		{"A :1\n", "A=1;"}, /* RFC 5322 section 4.5 */
		{"Diagnostic Code: x\n", "Diagnostic Code=x;"},
		{"rubbish\nA: 1\n", "A=1;"},
		{": 1\nA: 2\n", "A=2;"},
		{"\xC3\xA9: 1\nA: 2\n", "A=2;"},
		{"A:\n", "A=;"},
		{"A: b: c\n", "A=b: c;"},
		{"A: 1\rB: 2\r", "A=1;B=2;"}, /* bare CR */
		{"", ""},
		{"\n\n", "||"},
	};

	for_each_case(c, cases) {
		BounceSlice rest = bounce_slice(c->text);
		BounceField field;
		BounceFieldResult result;
		g_autoptr(GString) got = g_string_new(NULL);

		while ((result = bounce_field_next(&rest, &field)) != BOUNCE_FIELD_END) {
			if (result == BOUNCE_FIELD_BLANK)
				g_string_append_c(got, '|');
			else
				g_string_append_printf(got, "%.*s=%.*s;", (int)field.name.len,
				                       field.name.ptr, (int)field.value.len,
				                       field.value.ptr);
		}
		check(g_str_equal(got->str, c->want), "\"%s\": %s", c->text, got->str);
	}
	(void)state;
}

static void
test_value(void **state)
{
	static const struct {
		const char *text, *name, *want;
	} cases[] = {
		{"A: 1\nB: 2\n", "B", "2"},
		{"A: 1\nb: 2\nB: 3\n", "B", "2"},
		{"A: 1\n\nB: 2\n", "B", ""},
		{"A: 1\n \nB: 2\n", "B", ""},
		{"A: 1\r\n 2\r\nB: 3\r\n 4\r\n", "B", "3\r\n 4"},
		{"A: 1\rB: 2\r", "B", "2"},
		{"B\nB : 2\n", "B", "2"},
		{"BC: 1\nB: 2\n", "B", "2"},
		/* what folds a field is none, and a line of its own behind what is no field */
		{"A: 1\n B: 2\n", "B", ""},
		{"A: 1\n C: 2\n B: 3\n", "B", ""},
		{"A\n B: 2\n", "B", "2"},
		{"A\n C: 2\n B: 3\n", "B", ""},
		{"A\n \n B: 2\n", "B", ""},
		{"\xc3\xa9\nB: 2\n", "B", "2"},
		{"\fB: 2\n", "B", "2"},
		{"\f\nB: 2\n", "B", ""},
		{"", "B", ""},
		{"A", "B", ""},
	};

	for_each_case(c, cases) {
		g_autoptr(BounceHeader) header = bounce_header_read(bounce_slice(c->text));
		BounceSlice value = bounce_header_value(header, c->name);
		BounceSlice alone = bounce_field_value(bounce_slice(c->text), c->name);
		g_autofree char *got = g_strndup(value.ptr, value.len);

		check(g_str_equal(got, c->want), "\"%s\": \"%s\"", c->text, got);
		check(alone.len == value.len && (alone.len == 0 || alone.ptr == value.ptr),
		      "\"%s\" alone: \"%.*s\"", c->text, (int)alone.len, alone.ptr);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_walk),
		cmocka_unit_test(test_value),
	};

	return cmocka_run_group_tests_name("fields", tests, NULL, NULL);
}
