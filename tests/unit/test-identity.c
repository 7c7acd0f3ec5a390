/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/identity.h"

#include "unit.h"

static void
test_identity(void **state)
{
	static const struct {
		const char *address;
		const char *want;
	} cases[] = {
		{"neko@example.org", "neko@example.org"},
		{"Neko@EXAMPLE.org", "neko@example.org"},
		{"neko@example.org.", "neko@example.org"},
		{"neko@bücher.example", "neko@xn--bcher-kva.example"},
		{"neko@BÜCHER.example", "neko@xn--bcher-kva.example"},
		{"neko@xn--bcher-KVA.example", "neko@xn--bcher-kva.example"},
		{"\"a@b\"@example.org", "\"a@b\"@example.org"},

		/* two mailboxes for all we know */
		{"straße@example.org", "straße@example.org"},
		{"STRASSE@example.org", "strasse@example.org"},

		/* no domains */
		{"Neko", "neko"},
		{"", ""},
		{"@", "@"},
		{"neko@[192.0.2.1]", "neko@[192.0.2.1]"},
		{"neko@\u202e.example", "neko@\u202e.example"},
	};

	for_each_case(c, cases) {
		g_autofree char *got = identity_of(c->address);

		check(g_str_equal(got, c->want), "\"%s\": \"%s\"", c->address, got);
	}
	(void)state;
}

/* A label has 63 octets at most; what is longer stays as it is. */
static void
test_long_domain(void **state)
{
	g_autofree char *label = g_strnfill(300, 'A');
	g_autofree char *address = g_strdup_printf("neko@%s.example", label);
	g_autofree char *want = g_ascii_strdown(address, -1);
	g_autofree char *got = identity_of(address);

	assert_string_equal(got, want);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_long_domain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
