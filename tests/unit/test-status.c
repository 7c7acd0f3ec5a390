/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <bounce/status.h>

#include <string.h>

static void
test_parse(void **state)
{
	static const struct {
		const char *text;
		size_t taken;
		BounceStatus want;
	} cases[] = {
		{"5.1.1", 5, {5, 1, 1}},
		{"5.1.1 unknown user", 5, {5, 1, 1}},
		{"5.7.1)", 5, {5, 7, 1}},
		{"4.4.316: expired", 7, {4, 4, 316}},
		{"5.1.1.", 5, {5, 1, 1}}, /* the end of a sentence */
		{"2.0.0", 5, {2, 0, 0}},

		{"", 0, {0}},
		{"5", 0, {0}},
		{"5.1", 0, {0}},
		{"5.1.", 0, {0}},
		{"3.1.1", 0, {0}},    /* RFC 3463 has no class 3 */
		{"5.1.1234", 0, {0}}, /* a fourth digit */
		{"5.1.1.7", 0, {0}},  /* an IP address */
		{"5.1.1a", 0, {0}},   /* a version number */
		{" 5.1.1", 0, {0}},
		{"-5.1.1", 0, {0}},
	};

	for_each_case(c, cases) {
		BounceStatus got = BOUNCE_STATUS_NONE;
		size_t taken = bounce_status_parse(c->text, strlen(c->text), &got);

		check(taken == c->taken, "\"%s\": took %zu", c->text, taken);
		check(bounce_status_equal(got, c->want), "\"%s\": %u.%u.%u", c->text, got.class,
		      got.subject, got.detail);
	}
	(void)state;
}

static void
test_does_not_read_past_the_end(void **state)
{
	BounceStatus status;

	assert_int_equal(bounce_status_parse("5.1.10", 5, &status), 5);
	assert_int_equal(status.detail, 1);
	assert_int_equal(bounce_status_parse("5.1.1", 4, &status), 0);
	(void)state;
}

/* parse(format(x)) = x, for every code there is. */
static void
test_round_trip(void **state)
{
	for (uint16_t subject = 0; subject < 1000; subject++) {
		for (uint16_t detail = 0; detail < 1000; detail += 7) {
			BounceStatus want = {4, subject, detail}, got;
			char text[BOUNCE_STATUS_TEXT_MAX];

			bounce_status_format(want, text);
			check(bounce_status_parse(text, strlen(text), &got) == strlen(text) &&
			              bounce_status_equal(want, got),
			      "%s", text);
		}
	}
	(void)state;
}

static void
test_none_is_empty(void **state)
{
	char text[BOUNCE_STATUS_TEXT_MAX];

	assert_string_equal(bounce_status_format(BOUNCE_STATUS_NONE, text), "");
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_does_not_read_past_the_end),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_none_is_empty),
	};

	return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
