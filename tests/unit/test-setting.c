/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <string.h>

#include "core/setting.h"

static const char *const settings[] = {
	"bounces.lists",  " a.example ; ;b.example;",
	"bounces.osc52",  " true",
	"bounces.mailer", "",
	"bounces.odd",    NULL,
};

static void
test_text(void **state)
{
	static const struct {
		const char *key, *want;
	} cases[] = {
		{"bounces.osc52", "true"},
		{"bounces.mailer", ""},
		{"bounces.lists", "a.example ; ;b.example;"},
		{"bounces.none", ""},
		{"bounces.odd", ""},
		{"true", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = setting_text(settings, cases[i].key);

		check(strcmp(got, cases[i].want) == 0, "%s: \"%s\"", cases[i].key, got);
	}
	assert_true(setting_is_true(settings, "bounces.osc52"));
	assert_false(setting_is_true(settings, "bounces.mailer"));
	assert_false(setting_is_true(settings, "bounces.none"));
	(void)state;
}

static void
test_list(void **state)
{
	g_auto(GStrv) lists = setting_list(settings, "bounces.lists");
	g_auto(GStrv) none = setting_list(settings, "bounces.none");

	assert_int_equal(g_strv_length(lists), 2);
	assert_string_equal(lists[0], "a.example");
	assert_string_equal(lists[1], "b.example");
	assert_int_equal(g_strv_length(none), 0);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
