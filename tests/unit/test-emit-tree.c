/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/emit-tree.h"

#include <string.h>

#include "unit.h"

static void
test_what_is_unseen_is_a_number(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"", "\"\""},
		{"f\u00fcr \u732b \U0001f431", "\"f\u00fcr \u732b \U0001f431\""},
		{"\033[31m\n\177", "\"\\u001b[31m\\n\\u007f\""},
		{"\302\23331m", "\"\\u009b31m\""}, /* what xterm takes for Esc [ */
		{"a\u202eb\u2066\u200b\302\255", "\"a\\u202eb\\u2066\\u200b\\u00ad\""},
		{"\u2028\u2029\ue000", "\"\\u2028\\u2029\\ue000\""},
		{"\U000e0041\U0010fffd", "\"\\udb40\\udc41\\udbff\\udffd\""},
	};

	for_each_case(c, cases) {
		g_autoptr(JsonNode) node = json_node_new(JSON_NODE_VALUE);
		g_autoptr(GString) out = g_string_new(NULL);

		json_node_set_string(node, c->text);
		emit_append_node(out, node, EMIT_JSON);
		check(strcmp(out->str, c->want) == 0, "\"%s\": %s", c->text, out->str);

		g_autoptr(JsonNode) again = json_from_string(out->str, NULL);
		assert_string_equal(json_node_get_string(again), c->text);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_is_unseen_is_a_number)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
