/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <bounce/address.h>

#include "address.h"
#include "unit.h"

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

#define X10 "xxxxxxxxxx"
#define X50 X10 X10 X10 X10 X10

static void
test_valid(void **state)
{
	static const struct {
		const char *address;
		bool is_valid;
	} cases[] = {
		{"user@example.org", true},
		{"user@localhost", true},
		{"A@X.EXAMPLE", true},
		{"+1+1@x.example", true},
		{"-2+3@x.example", true},
		{"=1@x.example", true},
		{"o'hara@x.example", true},
		{"%s%n%n@x.example", true},
		{"a/b=c?d{e}f|g~h@x.example", true},
		{"a.b@x.example", true},
		{"a@1.example", true},

		{"\"=1,2\"@x.example", true},
		{"\"a\\\"b,c;d\"@x.example", true},
		{"\"a b\"@x.example", true},
		{"\"\"@x.example", true},
		{"\"a\"b\"@x.example", false},
		{"\"a\\\"@x.example", false}, /* the quote at the end is part of a pair */
		{"\"a@x.example", false},
		{"a b@x.example", false},
		{"a\tb@x.example", false},

		{"a@[127.0.0.1]", true},
		{"a@[IPv6:::1]", true},
		{"a@[IPv6:2001:db8::25]", true},
		{"a@[127.0.0]", false},
		{"a@[127.0.0.256]", false},
		{"a@[::1]", false},
		{"a@[IPv6:127.0.0.1]", false},
		{"a@[x.example]", false},
		{"a@[127.0.0.1", false},

		{"nobody@b\u00FCcher.example", true},
		{"nobody@xn--bcher-kva.example", true},
		{"\u043F\u043E@x.example", true},
		{"\u0915\u094D@x.example", true}, /* a mark that combines */

		{"", false},
		{"postmaster", false},
		{"/bin/false", false},
		{"@x.example", false},
		{"a@", false},
		{"a@@b.example", false},
		{"a@b@c.example", false},
		{"<a@x.example>", false},
		{"\"A\" <a@x.example>", false},
		{"a@x.example (comment)", false},
		{"a@x.example, b@y.example", false},
		{"mailto:a@x.example", false},
		{"@SUM(A1)@x.example", false},
		{"=cmd|' /c calc'!A1@x.example", false},
		{"a|b`$(id)@x.example", false},
		{"../../etc/passwd@x.example", false},
		{"a@x.example.", false},
		{"a@.x.example", false},
		{"a@x..example", false},
		{"a@-x.example", false},
		{"a@x-.example", false},
		{"a@x_y.example", false},
		{".a@x.example", false},
		{"a.@x.example", false},
		{"a..b@x.example", false},
		{"good@user.example victim@victim.example", false},
		{"good@user.example\nvictim@victim.example", false},

		{"a\u202Eb@x.example", false}, /* right-to-left override */
		{"a@x\u2066.example", false},  /* isolate */
		{"a\u200Bb@x.example", false}, /* zero-width space */
		{"a\u200Db@x.example", false}, /* joiner */
		{"a@x\u00AD.example", false},  /* soft hyphen */
		{"a\uFE0F@x.example", false},  /* variation selector */
		{"a\u3164@x.example", false},  /* Hangul filler */
		{"a\xC2\x9B"
	         "b@x.example",
	         false},                          /* C1 */
		{"a\u00A0b@x.example", false},    /* no-break space */
		{"\"a\u2028\"@x.example", false}, /* line separator */
		{"\"a\x1B[31m\"@x.example", false},
		{"a\uFFFDb@x.example", false}, /* a byte was lost */
		{"a\xFF@x.example", false},

		{X50 X10 "1234@x.example", true}, /* 64 octets */
		{X50 X10 "12345@x.example", false},
		{"a@" X50 "1234567890123.com", true}, /* 63 octets */
		{"a@" X50 "12345678901234.com", false},
		{"a@" X50 "." X50 "." X50 "." X50 "." X50, false},
	};

	for_each_case(c, cases)
		check(bounce_address_is_valid(c->address) == c->is_valid, "\"%s\"", c->address);
	(void)state;
}

static void
test_same(void **state)
{
	static const struct {
		const char *a, *b;
		bool is_same;
	} cases[] = {
		{"user@example.org", "User@Example.ORG", true},
		{"u@b\u00FCcher.example", "u@xn--bcher-kva.example", true},
		{"\"a b\"@example.org", "a b@example.org", true},
		{"\"a\\\"b\"@example.org", "a\"b@example.org", true},
		{"user@example.org", "user@example.com", false},
		{"user@example.org", "user2@example.org", false},
		{"root", "ROOT", true},
		{"root", "/bin/false", false},
		{"root", "root@example.org", false},
		{"", "user@example.org", false},
		{"@", "", false},
	};

	for_each_case(c, cases) {
		BounceSlice a = bounce_slice(c->a), b = bounce_slice(c->b);

		check(bounce_address_same(a, b) == c->is_same &&
		              bounce_address_same(b, a) == c->is_same,
		      "\"%s\", \"%s\"", c->a, c->b);
	}
	(void)state;
}

static void
test_named(void **state)
{
	static const struct {
		const char *text, *address;
		BounceNamed want;
	} cases[] = {
		{"<user@example.org>: no", "user@example.org", BOUNCE_NAMED_WHOLE},
		{"to User@Example.org.", "user@example.org", BOUNCE_NAMED_WHOLE},
		{"a@x.example, user@example.org", "user@example.org", BOUNCE_NAMED_WHOLE},
		{"a@[127.0.0.1]:", "a@[127.0.0.1]", BOUNCE_NAMED_WHOLE},
		{"u@xn--bcher-kva.example", "u@b\u00FCcher.example", BOUNCE_NAMED_WHOLE},
		{"other@example.org", "user@example.org", BOUNCE_NAMED_PART},
		{"user@forward.example", "user@example.org", BOUNCE_NAMED_PART},
		{"big.user@x.example", "user@example.org", BOUNCE_NAMED_NOT},
		{"user@example.org.evil.example", "user@example.org", BOUNCE_NAMED_PART},
		{"l+user=example.org@lists.example", "user@example.org", BOUNCE_NAMED_NOT},
		{"user at example.org", "user@example.org", BOUNCE_NAMED_NOT},
		{"@", "", BOUNCE_NAMED_NOT},
		{"a@b", "root", BOUNCE_NAMED_NOT},
	};

	for_each_case(c, cases)
		check(bounce_address_named(bounce_slice(c->text), c->address) == c->want,
		      "\"%s\" in \"%s\"", c->address, c->text);
	(void)state;
}

static void
test_of_sender(void **state)
{
	static const struct {
		const char *from, *want;
	} cases[] = {
		{"user@example.org", "user@example.org"},
		{"User <user@example.org>", "user@example.org"},
		{"user@example.org (User)", "user@example.org"},
		{"< user@example.org > (User)", "user@example.org"},
		/* what encoded words may have been */
		{"Name, Family (\"x <user@example.org>", "user@example.org"},
		{"<user@example.com> <user@example.org>", "user@example.org"},
		{"\"user@example.com\" <user@example.org>", "user@example.org"},
		{"\"a b\"@example.org", "\"a b\"@example.org"},
		{"user@example.org <", "user@example.org <"},
		{"user@example.com <user>", ""},
		{"<>", ""},
		{"User", ""},
		{"", ""},
	};

	for_each_case(c, cases) {
		g_autofree char *got = bounce_address_of_sender(c->from);

		check(strcmp(got, c->want) == 0, "%s: \"%s\"", c->from, got);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typed),     cmocka_unit_test(test_bare),
		cmocka_unit_test(test_xtext),     cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_sole),      cmocka_unit_test(test_valid),
		cmocka_unit_test(test_same),      cmocka_unit_test(test_named),
		cmocka_unit_test(test_of_sender),
	};

	return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
