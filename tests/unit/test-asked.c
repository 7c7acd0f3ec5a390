/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kb.h"

#include <string.h>

#include "core/asked.h"

static void
test_kinds(void **state)
{
	static const struct {
		const char *text;
		AskedKind kind;
		const char *code; /* or a part of the fault */
	} cases[] = {
		{"5.1.1", ASKED_STATUS, "5.1.1"},
		{" 5.1.1\n", ASKED_STATUS, "5.1.1"},
		{"5.1.1.", ASKED_STATUS, "5.1.1"},
		{"5.7.509", ASKED_STATUS, "5.7.509"},
		{"2.1.23", ASKED_STATUS, "2.1.23"},
		{"X.1.1", ASKED_STATUS, "X.1.1"},
		{"x.1.1", ASKED_STATUS, "X.1.1"},
		{"5.1.0", ASKED_STATUS, "5.1.0"},
		{"4.X.X", ASKED_CLASS, "4.X.X"},
		{"4.XXX.YYY", ASKED_CLASS, "4.X.X"},
		{"X.7", ASKED_SUBJECT, "X.7.X"},
		{"5.7.x", ASKED_SUBJECT, "X.7.X"},
		{"550", ASKED_REPLY, "550"},
		{"599", ASKED_REPLY, "599"},
		{"101", ASKED_REPLY, "101"},
		{"605", ASKED_REPLY, "605"},
		{"1.0.1", ASKED_REPLY, "101"},
		{"1.1.1", ASKED_REPLY, "111"},
		{"3.5.4", ASKED_REPLY, "354"},
		{"5yz", ASKED_FIRST, "5yz"},
		{"4xx", ASKED_FIRST, "4yz"},
		{"1yz", ASKED_FIRST, "1yz"},
		{"x5z", ASKED_SECOND, "x5z"},
		{"status", ASKED_FIELD, ""},
		{"Reporting-MTA", ASKED_FIELD, ""},
		{"550 5.1.1", ASKED_TEXT, ""},
		{"550-5.1.1", ASKED_TEXT, ""},
		{"no such user", ASKED_TEXT, ""},
		{"", ASKED_TEXT, ""},
		{"-", ASKED_TEXT, ""},
		{"5.1.1 user unknown", ASKED_TEXT, ""},
		{"5.1", ASKED_BAD, "it has 2 numbers"},
		{"5.1.1.1", ASKED_BAD, "it has 4 numbers"},
		{"5.1.1234", ASKED_BAD, "the detail has more than three digits"},
		{"5.99999999999999999999.1", ASKED_BAD, "the subject has more than three digits"},
		{"6.1.1", ASKED_BAD, "the class"},
		{"05.1.1", ASKED_BAD, "the class"},
		{"1.0.2", ASKED_BAD, "the class"},
		{"5.01.1", ASKED_BAD, "the subject has a zero in front"},
		{"5.1.00", ASKED_BAD, "the detail has a zero in front"},
		{"5..1", ASKED_BAD, "the subject is missing"},
		{"5.1x.1", ASKED_BAD, "the subject is no number"},
		{"X.9.X", ASKED_BAD, "no such subject"},
		{"X.X.1", ASKED_BAD, "no such subject"},
		{"5. 1.1", ASKED_BAD, "white space"},
		{"5 1 1", ASKED_BAD, "white space"},
		{"600", ASKED_BAD, "three digits"},
		{"55", ASKED_BAD, "three digits"},
		{"5500", ASKED_BAD, "three digits"},
		{"x9z", ASKED_BAD, "three digits"},
		{"5y1", ASKED_BAD, "three digits"},
		{"1", ASKED_BAD, "three digits"},
	};

	for_each_case(c, cases) {
		Asked asked = asked_read(*state, c->text);
		g_autofree char *code = asked_code(&asked);
		const char *got = asked.kind == ASKED_BAD ? asked.fault : code;

		check(asked.kind == c->kind && strstr(got, c->code), "\"%s\": kind %d, \"%s\"",
		      c->text, (int)asked.kind, got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_kinds)};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
