/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "address.h"

static void
test_typed(void **state)
{
	static const struct {
		const char *field, *type, *value;
	} cases[] = {
		{"rfc822; user@example.org", "rfc822", "user@example.org"},
		{"rfc822;user@example.org", "rfc822", "user@example.org"},
		{" RFC822 ;  <user@example.org> ", "RFC822", "<user@example.org>"},
		{"rfc/822;user@example.org", "rfc/822", "user@example.org"},
		{"user@example.org", "", "user@example.org"},
		{"user@example.org; x", "", "user@example.org; x"}, /* an address is no type */
		{"550 5.1.1 no; such user", "", "550 5.1.1 no; such user"},
		{"550; no", "", "550; no"},
		{"; x", "", "; x"},
		{"smtp;", "smtp", ""},
		{"", "", ""},
	};

	for_each_case(c, cases) {
		BounceSlice type, value;

		bounce_typed_split(bounce_slice(c->field), &type, &value);
		check(bounce_slice_equal_nocase(type, c->type) &&
		              bounce_slice_equal_nocase(value, c->value),
		      "\"%s\": \"%.*s\" and \"%.*s\"", c->field, (int)type.len, type.ptr,
		      (int)value.len, value.ptr);
	}
	(void)state;
}

static void
test_bare(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"<user@example.org>", "user@example.org"},
		{" user@example.org ", "user@example.org"},
		{"user@example.org (User Name)", "user@example.org"},
		{"<user@example.org> (a (nested) comment)", "user@example.org"},
		{"<<user@example.org>>", "<user@example.org>"}, /* one pair, no repair */
		{"<user@example.org", "<user@example.org"},
		{"(all of it)", ""},
		{")", ")"},
		{"<>", ""},
		{"", ""},
	};

	for_each_case(c, cases) {
		BounceSlice got = bounce_address_bare(bounce_slice(c->text));

		check(bounce_slice_equal_nocase(got, c->want), "\"%s\": \"%.*s\"", c->text,
		      (int)got.len, got.ptr);
	}
	(void)state;
}

static void
test_xtext(void **state)
{
	/* NULL: it is no xtext */
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"user+2Btag@example.org", "user+tag@example.org"},
		{"user+3Dx+2By@example.org", "user=x+y@example.org"},
		{"user@example.org", NULL},
		{"user+tag@example.org", NULL},     /* a plus of its own */
		{"user+2btag@example.org", NULL},   /* lower case is none */
		{"user+2Btag+x@example.org", NULL}, /* a bare plus: all of it is none */
		{"user+00@example.org", NULL},      /* NUL never */
		{"user+0A@example.org", NULL},      /* nor a line end */
		{"user+2", NULL},
		{"", NULL},
	};

	for_each_case(c, cases) {
		g_autofree char *got = bounce_address_decode_xtext(bounce_slice(c->text));

		check(g_strcmp0(got, c->want) == 0, "\"%s\": %s", c->text, got ? got : "NULL");
	}
	(void)state;
}

static void
test_utf8(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"\\x{43F}@example.org", "\xD0\xBF@example.org"},
		{"a\\x{2B}b", "a+b"},
		{"\\x{1F600}", "\xF0\x9F\x98\x80"},
		{"\\x{}", "\\x{}"},
		{"\\x{43F", "\\x{43F"},
		{"\\x{0}", "\\x{0}"},
		{"\\x{A}", "\\x{A}"},           /* a control */
		{"\\x{D800}", "\\x{D800}"},     /* a surrogate */
		{"\\x{110000}", "\\x{110000}"}, /* beyond Unicode */
		{"\xD0\xBF@example.org", "\xD0\xBF@example.org"},
	};

	for_each_case(c, cases) {
		g_autofree char *got = bounce_address_decode_utf8(bounce_slice(c->text));

		check(g_str_equal(got, c->want), "\"%s\": %s", c->text, got);
	}
	(void)state;
}

static void
test_sole(void **state)
{
	/* NULL: none, or more than one */
	static const struct {
		const char *value, *want;
	} cases[] = {
		{"user@example.org", "user@example.org"},
		{"<user@example.org>", "user@example.org"},
		{"\"User, A.\" <user@example.org>", "user@example.org"},
		{"User (a, b) <user@example.org>", "user@example.org"},
		{"user@example.org (User)", "user@example.org"},
		{"\"a\\\"b, c\" <user@example.org>", "user@example.org"},
		{"a@example.org, b@example.org", NULL},
		{"<a@example.org>, <b@example.org>", NULL},
		{"undisclosed-recipients:;", NULL},
		{"list: a@example.org;", NULL},
		{"User <user@example.org", NULL}, /* cut off */
		{"user", NULL},
		{"", NULL},
	};

	for_each_case(c, cases) {
		BounceSlice got = BOUNCE_SLICE_EMPTY;
		bool found = bounce_address_sole(bounce_slice(c->value), &got);

		check(found == (c->want != NULL) &&
		              (!found || bounce_slice_equal_nocase(got, c->want)),
		      "\"%s\": \"%.*s\"", c->value, (int)got.len, got.ptr);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typed), cmocka_unit_test(test_bare),
		cmocka_unit_test(test_xtext), cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_sole),
	};

	return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
