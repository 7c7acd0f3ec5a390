/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <string.h>

#include "thin.h"

#define HEAD "Content-Type: multipart/report; boundary=\"B\"\n"
#define PART "--B\nContent-Type: message/rfc822\n"

static void
test_thin(void **state)
{
	static const struct {
		const char *text, *want; /* want: NULL as it was */
	} cases[] = {
		{"A: b\nContent-Type: text/plain;\n\tcharset=x\nC: d\n e\n\nF: g\n",
	         "Content-Type: text/plain;\n\tcharset=x\n\nF: g\n"},
		{"A: b\r\ncontent-transfer-encoding: base64\r\n\r\nF: g\r\n",
	         "content-transfer-encoding: base64\r\n\r\nF: g\r\n"},
		{"A: b\n\nx\n", "\nx\n"},
		/* what is read differently by different parsers is left to them */
		{"A: b\nwords\n\nx\n", NULL},
		{" A: b\n\nx\n", NULL},
		{"A : b\n\nx\n", NULL},
		{": b\n\nx\n", NULL},
		{"\xc3\xa9: b\n\nx\n", NULL},
		{"A: b\n \nC: d\n\nx\n", NULL},
		{"A: b\rC: d\n\nx\n", NULL},
		{"A: b", NULL},
		{"A: b\n", NULL},
		{"\nA: b\n\n", NULL},
		{"", NULL},
		/* parts */
		{HEAD
	         "A: b\n\nwords: x\n\n--B\nC: d\nContent-Type: text/plain\n\nE: f\n--B--\nG: h\n\n",
	         HEAD "\nwords: x\n\n--B\nContent-Type: text/plain\n\nE: f\n--B--\nG: h\n\n"},
		{HEAD "\n--B \t\nC: d\n\n--Bx\nC: d\n\n--B\nC d\n\n",
	         HEAD "\n--B \t\n\n--Bx\nC: d\n\n--B\nC d\n\n"},
		{"Content-Type: multipart/report; boundary=B\r\n\r\n--B\r\nC: "
	         "d\r\n\r\nx\r\n--B--\r\n",
	         "Content-Type: multipart/report; boundary=B\r\n\r\n--B\r\n\r\nx\r\n--B--\r\n"},
		/* of a boundary there is a doubt */
		{HEAD HEAD "\n--B\nC: d\n\n", NULL},
		{"Content-Type: text/plain; boundary=B\n\n--B\nC: d\n\n", NULL},
		{"Content-Type: multipart/; boundary=B\n\n--B\nC: d\n\n", NULL},
		{"Content-Type: multipart/mixed; boundary=\"B\\\"\"\n\n--B\\\nC: d\n\n", NULL},
		{"Content-Type: multipart/mixed; x-boundary=B; boundary=C\n\n--B\nC: d\n\n", NULL},
		/* a returned header */
		{HEAD "\n" PART "C: d\n\nTo: e\n\n\n--B--\n",
	         HEAD "\n--B\nContent-Type:text/rfc822\n\nTo: e\n\n\n--B--\n"},
		{HEAD "\n" PART "\nTo: e\n\n", HEAD "\n--B\nContent-Type:text/rfc822\n\nTo: e\n\n"},
		/* of which more is left, or which has parts of its own */
		{HEAD "\n" PART "\nTo: e\n\nx\n--B--\n", NULL},
		{HEAD "\n" PART "\nTo: e\n--B--\n", NULL},
		{HEAD "\n" PART "\nContent-Type: multipart/report; boundary=C\n\n\n--B--\n", NULL},
		{HEAD "\n" PART "\nContent-Type: multipart/mixed; boundary=B\n\n\n--B--\n", NULL},
		{HEAD "\n" PART "Content-Type: text/plain\n\nTo: e\n\n\n--B--\n", NULL},
		{HEAD "\n" PART "Content-Transfer-Encoding: base64\n\nVG86IGUK\n\n", NULL},
		{HEAD "\n--B\nContent-Type: message/rfc822-x\n\nTo: e\n\n\n--B--\n", NULL},
	};

	for_each_case(c, cases) {
		size_t len = strlen(c->text);
		/* Of its very size, so that a step beyond it shows. */
		g_autofree char *bytes = g_memdup2(c->text, MAX(len, 1));
		size_t begin = bounce_thin(bytes, &len);
		g_autofree char *got = g_strndup(bytes + begin, len);

		check(begin + len <= strlen(c->text), "\"%s\": it grows", c->text);
		check(g_str_equal(got, c->want ? c->want : c->text), "\"%s\": \"%s\"", c->text,
		      got);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_thin),
	};

	return cmocka_run_group_tests_name("thin", tests, NULL, NULL);
}
