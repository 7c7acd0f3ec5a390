/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-guarding.c - which addresses are protected, and when nothing is guarded
 */
#include "core/guarding.h"

#include "unit.h"

static const char *const settings[] = {
	"user.primary_email",
	"Owner@Lists.example.org",
	"user.other_email",
	"me@example.net; second@example.net ;",
	"bounces.protect",
	"*@board.example.org;VIP-?@*; b\xc3\xbc"
	"cher.example ;;",
	NULL,
};

static const char *const no_settings[] = {NULL};

static void
test_what_is_protected(void **state)
{
	static const struct {
		const char *identity;
		bool want;
	} cases[] = {
		{"owner@lists.example.org", true},
		{"owner@lists.example.com", false},
		{"me@example.net", true},
		{"second@example.net", true},
		{"third@example.net", false},
		{"ann@board.example.org", true},
		{"ann@example.org", false},
		{"vip-1@example.com", true},
		{"vip-12@example.com", false},
		{"ann@xn--bcher-kva.example", true},
		{"ann@mail.xn--bcher-kva.example", false},
		{"postmaster@example.com", true},
		{"postmaster", true},
		{"postmasters@example.com", false},
		{"mailer-daemon@example.com", true},
		{"news-request@example.com", true},
		{"-request@example.com", false},
		{"request@example.com", false},
		{"info@example.com", false},
		{"", false},
	};
	g_autoptr(Guarding) guarding = guarding_new(settings);

	for_each_case(c, cases) {
		check(guarding_protects(guarding, c->identity) == c->want, "%s", c->identity);
	}
	(void)state;
}

static void
test_no_settings_protect_roles_only(void **state)
{
	g_autoptr(Guarding) guarding = guarding_new(no_settings);

	assert_false(guarding_protects(guarding, "owner@lists.example.org"));
	assert_false(guarding_protects(guarding, ""));
	assert_true(guarding_protects(guarding, "abuse@example.org"));
	assert_false(guarding_is_off(guarding));
	(void)state;
}

static void
test_off(void **state)
{
	static const struct {
		const char *guards;
		bool want;
	} cases[] = {{"", false}, {"off", true}, {"OFF", true}, {"on", false}, {"of", false}};

	for_each_case(c, cases) {
		const char *const set[] = {"bounces.guards", c->guards, NULL};
		g_autoptr(Guarding) guarding = guarding_new(set);

		check(guarding_is_off(guarding) == c->want, "\"%s\"", c->guards);
	}
	(void)state;
}

static void
test_is_of_its_settings(void **state)
{
	g_autoptr(Guarding) guarding = guarding_new(settings);

	assert_true(guarding_is_of(guarding, settings));
	assert_false(guarding_is_of(guarding, settings + 2));
	assert_false(guarding_is_of(guarding, no_settings));
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_protected),
		cmocka_unit_test(test_no_settings_protect_roles_only),
		cmocka_unit_test(test_off),
		cmocka_unit_test(test_is_of_its_settings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
