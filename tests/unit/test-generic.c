/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kb.h"

#include <string.h>

#include "generic.h"

#define SENDER "Mail System <robot@mx.example.org>"
#define OWNER "<news-bounces@lists.example>"

/* want: "address=words of it;" for each, where the words are looked for in what is
 * said; returned: how the mail that came back begins. */
typedef struct {
	const char *text, *want, *returned;
} Case;

static const Case notices[] = {
	{"Could not deliver to\n\n  a@example.net\n\nNo such user here.\n",
         "a@example.net=No such user;", ""},
	{"<a@example.net>: host mx.example.net said:\n 550 5.1.1 unknown\n",
         "a@example.net=550 5.1.1 unknown;", ""},
	{"Your mail to a@example.net could not be\ndelivered, since the mailbox is full.\n",
         "a@example.net=could not be;", ""},
	{"The message, addressed to 'a@example.net',\nfailed since it expired.\n",
         "a@example.net=addressed to;", ""},
	{"Failed recipient: a@example.net\nReason: 550 no\n", "a@example.net=Reason: 550 no;", ""},
	{"Intended recipient: <a@example.net>\n\nSorry.\n", "a@example.net=Sorry.;", ""},
	{"Error-for:  a@example.net\nError-Text: \"554 looping\"\n", "a@example.net=554 looping;",
         ""},
	{"Recipient: [SMTP:a@example.net]\nReason: 550 mailbox unavailable\n",
         "a@example.net=mailbox unavailable;", ""},
	{"The following did not get it:\n\n\"a@example.net\"\n<b@example.net>\n\nUser unknown\n",
         "a@example.net=User unknown;b@example.net=User unknown;", ""},
	{"a@example.net ... unknown host\nb@example.net ... mailbox full\n",
         "a@example.net=unknown host;b@example.net=mailbox full;", ""},
	{"a@example.net on Fri, 20 Jul 2001 11:08:59 -0700\n  The name is not recognized\n",
         "a@example.net=not recognized;", ""},
	{"<a@example.net>, <b@example.net>\nmailbox full\n",
         "a@example.net=mailbox full;b@example.net=mailbox full;", ""},
	{"Your mail was not delivered to a.b-c+d@sub.example.net.\n",
         "a.b-c+d@sub.example.net=not delivered;", ""},

	/* only the text says for whom it was */
	{"Sorry, we are full.\n\nSubject: News\nTo: a@example.net\n", "a@example.net=;", ""},
	{"Trouble with local user a.\n(Originally addressed to a@example.net)\n\nBad luck\n",
         "a@example.net=;", ""},
	{"To: list@example.net\nSubject: News\n\ndid not reach\n\na@example.net on Friday\n  "
         "full\n",
         "a@example.net=full;", ""},

	/* other tongues */
	{"Ihre Nachricht an a@example.net konnte nicht zugestellt werden.\n",
         "a@example.net=nicht zugestellt;", ""},
	{"Die Nachricht von b@example.org an\na@example.net wurde nicht zugestellt.\n",
         "a@example.net=nicht zugestellt;", ""},
	{"Votre message n'a pas pu être remis à a@example.net.\n", "a@example.net=remis;", ""},
	{"Su mensaje para a@example.net no se pudo entregar.\n", "a@example.net=entregar;", ""},
	{"Não foi possível entregar a mensagem a a@example.net\n", "a@example.net=entregar;", ""},
	{"Impossibile recapitare il messaggio a a@example.net\n", "a@example.net=recapitare;", ""},
	{"Не удалось доставить письмо для a@example.net\n", "a@example.net=доставить;", ""},
	{"次の宛先に配信できませんでした。\n\n<a@example.net>\n", "a@example.net=配信できません;",
         ""},
	{"邮件无法投递到以下地址：\n\n<a@example.net>:\n\n用户不存在\n", "a@example.net=不存在;",
         ""},

	/* where the returned mail begins, nothing more is read */
	{"<a@example.net>: full\n\n--- Original message follows ---\n\nTo: c@example.net\n",
         "a@example.net=full;", "\nTo: c@"},
	{"<a@example.net>: full\n\nReturn-Path: <x@example.org>\nReceived: by x\nTo: "
         "c@example.net\n",
         "a@example.net=full;", "Return-Path:"},
	{"<a@example.net>: full\nIf you like, delete text of the returned message.\n"
         "<b@example.net>: full\n",
         "a@example.net=full;b@example.net=full;", ""},
	{"From: b@example.org\nTo: a@example.net\nSubject: News\n\n<a@example.net>: full\n",
         "a@example.net=full;", ""},
};

/* Nobody is blamed for being mentioned. */
static const Case bystanders[] = {
	{"Mail was rejected.\n> <a@example.net>: 550 user unknown\n", "", ""},
	{"Delivery failed.\nFrom: Some Body <a@example.net>\n", "", ""},
	{"Delivery failed.\nMessage-ID: <20260101.1@example.net>\n", "", ""},
	{"Delivery failed.\nReply-To: a@example.net\n", "", ""},
	{"It was rejected; for help contact a@example.net.\n", "", ""},
	{"It was rejected; for help please contact\na@example.net\n", "", ""},
	{"It was not delivered. Send mail to: <helpdesk@example.net>\n", "", ""},
	{"Rejected: see https://example.net/why?to=a@example.net for more\n", "", ""},
	{"Rejected: see <mailto:a@example.net> for more\n", "", ""},
	{"Delivery to the following failed:\n\nrobot@mx.example.org\n", "", ""},
	{"The mail from news-bounces@lists.example was rejected\n", "", ""},
	{"They do not accept mail from a@example.net:\n\tb\n", "", ""},
	{"It failed.\n\nWe are a@example.net and b@example.net and like mail.\n", "", ""},
	{"It failed for a@localhost and @example.net and a@.\n", "", ""},
	{"MAIL FROM: a@example.net\n550 rejected\n", "", ""},
	{"It failed.\n\nWe have told\na@example.net of it.\nb@example.net is well.\n", "", ""},
	{"", "", ""},
};

static void
check_case(const BounceNoticeInfo *info, const Case *c)
{
	g_autoptr(BounceReading) reading = bounce_generic_read(
		info, bounce_slice(c->text), bounce_slice(SENDER), bounce_slice(OWNER));
	g_auto(GStrv) wants = g_strsplit(c->want, ";", -1);
	guint n = g_strv_length(wants) > 0 ? g_strv_length(wants) - 1 : 0;

	check(reading->heard->len == n, "\"%s\": %u heard, the first %s", c->text,
	      reading->heard->len,
	      reading->heard->len > 0 ? ((BounceHeard *)reading->heard->pdata[0])->address : "");
	for (guint i = 0; i < n; i++) {
		const BounceHeard *heard = reading->heard->pdata[i];
		g_auto(GStrv) want = g_strsplit(wants[i], "=", 2);

		check(g_str_equal(heard->address, want[0]), "\"%s\": %s", c->text, heard->address);
		check(strstr(heard->said->str, want[1]), "\"%s\": %s says \"%s\"", c->text,
		      heard->address, heard->said->str);
	}
	check(bounce_slice_starts_nocase(reading->returned, c->returned) &&
	              (*c->returned != '\0' || reading->returned.len == 0),
	      "\"%s\": returned \"%.*s\"", c->text, (int)reading->returned.len,
	      reading->returned.ptr);
}

static void
test_notices(void **state)
{
	for_each_case(c, notices)
		check_case(bounce_kb_notice(*state), c);
}

static void
test_bystanders(void **state)
{
	for_each_case(c, bystanders)
		check_case(bounce_kb_notice(*state), c);
}

/* However the text is cut, reading it ends and stays within it. */
static void
test_cut(void **state)
{
	static const char text[] = "\n <a@example.net>: 550 no\n\nFrom b@\r\n--- Original mail\n@";
	const BounceNoticeInfo *info = bounce_kb_notice(*state);

	for (size_t i = 0; i < strlen(text); i++) {
		g_autofree char *end = g_memdup2(text, i);
		g_autoptr(BounceReading) reading =
			bounce_generic_read(info, (BounceSlice){end ? end : "", i},
		                            BOUNCE_SLICE_EMPTY, BOUNCE_SLICE_EMPTY);

		check(reading->heard->len <= 1, "%zu bytes", i);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_notices),
		cmocka_unit_test(test_bystanders),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests_name("generic", tests, load_kb, unload_kb);
}
