/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/emit-tree.h"

#include "unit.h"

typedef struct {
	const char *json, *sexp;
} Case;

static const Case cases[] = {
	{"{}", "()"},
	{"[]", "()"},
	{"null", "nil"},
	{"[true, false, null]", "(t nil nil)"},
	{"[0, -3, 1785045720]", "(0 -3 1785045720)"},
	{"{\"address\": \"a@example.org\", \"events\": 3}",
         "(:address \"a@example.org\" :events 3)"},
	{"{\"b\": {\"z\": [\"x\"]}, \"a\": [{}]}", "(:b (:z (\"x\")) :a (()))"},
	{"[\"\\\"; (delete-file \\\\\\\"x\\\\\\\")\"]",
         "(\"\\\"; (delete-file \\\\\\\"x\\\\\\\")\")"},
	{"[\"\\u001b[31m\\n\\u009b\"]", "(\"\\u001b[31m\\u000a\\u009b\")"},
	{"[\"\\u202e \\udb40\\udc41\"]", "(\"\\u202e \\U000e0041\")"},
	{"[\"\u00fc\u732b\U0001f431\"]", "(\"\u00fc\u732b\U0001f431\")"},
};

static void
writes_what_lisp_reads(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(JsonNode) node = json_from_string(cases[i].json, NULL);
		g_autoptr(GString) out = g_string_new(NULL);

		assert_non_null(node);
		emit_append_sexp(out, node);
		assert_string_equal(out->str, cases[i].sexp);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_what_lisp_reads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
