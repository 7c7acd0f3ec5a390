/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole messages, where what is asked is not a whole record (tests/golden) but
 * one property of it.
 */
#include "kb.h"
#include "report-build.h"

#include <string.h>

#define HEADER                                                                                     \
	"Return-Path: <>\nFrom: MAILER-DAEMON@mta.example\nTo: news@lists.example\n"               \
	"Subject: Undelivered Mail\nMessage-ID: <b1@mta.example>\nMIME-Version: 1.0\n"
#define REPORT "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
#define TEXT "--b\nContent-Type: text/plain\n\nSorry.\n\n"
#define STATUS "--b\nContent-Type: message/delivery-status\n\n"
#define FIELDS                                                                                     \
	"Reporting-MTA: dns; mta.example\n\nFinal-Recipient: rfc822; a@example.org\n"              \
	"Action: failed\nStatus: 5.1.1\n\n"
#define RETURNED                                                                                   \
	"--b\nContent-Type: message/rfc822\n\nFrom: news@lists.example\nTo: a@example.org\n"       \
	"Subject: =?utf-8?q?News_=E2=82=AC?=\nMessage-ID: <n1@lists.example>\n\nhello\n\n"
#define END "--b--\n"

static BounceReport *
parse(void *kb, const char *text, size_t len)
{
	static const char *const dirs[] = {"share/formats", NULL};
	g_autoptr(BounceFormats) formats = bounce_formats_load(dirs, NULL, NULL);
	g_autoptr(BounceParser) parser = bounce_parser_new(kb, formats, NULL, NULL);

	return bounce_parser_parse(parser, text, len);
}

static const char *
address_of(const BounceReport *report)
{
	return bounce_report_n_recipients(report) == 1 ? bounce_report_recipient(report, 0)->address
	                                               : "";
}

static bool
has_note(const BounceReport *report, const char *note)
{
	for (size_t i = 0; i < bounce_report_n_notes(report); i++)
		if (g_str_equal(bounce_report_note(report, i), note))
			return true;
	return false;
}

/* However it is labelled, encoded and ended, it is the same report. */
static void
test_shapes(void **state)
{
	static const struct {
		const char *what, *text;
	} cases[] = {
		{"as it should be", HEADER REPORT TEXT STATUS FIELDS RETURNED END},
		{"multipart/mixed (OpenSMTPD)", HEADER
	         "Content-Type: multipart/mixed; boundary=b\n\n" TEXT STATUS FIELDS RETURNED END},
		{"no part but the status",
	         HEADER "Content-Type: message/delivery-status\n\n" FIELDS},
		{"RFC 6533", HEADER REPORT TEXT
	         "--b\nContent-Type: message/global-delivery-status\n\n" FIELDS RETURNED END},
		{"labelled text/plain",
	         HEADER REPORT TEXT "--b\nContent-Type: text/plain\n\n" FIELDS RETURNED END},
		{"odd case", HEADER
	         "CONTENT-TYPE: Multipart/REPORT; Boundary=\"b\"\n\n" TEXT
	         "--b\ncontent-type: MESSAGE/Delivery-Status; charset=US-ASCII\n\n" FIELDS END},
		{"quoted-printable", HEADER REPORT TEXT
	         "--b\nContent-Type: message/delivery-status\n"
	         "Content-Transfer-Encoding: quoted-printable\n\n"
	         "Reporting-MTA: dns; m\n\nFinal-Recipient: rfc822; a=40example.org\n"
	         "Action: fail=\ned\nStatus: 5.1.1\n\n" END},
		{"base64", HEADER REPORT TEXT
	         "--b\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
	         "UmVwb3J0aW5nLU1UQTogZG5zOyBtCgpGaW5hbC1SZWNpcGllbnQ6IHJmYzgyMjsgYUBleGFtcGxl\n"
	         "Lm9yZwpBY3Rpb246IGZhaWxlZApTdGF0dXM6IDUuMS4xCg==\n" END},
		{"UTF-16 would be odd; Latin-1 is met", HEADER REPORT TEXT
	         "--b\nContent-Type: message/delivery-status; charset=iso-8859-1\n\n" FIELDS END},
		{"an encoding that it is not in",
	         HEADER REPORT TEXT "--b\nContent-Type: message/delivery-status\n"
	                            "Content-Transfer-Encoding: x-uuencode\n\n" FIELDS END},
		{"an mbox line in front",
	         "From MAILER-DAEMON Sun Nov 22 00:00:00 2026\n" HEADER REPORT TEXT STATUS FIELDS
	                 END},
		{"cut before the last boundary", HEADER REPORT TEXT STATUS FIELDS},
		{"no MIME-Version",
	         "From: MAILER-DAEMON@mta.example\n" REPORT TEXT STATUS FIELDS END},
		{"one level deeper", HEADER
	         "Content-Type: multipart/mixed; boundary=c\n\n--c\n" REPORT TEXT STATUS FIELDS END
	         "--c--\n"},
	};

	for_each_case(c, cases) {
		g_autoptr(BounceReport) report = parse(*state, c->text, strlen(c->text));

		check(bounce_report_envelope(report)->kind == BOUNCE_KIND_FAILURE &&
		              g_str_equal(bounce_report_envelope(report)->format, "rfc3464") &&
		              g_str_equal(address_of(report), "a@example.org") &&
		              bounce_report_recipient(report, 0)->class == BOUNCE_CLASS_HARD,
		      "%s: %s, \"%s\"", c->what,
		      bounce_kind_name(bounce_report_envelope(report)->kind), address_of(report));
	}
}

static void
test_line_ends(void **state)
{
	static const char *const ends[] = {"\r\n", "\r"};

	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_auto(GStrv) lines =
			g_strsplit(HEADER REPORT TEXT STATUS FIELDS RETURNED END, "\n", -1);
		g_autofree char *text = g_strjoinv(ends[i], lines);
		g_autoptr(BounceReport) report = parse(*state, text, strlen(text));

		assert_string_equal(address_of(report), "a@example.org");
		assert_string_equal(bounce_report_original(report)->message_id, "n1@lists.example");
	}
}

static void
test_returned_mail(void **state)
{
	static const char *const texts[] = {
		HEADER REPORT TEXT STATUS FIELDS RETURNED END,
		HEADER REPORT TEXT STATUS FIELDS "--b\nContent-Type: text/rfc822-headers\n\n"
						 "From: news@lists.example\nTo: a@example.org\n"
						 "Subject: =?utf-8?q?News_=E2=82=AC?=\n"
						 "Message-ID:\n <n1@lists.example>\n" END,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(BounceReport) report = parse(*state, texts[i], strlen(texts[i]));
		const BounceOriginal *original = bounce_report_original(report);

		assert_string_equal(original->subject, "News \u20AC");
		assert_string_equal(original->to, "a@example.org");
		assert_string_equal(original->message_id, "n1@lists.example");
	}
}

/* Only the report's own status part counts, never one of the mail it returns. */
static void
test_nested_reports(void **state)
{
	static const char text[] = HEADER REPORT TEXT STATUS FIELDS
		"--b\nContent-Type: message/rfc822\n\n"
		"From: x@example.org\nContent-Type: multipart/report; boundary=c\n\n"
		"--c\nContent-Type: message/delivery-status\n\n"
		"Final-Recipient: rfc822; victim@example.org\nAction: failed\nStatus: 5.1.1\n\n"
		"--c--\n" END;
	static const char forwarded[] =
		"From: friend@example.org\nSubject: Fwd: failure notice\n"
		"Content-Type: multipart/mixed; boundary=b\n\n" TEXT
		"--b\nContent-Type: message/rfc822\n\nFrom: x@example.org\n"
		"Content-Type: multipart/report; boundary=c\n\n--c\n"
		"Content-Type: message/delivery-status\n\n" FIELDS "--c--\n" END;
	g_autoptr(BounceReport) report = parse(*state, text, strlen(text));
	g_autoptr(BounceReport) other = parse(*state, forwarded, strlen(forwarded));

	assert_string_equal(address_of(report), "a@example.org");
	assert_int_equal(bounce_report_envelope(other)->kind, BOUNCE_KIND_OTHER);
	assert_int_equal(bounce_report_n_recipients(other), 0);
}

static void
test_kinds(void **state)
{
	static const struct {
		const char *text;
		BounceKind want;
	} cases[] = {
		{HEADER REPORT TEXT STATUS
	         "Final-Recipient: rfc822;a@b.example\nAction: delayed\n" END,
	         BOUNCE_KIND_DELAY},
		{HEADER REPORT TEXT STATUS
	         "Final-Recipient: rfc822;a@b.example\nAction: relayed\n" END,
	         BOUNCE_KIND_SUCCESS},
		{HEADER REPORT TEXT STATUS
	         "Final-Recipient: rfc822;a@b.example\nStatus: 2.0.0\n" END,
	         BOUNCE_KIND_SUCCESS},
		{HEADER REPORT TEXT STATUS
	         "Final-Recipient: rfc822;a@b.example\nAction: delivered\n\n"
	         "Final-Recipient: rfc822;c@b.example\nAction: failed\n" END,
	         BOUNCE_KIND_FAILURE},
		{HEADER REPORT TEXT STATUS
	         "Final-Recipient: rfc822;a@b.example\nAction: delayed\n\n"
	         "Final-Recipient: rfc822;c@b.example\nAction: delivered\n" END,
	         BOUNCE_KIND_DELAY},
		{HEADER REPORT TEXT STATUS
	         "Final-Recipient: rfc822;a@b.example\nStatus: 4.4.1\nWill-Retry-Until: x\n" END,
	         BOUNCE_KIND_DELAY},
		{HEADER REPORT
	         "--b\nContent-Type: text/plain\n\na@b.example: Envelope expired\n\n" STATUS
	         "Final-Recipient: rfc822;a@b.example\nAction: delayed\nStatus: 4.4.7\n" END,
	         BOUNCE_KIND_FAILURE},
		{HEADER REPORT TEXT STATUS
	         "Final-Recipient: rfc822;a@b.example\nAction: bogus\nStatus: 4.4.1\n" END,
	         BOUNCE_KIND_FAILURE},
		{HEADER REPORT TEXT STATUS END, BOUNCE_KIND_FAILURE},
		{HEADER
	         "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n" TEXT
	         "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n" END,
	         BOUNCE_KIND_FEEDBACK},
		{HEADER "Content-Type: multipart/report; report-type=disposition-notification; "
	                "boundary=b\n\n" TEXT
	                "--b\nContent-Type: message/disposition-notification\n\n"
	                "Disposition: manual-action/MDN-sent-manually; displayed\n\n" END,
	         BOUNCE_KIND_OTHER},
		{HEADER "\nThe mail could not be delivered.\n", BOUNCE_KIND_FAILURE},
		/* no format may read a failure out of a success */
		{"Return-Path: <>\nFrom: MAILER-DAEMON@mta.example\nSubject: Return receipt\n\n"
	         "<a@b.example>:\nrelayed to mx.b.example\n",
	         BOUNCE_KIND_SUCCESS},
		{"From: user@example.org\nSubject: hello\n\nFinal-Recipient: rfc822;a@b.example\n"
	         "Action: failed\nStatus: 5.1.1\n",
	         BOUNCE_KIND_OTHER},
		{"", BOUNCE_KIND_OTHER},
		{"x", BOUNCE_KIND_OTHER},
		{"\n\n\n", BOUNCE_KIND_OTHER},
	};

	for_each_case(c, cases) {
		g_autoptr(BounceReport) report = parse(*state, c->text, strlen(c->text));
		BounceKind got = bounce_report_envelope(report)->kind;

		check(got == c->want, "%s\n: %s", c->text, bounce_kind_name(got));
	}
}

/* Courier, OpenSMTPD: what the status part leaves out. */
static void
test_code_in_words_for_people(void **state)
{
	static const char text[] = HEADER REPORT
		"--b\nContent-Type: text/plain\n\nc@example.org: 552 5.2.2 full\n"
		"a@example.org: 550 5.1.1 no\n\n" STATUS
		"Final-Recipient: rfc822;a@example.org\nAction: failed\nStatus: 5.0.0\n\n"
		"Final-Recipient: rfc822;b@example.org\nAction: failed\nStatus: 5.0.0\n" END;
	g_autoptr(BounceReport) report = parse(*state, text, strlen(text));
	const BounceRecipient *a = bounce_report_recipient(report, 0);
	const BounceRecipient *b = bounce_report_recipient(report, 1);

	assert_true(bounce_status_equal(a->status, (BounceStatus){5, 1, 1}));
	assert_int_equal(a->status_source, BOUNCE_STATUS_SOURCE_TEXT);
	assert_string_equal(a->evidence, "550 5.1.1 no");
	assert_true(bounce_status_equal(b->status, (BounceStatus){5, 0, 0}));
}

/* Reports without a status part keep the words they have for people. */
static void
test_text_is_kept(void **state)
{
	static const char text[] = HEADER "Content-Type: text/plain; charset=iso-8859-1\n\n"
					  "Nicht zugestellt: unbekannter Empf\xE4nger\n";
	g_autoptr(BounceReport) report = parse(*state, text, strlen(text));

	assert_string_equal(bounce_report_envelope(report)->text,
	                    "Nicht zugestellt: unbekannter Empf\u00E4nger");
}

/* Bounds: what is over is cut and noted, and does not take long. */
static void
test_bounds(void **state)
{
	g_autoptr(GString) text = g_string_new(HEADER);

	while (text->len < BOUNCE_MESSAGE_MAX)
		g_string_append(text,
		                "X-Padding: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n");
	g_string_append(text, REPORT TEXT STATUS FIELDS END);
	g_autoptr(BounceReport) cut = parse(*state, text->str, text->len);
	assert_true(has_note(cut, "a long message; its end was not read"));
	assert_int_equal(bounce_report_n_recipients(cut), 0);

	g_string_assign(text, HEADER "Content-Type: multipart/mixed; boundary=b\n\n");
	for (size_t i = 0; i < 20000; i++)
		g_string_append(text, "--b\n\n\n");
	g_autoptr(BounceReport) parts = parse(*state, text->str, text->len);
	assert_true(has_note(parts, "more parts than are read"));

	g_string_assign(text, HEADER);
	for (size_t i = 0; i < 200; i++)
		g_string_append_printf(
			text, "Content-Type: multipart/mixed; boundary=b%zu\n\n--b%zu\n", i, i);
	g_autoptr(BounceReport) nested = parse(*state, text->str, text->len);
	assert_true(has_note(nested, "parts nested deeper than is read"));
}

/* GMime reads these by recursion: 250 KB of them would take the stack. */
static void
test_address_groups(void **state)
{
	static const char *const names[] = {"To",     "From",     "Cc",  "Bcc",
	                                    "Sender", "Reply-To", "to ", "TO"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GString) inner = g_string_new(NULL);
		g_autoptr(GString) text = g_string_new(NULL);

		g_string_append_printf(inner, "%s: ", names[i]);
		for (size_t n = 0; n < 60000; n++)
			g_string_append(inner, n % 100 == 99 ? "g:\n " : "g:");
		g_string_append_printf(text, "%s\n" HEADER REPORT TEXT STATUS FIELDS END,
		                       inner->str);
		g_autoptr(BounceReport) outer = parse(*state, text->str, text->len);
		assert_true(has_note(outer, "an address header with more addresses than are read"));
		assert_string_equal(address_of(outer), "a@example.org");

		g_string_printf(text,
		                HEADER REPORT TEXT STATUS FIELDS
		                "--b\nContent-Type: message/rfc822\n\n%s\n\nx\n" END,
		                inner->str);
		g_autoptr(BounceReport) returned = parse(*state, text->str, text->len);
		assert_string_equal(address_of(returned), "a@example.org");
	}
}

/* Exim names in the header who failed; the words of the text are about them. */
static void
test_failed_recipients(void **state)
{
	static const char exim[] =
		"\n\nThis message was created automatically by mail delivery software.\n\n"
		"A message that you sent could not be delivered to one or more of its\n"
		"recipients. This is a permanent error. The following address(es) failed:\n\n"
		"  a@example.org\n    550 no such user\n";
	static const struct {
		const char *failed, *text, *want; /* want: "address=diagnostic " of each */
	} cases[] = {
		{"a@example.org", exim, "a@example.org=550 no such user "},
		/* by another name; nobody else can be meant */
		{"b@example.org", exim, "b@example.org=550 no such user "},
		{", <b@example.org>,,c@example.org,", exim,
	         "b@example.org=550 no such user c@example.org=550 no such user "},
		{"b@example.org", "\n\nHello.\n", "b@example.org= "},
		{"b@example.org, c@example.org", "\n\nHello.\n", "b@example.org= c@example.org= "},
	};

	for_each_case(c, cases) {
		g_autofree char *text =
			g_strdup_printf(HEADER "X-Failed-Recipients: %s%s", c->failed, c->text);
		g_autoptr(BounceReport) report = parse(*state, text, strlen(text));
		g_autoptr(GString) got = g_string_new(NULL);

		for (size_t i = 0; i < bounce_report_n_recipients(report); i++) {
			const BounceRecipient *to = bounce_report_recipient(report, i);

			g_string_append_printf(got, "%s=%s ", to->address, to->diagnostic);
		}
		check(g_str_equal(got->str, c->want), "\"%s\": %s", c->failed, got->str);
	}
}

/* Whatever a text says it is written in: what can be read is, and what cannot is noted. */
static void
test_charsets(void **state)
{
	static const struct {
		const char *charset, *words;
		bool is_noted;
	} cases[] = {
		{"utf-8", "no such user", false},
		{"nonsense", "no such user", false},
		{"nonsense", "no such user \xe4", true},
		{"utf-8", "no such user \xe4", true},
		{"iso-8859-1", "no such user \xe4", false},
		{"us-ascii", "no such user \xe4", true},
		{"utf-16", "no such user \xe4", true},
		{"UTF-32LE", "no such user \xe4", true},
		{"ucs-2", "no such user \xe4", true},
		{"iso-2022-jp", "no such user \033$B$\"\033(B", false},
		{"iso-2022-jp", "no such user \033$Bx", true},
	};

	for_each_case(c, cases) {
		g_autofree char *text = g_strdup_printf(
			HEADER "Content-Type: text/plain; charset=%s\n\n<a@example.org>: %s\n",
			c->charset, c->words);
		g_autoptr(BounceReport) report = parse(*state, text, strlen(text));
		bool is_noted = has_note(report, "a text that is not in the charset it names");

		check(g_str_equal(address_of(report), "a@example.org"), "%s \"%s\": \"%s\"",
		      c->charset, c->words, address_of(report));
		check(is_noted == c->is_noted, "%s \"%s\": noted %d", c->charset, c->words,
		      is_noted);
	}
}

/* What stands in bytes that are no text as they are. */
static void
test_encoded_charsets(void **state)
{
	static const struct {
		const char *fields, *body;
	} cases[] = {
		{"text/plain; charset=utf-16\nContent-Transfer-Encoding: base64",
	         "//48AGEAQABlAHgAYQBtAHAAbABlAC4AbwByAGcAPgAKAA=="},
		{"text/plain\nContent-Transfer-Encoding: base64",
	         "PGFAZXhhbXBsZS5vcmc+OiAbIG5vIHN1Y2ggdXNlcgo="},
		{"text/plain", "<a@example.org>: \033 no such user"},
	};

	for_each_case(c, cases) {
		g_autofree char *text = g_strconcat(
			"From MAILER-DAEMON Sun Nov  1 10:00:00 2026\n"
			">From MAILER-DAEMON Sun Nov  1 10:00:00 2026\n" HEADER "Content-Type: ",
			c->fields, "\n\n", c->body, "\n", NULL);
		g_autoptr(BounceReport) report = parse(*state, text, strlen(text));

		check(g_str_equal(address_of(report), "a@example.org"), "\"%s\": \"%s\"", c->fields,
		      address_of(report));
	}
}

#define RIVAL "multipart/report; boundary=c"

/* Parts with next to nothing in them. */
static void
test_empty_parts(void **state)
{
	static const char *const parts[] = {
		"--b\nContent-Type: message/rfc822\n\n",
		"--b\nContent-Type: message/rfc822\n\n\n",
		"--b\nContent-Type: message/rfc822\n",
		"--b\nContent-Type: multipart/report; boundary=c\n\n--c\n--c--\n",
		"--b\nContent-Type: message/rfc822\n\nContent-Type: " RIVAL "\n\n--c\n--c--\n",
		"--b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!\n",
		"--b\nContent-Type: message/partial; id=x; number=1; total=2\n\nx\n",
		"--b\nContent-Type: message/external-body; access-type=x\n\nx\n",
		"--b\nContent-Type:\n\nx\n",
		"--b\n\n",
		"--b",
	};

	for_each_case(part, parts) {
		g_autofree char *before =
			g_strconcat(HEADER REPORT TEXT, *part, STATUS FIELDS, END, NULL);
		g_autofree char *last = g_strconcat(HEADER REPORT TEXT STATUS FIELDS, *part, NULL);
		g_autoptr(BounceReport) one = parse(*state, before, strlen(before));
		g_autoptr(BounceReport) two = parse(*state, last, strlen(last));

		check(g_str_equal(address_of(one), "a@example.org") ||
		              !g_str_has_suffix(*part, "\n"),
		      "before: \"%s\"", *part);
		check(g_str_equal(address_of(two), "a@example.org"), "last: \"%s\"", *part);
	}
}

static const BounceRecordField *
field_of(BounceFieldType type)
{
	const BounceRecordFields all[] = {bounce_envelope_fields(), bounce_recipient_fields()};

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		for (size_t n = 0; n < all[i].n; n++)
			if (all[i].field[n].type == type)
				return &all[i].field[n];
	fail_msg("no field of type %d", (int)type);
	return NULL;
}

static void
expect_critical(void)
{
	g_test_expect_message(NULL, G_LOG_LEVEL_CRITICAL, "*assertion*failed");
}

/* A mistake of a caller is told, and what it gets is nothing. */
static void
test_what_there_is_not(void **state)
{
	static const char text[] = HEADER REPORT TEXT STATUS FIELDS RETURNED END;
	g_autoptr(BounceReport) report = parse(*state, text, strlen(text));
	const BounceRecordField *date = field_of(BOUNCE_FIELD_DATE);
	const BounceRecordField *words = field_of(BOUNCE_FIELD_TEXT);
	const void *envelope = bounce_report_envelope(report);

	assert_true(bounce_field_date(date, envelope) == BOUNCE_DATE_NONE);
	expect_critical();
	assert_null(bounce_report_recipient(report, 1));
	expect_critical();
	assert_string_equal(bounce_report_note(report, bounce_report_n_notes(report)), "");
	expect_critical();
	assert_string_equal(bounce_kind_name((BounceKind)99), "");
	expect_critical();
	assert_string_equal(bounce_field_text(date, envelope), "");
	expect_critical();
	assert_int_equal(bounce_field_status(words, envelope).class, 0);
	expect_critical();
	assert_int_equal(bounce_field_reply(words, envelope), 0);
	expect_critical();
	assert_true(bounce_field_date(words, envelope) == BOUNCE_DATE_NONE);
	expect_critical();
	assert_false(bounce_field_flag(words, envelope));

	BounceReportBuilder *builder = bounce_report_builder_new();
	expect_critical();
	bounce_report_builder_drop(builder);
	expect_critical();
	assert_null(bounce_report_builder_recipient(builder, 0));
	BounceReport *nothing = bounce_report_builder_end(builder);
	assert_int_equal(bounce_report_n_recipients(nothing), 0);
	bounce_report_unref(nothing);
	g_test_assert_expected_messages();
}

/* What was written reads back the same, and nothing else reads back. */
static void
test_stored_form(void **state)
{
	static const char text[] = HEADER REPORT TEXT STATUS FIELDS RETURNED END;
	g_autoptr(BounceReport) report = parse(*state, text, strlen(text));
	g_autoptr(GByteArray) stored = bounce_report_to_bytes(report);
	g_autoptr(BounceReport) back = bounce_report_from_bytes(stored->data, stored->len, NULL);
	g_autoptr(GByteArray) again = bounce_report_to_bytes(back);

	assert_int_equal(stored->len, again->len);
	assert_memory_equal(stored->data, again->data, stored->len);

	/* every single byte changed, or the end missing: it reads back or it does not, and
	 * that is all */
	for (size_t i = 0; i < stored->len; i++) {
		g_autofree guint8 *bytes = g_memdup2(stored->data, stored->len);
		g_autoptr(GError) error = NULL;

		bytes[i] ^= 0x55;
		g_autoptr(BounceReport) bad = bounce_report_from_bytes(bytes, stored->len, &error);
		assert_true((bad == NULL) == (error != NULL));
		g_autoptr(BounceReport) cut = bounce_report_from_bytes(stored->data, i, NULL);
		assert_null(cut);
	}
}

/* All that goes out is UTF-8 without NUL, whatever came in. */
static void
test_text_is_valid(void **state)
{
	static const char text[] = HEADER REPORT TEXT STATUS
		"Final-Recipient: rfc822; a\xFF\0b@example.org\nStatus: 5.1.1\n"
		"Diagnostic-Code: smtp; \xE2\x82 \xC0\x9B \x1B[31m\n\n" END;
	g_autoptr(BounceReport) report = parse(*state, text, sizeof text - 1);
	BounceRecordFields fields = bounce_recipient_fields();

	assert_int_equal(bounce_report_n_recipients(report), 1);
	for (size_t i = 0; i < fields.n; i++)
		if (fields.field[i].type == BOUNCE_FIELD_TEXT)
			assert_true(g_utf8_validate(
				bounce_field_text(&fields.field[i],
			                          bounce_report_recipient(report, 0)),
				-1, NULL));
	assert_string_equal(address_of(report), "a\uFFFD\uFFFDb@example.org");
}

/* What is behind a NUL in a header is of it, too. */
static void
test_nul_in_header(void **state)
{
	static const char text[] = "X-Odd: a\0b\n" HEADER REPORT TEXT STATUS
				   "Final-Recipient: rfc822; a@example.org\nStatus: 5.1.1\n\n" END;
	g_autoptr(BounceReport) report = parse(*state, text, sizeof text - 1);
	g_autoptr(BounceReport) same = parse(*state, text + 11, sizeof text - 12);
	const BounceEnvelope *envelope = bounce_report_envelope(report);

	assert_string_not_equal(envelope->from, "");
	assert_string_equal(envelope->from, bounce_report_envelope(same)->from);
	assert_string_equal(envelope->subject, bounce_report_envelope(same)->subject);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_returned_mail),
		cmocka_unit_test(test_nested_reports),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_code_in_words_for_people),
		cmocka_unit_test(test_text_is_kept),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_address_groups),
		cmocka_unit_test(test_failed_recipients),
		cmocka_unit_test(test_charsets),
		cmocka_unit_test(test_encoded_charsets),
		cmocka_unit_test(test_empty_parts),
		cmocka_unit_test(test_what_there_is_not),
		cmocka_unit_test(test_stored_form),
		cmocka_unit_test(test_nul_in_header),
		cmocka_unit_test(test_text_is_valid),
	};

	return cmocka_run_group_tests_name("parser", tests, load_kb, unload_kb);
}
