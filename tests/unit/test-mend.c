/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <string.h>

#include "mend.h"

#define PARTS "\n--B\nContent-Type: text/plain\n\nx\n--B--\n"

static void
test_mend(void **state)
{
	static const struct {
		const char *text, *want; /* want: NULL as it was; else what it must hold */
		unsigned n_notes;
	} cases[] = {
		{"A: b\n\nx\n", NULL, 0},
		{"A: b\rC: d\r\rx\r", "A: b\nC: d\n\nx\n", 0},
		{"Subject: x\n" PARTS, "\nContent-Type: multipart/mixed; boundary=\"B\"\n\n--B", 1},
		{"Content-Type: multipart/report;\n" PARTS,
	         "\nContent-Type: multipart/report; boundary=\"B\"\n\n--B", 1},
		{"Subject: x\n\nThis is MIME.\n" PARTS, "boundary=\"B\"\n\nThis is", 1},
		/* a notice with a returned multipart below it is no multipart */
		{"Subject: x\n\nHello,\n\n1\n2\n3\n4\n" PARTS, NULL, 0},
		{"Content-Type: text/plain\n" PARTS, NULL, 0},
		{"Content-Type: multipart/mixed; boundary=\"B\"\n" PARTS, NULL, 0},
		{"Subject: x\n\n--\nContent-Type: text/plain\n", NULL, 0},
		{"Subject: x\n\n--a \"b\nContent-Type: text/plain\n", NULL, 0},
		{"A: b\nContent-Type: multipart/mixed;\nboundary=\"B\"\n",
	         "multipart/mixed; boundary=\"B\"", 1},
		/* parts cut out of it */
		{"Content-Type: multipart/report; boundary=\"B\"\n\nwords\n",
	         "boundary=\"B\"\nContent-Type: text/plain\n\nwords", 1},
		{"Content-Type: multipart/report; boundary=B; x=y\n\n --B\n",
	         "\nContent-Type: text/plain\n\n --B", 1},
		{"Content-Type: multipart/report; boundary=B; x=y\n" PARTS, NULL, 0},
		{"Content-Type: multipart/report; boundary=B\n\n\n", NULL, 0},
		{"Content-Type: multipart/report; boundary=\n\nwords\n", NULL, 0},
		{"Content-Type:", NULL, 0},
		{"", NULL, 0},
	};

	for_each_case(c, cases) {
		BounceReportBuilder *builder = bounce_report_builder_new();
		size_t len;
		g_autofree char *bytes = bounce_mend(bounce_slice(c->text), &len, builder);
		g_autofree char *got = g_strndup(bytes, len);
		BounceReport *report = bounce_report_builder_end(builder);

		check(strstr(got, c->want ? c->want : c->text), "\"%s\": \"%s\"", c->text, got);
		check(c->want || len == strlen(c->text), "\"%s\": %zu bytes", c->text, len);
		check(bounce_report_n_notes(report) == c->n_notes, "\"%s\": %zu notes", c->text,
		      bounce_report_n_notes(report));
		bounce_report_unref(report);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mend),
	};

	return cmocka_run_group_tests_name("mend", tests, NULL, NULL);
}
