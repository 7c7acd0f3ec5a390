/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <bounce/extract.h>

#include <string.h>

#include "unit.h"

#define HEADER                                                                                     \
	"From: MAILER-DAEMON@example.org\nSubject: =?utf-8?q?gr=C3=BC=C3=9Fe?=\n"                  \
	"Content-Type: multipart/report; report-type=delivery-status;\n boundary=b\n"
#define FIELDS                                                                                     \
	"Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; neko@example.net\n"        \
	"X-Odd : kept\nStatus: 5.1.1"
#define REPORT HEADER "\n--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\n" FIELDS

static void
test_extract(void **state)
{
	static const struct {
		const char *what;
		const char *mail;
		const char *header, *status;
	} cases[] = {
		{"a report", REPORT "\n--b--\n", HEADER, FIELDS},
		{"of an mbox", "From MAILER-DAEMON Thu Jan  1 00:00:00 2026\n" REPORT "\n--b--\n",
	         HEADER, FIELDS},
		{"in base64",
	         HEADER "\n--b\nContent-Type: message/delivery-status\n"
	                "Content-Transfer-Encoding: base64\n\nU3RhdHVzOiA1LjEuMQ==\n--b--\n",
	         HEADER, "Status: 5.1.1"},
		{"no report", "From: ann@example.org\n\nStatus: 5.1.1\n", "From: ann@example.org\n",
	         ""},
		{"a header alone", "From: ann@example.org\n", "From: ann@example.org\n", ""},
		{"not UTF-8", "Subject: caf\351\n\n", "Subject: caf\357\277\275\n", ""},
		{"nothing", "", "", ""},
	};

	for_each_case(c, cases) {
		size_t len = strlen(c->mail);
		g_autofree char *header = bounce_extract(BOUNCE_EXTRACT_HEADER, c->mail, len);
		g_autofree char *status = bounce_extract(BOUNCE_EXTRACT_STATUS, c->mail, len);

		check(g_str_equal(header, c->header), "%s: header \"%s\"", c->what, header);
		check(g_str_equal(g_strchomp(status), c->status), "%s: status \"%s\"", c->what,
		      status);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_extract),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
