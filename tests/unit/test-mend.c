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
		{"Content-Type: multipart/mixed;\r\nboundary=B\r\n",
	         "multipart/mixed;  boundary=B\r\n", 1},
		{"A: b;\rContent-Type: multipart/mixed;\rboundary=B\nC: d",
	         "multipart/mixed; boundary=B\n", 1},
		{"Content-Type: multipart/mixed; x=\"y;z\";\nBOUNDARY=B;\nboundary=C\n",
	         "z\"; BOUNDARY=B;\nboundary=C\n", 1},
		{"A: b\nX-Content-Type: multipart/mixed;\nboundary=B\n", NULL, 0},
		{"A: b;\nboundary=B\n", NULL, 0},
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

/* N times the same, with something before and behind it. */
static char *
many(const char *before, const char *what, size_t n, const char *behind)
{
	GString *text = g_string_new(before);

	for (size_t i = 0; i < n; i++)
		g_string_append(text, what);
	g_string_append(text, behind);
	return g_string_free(text, FALSE);
}

static size_t
count(const char *text, size_t len, const char *what)
{
	size_t n = 0;

	for (const char *at = text;
	     (at = memmem(at, len - (size_t)(at - text), what, strlen(what))); at += strlen(what))
		n++;
	return n;
}

/* What GMime shall not see so much of; what is within the bounds stays as it is. */
static void
test_excess(void **state)
{
	static const struct {
		const char *before, *what;
		size_t n;
		const char *behind, *counted;
		size_t n_want;
		const char *note;
	} cases[] = {
		{"A: b\n\n", "--b\n\n", 4000, "--x\n", "--", 4000, "more parts than are read"},
		{"A: b\n\n", "--b\n\n", 3999, "--x\n", "--", 4000, ""},
		{"A: b\n\n", "- -b\n\n", 5000, "--x\n", "-b", 5000, ""},
		{"", "a:\r\n b\r\n", 20001, "\r\nx\r\n", "a:", 20000,
	         "a header with more fields than are read"},
		{"", "a:\n", 20001, "\nx:\n", "x:", 1, "a header with more fields than are read"},
		{"", "a:\n", 20000, "\nx:\n", "a:", 20000, ""},
		{"", "a:\n\n", 20001, "\nx:\n", "a:", 20001, ""},
		{"", "words\n", 20001, "\nx:\n", "words", 20001, ""},
		{"To: ", "a,", 101, "\n\n", ",", 100,
	         "an address header with more addresses than are read"},
		{"cc : ", "a,\n ", 101, "\n\n", ",", 100,
	         "an address header with more addresses than are read"},
		/* where GMime ends no line */
		{"From: a\rX: ", "a,", 101, "\n\n", ",", 100,
	         "an address header with more addresses than are read"},
		{"To: ", "a:", 64, "\n\n", ":", 64,
	         "an address header with more addresses than are read"},
		{"To: ", "a,", 100, "\n\n", ",", 100, ""},
		{"Keywords: ", "a,", 101, "\n\n", ",", 101, ""},
	};

	for_each_case(c, cases) {
		BounceReportBuilder *builder = bounce_report_builder_new();
		g_autofree char *text = many(c->before, c->what, c->n, c->behind);
		size_t len;
		g_autofree char *bytes = bounce_mend(bounce_slice(text), &len, builder);
		size_t n = count(bytes, len, c->counted);
		BounceReport *report = bounce_report_builder_end(builder);
		const char *note =
			bounce_report_n_notes(report) > 0 ? bounce_report_note(report, 0) : "";

		check(n == c->n_want, "%zu times \"%s\": %zu left", c->n, c->what, n);
		check(g_str_equal(note, c->note), "%zu times \"%s\": \"%s\"", c->n, c->what, note);
		check(*c->note || len == strlen(text), "%zu times \"%s\" is changed", c->n,
		      c->what);
		bounce_report_unref(report);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mend),
		cmocka_unit_test(test_excess),
	};

	return cmocka_run_group_tests_name("mend", tests, NULL, NULL);
}
