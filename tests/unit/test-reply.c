/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "reply.h"

#include <string.h>

typedef struct {
	const char *text;
	unsigned code;
	BounceStatus status;
} Case;

static const Case plain_cases[] = {
	{"550 5.1.1 <a@example.org>: User unknown", 550, {5, 1, 1}},
	{"550", 550, {0}},
	{"550 RCPT", 550, {0}},
	{"550 #5.1.1 no", 550, {5, 1, 1}},
	{"550 (#5.1.1) no", 550, {5, 1, 1}},
	{"550 [5.7.1] no", 550, {5, 7, 1}},
	{"550 5.1.1. No such user", 550, {5, 1, 1}},
	{"550 - 5.1.1 no", 550, {5, 1, 1}},
	{"550 5.1.1: no", 550, {5, 1, 1}},
	{"550 5.7.509 no", 550, {5, 7, 509}},
	{"571 I have been told not to work with you!!!", 571, {0}},
	{"501 Bad Address Syntax", 501, {0}},
	{"550 User unknown", 550, {0}},
	{"554 Relay access denied", 554, {0}},
	{"554 5.1.0 Sender Denied", 554, {5, 1, 0}},
	{"420 TCP Write Error", 420, {0}},
	{"421 Too many concurrent SMTP connections from this IP address; please try again later",
         421,
         {0}},
	{"221 All messages processed successfully in this session", 221, {0}},
	{"451 4.7.1 Greylisting in action, please come back in 00:02:00 [minutes]", 451, {4, 7, 1}},
	{"503 This mail server requires authentication", 503, {0}},
	{"504 Ne to authenticate first", 504, {0}},
	{"250 2.1.5 Ok", 250, {2, 1, 5}},
};

static const Case opened_cases[] = {
	{"host mx.example.org[192.0.2.1] said: 452 4.2.2 full (in reply to RCPT)", 452, {4, 2, 2}},
	{"SMTP error after RCPT TO:<a@example.org>: 550 5.7.1 no", 550, {5, 7, 1}},
	{"smtp; 550 no", 550, {0}},
	{"SMTP;550 no", 550, {0}},
	{"x-unix; 550 no", 550, {0}},
	{"Remote Server returned '550 5.1.10 RecipientNotFound'", 550, {5, 1, 10}},
	{"mx.example.org #550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##", 550, {5, 1, 1}},
	{"<mx.example.org #5.1.1 smtp;550 5.1.1 no>", 550, {5, 1, 1}},
	{"The error that the other server returned was: 550 550 5.1.1 no", 550, {5, 1, 1}},
	{"The response was:\n\n550 #5.1.0 Address rejected.", 550, {5, 1, 0}},
	{"(reason: 550 5.1.1 no)", 550, {5, 1, 1}},
	{"<a@example.org>... 550 no", 550, {0}},
	{"PERM_FAILURE: SMTP Error (state 8 ): 554 5.1.0 Sender Denied", 554, {5, 1, 0}},
	{"SMTP Error (state 13): 503 This mail server requires authentication", 503, {0}},
	{"SMTP Error 450 5.2.3 Msg Size greater than allowed by Remote Host", 450, {5, 2, 3}},
	{"SMTP Error 550 5.1.2 Host unknown - host cannot be found", 550, {5, 1, 2}},
	{"SMTP Error 450 4.7.1 no", 450, {4, 7, 1}},
	{"SMTP Error 550 4.7.1 no", 550, {4, 7, 1}},
	{"SMTP error 451 Unable to complete command, DNS not available or timed out", 451, {0}},
	{"SMTP Error 500 Line too long.", 500, {0}},
	{"SMTP Permanent Error: 500 Access Denied By Port Access", 500, {0}},
	{"192.0.2.1 does not like recipient.\nRemote host said: 501 Invalid Address", 501, {0}},
	{"The reason given for the delay: 450 Host down (relay.example.org)", 450, {0}},
	{"The reason given for the delay: 451 Temporary local problem", 451, {0}},
	{"after end of data, host mx [192.0.2.1]: 451 192.0.2.9 has recently sent spam.", 451, {0}},
	{"delivery temporarily suspended: host mx refused to talk to me: 554 5.7.1 blocked",
         554,
         {5, 7, 1}},
	{"error:550 no", 550, {0}},
	{"rejected (550 no)", 550, {0}},
	{"The server answered \"550 no\"", 550, {0}},
	{"It failed - 550 no", 550, {0}},
	{"mail from me 550 5.7.1 no", 550, {5, 7, 1}}, /* two codes need no more */
};

static const Case long_cases[] = {
	{"550-5.1.1 no\n550 5.1.1 such user", 550, {5, 1, 1}},
	{"550-5.1.1 no such user\n550 try again", 550, {5, 1, 1}},
	{"550-no such user\n550 5.1.1 try again", 550, {5, 1, 1}},
	{"550-5.1.1 no such user 550 try again", 550, {5, 1, 1}}, /* Postfix joins lines */
	{"550-5.1.1 The account does not exist. 550-5.1.1 Double-check 550 5.1.1 https://g.example",
         550,
         {5, 1, 1}},
	{"550-5.1.1 no such user 550 5.2.2 full", 550, {5, 1, 1}},
	{"550-5.1.1 no such user 450 4.2.0 full", 550, {5, 1, 1}},
	{"550-5.7.1 [192.0.2.1 12] unsolicited\n550 5.7.1 mail", 550, {5, 7, 1}},
	{"554-No SMTP service 554-Bad DNS PTR resource record. 554 For more", 554, {0}},
	{"550-192.0.2.1 is listed\n550 no", 550, {0}},

	/* history, and the verdict */
	{"421 4.7.0 later\n550 5.1.1 no", 550, {5, 1, 1}},
	{"Earlier attempt: 421 4.7.0 later / 550 5.1.1 no", 550, {5, 1, 1}},
	{"550 5.1.1 no\n421 4.7.0 later", 421, {4, 7, 0}},
	{"550 5.1.1 no [416]", 550, {5, 1, 1}},
	{"550 5.1.1 no: 450 later", 550, {5, 1, 1}}, /* a part of what it says */
	{"mx1: 450 later\nmx2: 550 no", 550, {0}},
	{"mx1 said: 450 later, mx2 said: 550 no", 550, {0}},
	{"250 2.1.0 ok\n550 5.1.1 no\n250 2.0.0 ok", 550, {5, 1, 1}},
	{"550 5.1.351 Remote server returned unknown recipient -> 550 no", 550, {5, 1, 351}},
	{"450 4.2.2 full\n550 no", 550, {0}},

	/* what was said of the sender */
	{"550-Verification failed for <s@example.org>\n550-Called: 192.0.2.1\n"
         "550-Response: 550 5.1.1 unknown\n550 Sender verify failed",
         550,
         {0}},
	{"550-Verification failed 550-Response: 450 4.1.1 later / 550 5.1.1 no", 550, {5, 1, 1}},
	{"550 Verification failed Response: 550 5.1.1 unknown Sender verify failed", 550, {0}},

	/* transcripts */
	{">>> RCPT To:<a@example.org>\n<<< 550 5.1.1 no\n550 5.1.1 <a@example.org>... no",
         550,
         {5, 1, 1}},
	{">>> RCPT To:<a@example.org>\n<<< 550 5.7.1 listed\n550 5.1.1 a... User unknown\n"
         ">>> DATA\n<<< 503 Error: need RCPT command",
         550,
         {5, 7, 1}},
	{"<<< 554 no\n>>> QUIT\n<<< 421 4.7.0 too many errors\n554 5.0.0 Service unavailable",
         421,
         {4, 7, 0}},
	{"<<< 250 2.1.5 ok\n554 5.3.0 local trouble", 554, {5, 3, 0}},
	{"5501 5.1.1 no\n554 5.5.1 No valid recipients", 554, {5, 5, 1}},
	{"550 5.1.1 no\n554 5.5.1 No valid recipients", 550, {5, 1, 1}},
	{"550 5.1.1 no\n503 5.0.0 Need RCPT", 550, {5, 1, 1}},
};

static const Case status_cases[] = {
	{"Sorry, no mailbox here by that name. (#5.1.1)", 0, {5, 1, 1}},
	{"5.1.2 - Bad destination host 'DNS Hard Error looking up domain'", 0, {5, 1, 2}},
	{"5.1.2 The message could not be delivered", 0, {5, 1, 2}},
	{"Remote host said [5.1.1]", 0, {5, 1, 1}},
	{"550 mailbox unavailable (#5.1.1)", 550, {5, 1, 1}},
	{"5.3.0 - Other mail system problem 550-'Unknown user'", 550, {5, 3, 0}},
	{"5.1.0 - Unknown address error 550-'5.1.1 no'", 550, {5, 1, 1}},
	{"5.4.7 - Delivery expired 450-'4.2.2 full'", 450, {4, 2, 2}},
	{"550 no, as MTA 4.5.1 says", 550, {0}}, /* of another class */
};

/* Numbers that are none. */
static const Case other_cases[] = {
	{"connect to 192.0.2.550", 0, {0}},
	{"connect to 192.0.2.1:587 refused", 0, {0}},
	{"connect to mx.example.org:465 refused", 0, {0}},
	{"connect to [192.0.2.1]:587 refused", 0, {0}},
	{"connect to mx.example.org[192.5.7.8]: Operation timed out", 0, {0}},
	{"connect to 2001:db8:450:552::550 failed", 0, {0}},
	{"message of 552 KB is too large", 0, {0}},
	{"Size limit: 552 KB", 0, {0}},
	{"552 bytes over", 0, {0}},
	{"timed out after 450 seconds", 0, {0}},
	{"Timeout: 450 seconds", 0, {0}},
	{"please wait; 500 ms", 0, {0}},
	{"SMTP Error (state 13)", 0, {0}},
	{"(state 554)", 0, {0}},
	{"[AS(201806281)]", 0, {0}},
	{"see http://example.org/?no=550", 0, {0}},
	{"see http://example.org/550/5.1.1", 0, {0}},
	{"see http://example.org/550-5.1.1", 0, {0}},
	{"552@example.org is full", 0, {0}},
	{"<5.1.1@example.org>", 0, {0}},
	{"queue id 1xUx54-000550-1t, 4AE550", 0, {0}},
	{"Message-ID: 550.5.1.1.2024@example.org", 0, {0}},
	{"Service refused. OFR_416 [416]", 0, {0}},
	{"call 555-1234, or 450-555-1234", 0, {0}},
	{"550.1 x", 0, {0}},
	{"5501 x", 0, {0}},
	{"SMTP Error 101, Error opening connection", 0, {0}},
	{"Connection refused, 111 Can't open SMTP stream", 0, {0}},
	{"Exim 4.94.2", 0, {0}}, /* no such subject */
	{"Exim 4.5.1", 0, {0}},
	{"Perl version 5.6.0", 0, {0}},
	{"Postfix 2.5.1", 0, {0}},
	{"from 5.6.7.8 refused", 0, {0}},
	{"user complaints - 4.16.55.1; see", 0, {0}},
	{"version v5.1.1", 0, {0}},
	{"on 5.1.2024 at 4:50:550", 0, {0}},
	{"354 go on", 0, {0}},
	{"We don't relay for example.org", 0, {0}},
	{"", 0, {0}},
};

static void
check_find(const Case *c)
{
	BounceReply got = bounce_reply_find(bounce_slice(c->text));

	check(got.code == c->code && bounce_status_equal(got.status, c->status),
	      "\"%s\": %u %u.%u.%u", c->text, got.code, got.status.class, got.status.subject,
	      got.status.detail);
}

static void
test_find(void **state)
{
	for_each_case(c, plain_cases)
		check_find(c);
	for_each_case(c, opened_cases)
		check_find(c);
	for_each_case(c, long_cases)
		check_find(c);
	for_each_case(c, status_cases)
		check_find(c);
	(void)state;
}

static void
test_numbers_that_are_no_codes(void **state)
{
	for_each_case(c, other_cases)
		check_find(c);
	(void)state;
}

static void
test_words(void **state)
{
	static const struct {
		const char *text;
		const char *words;
	} cases[] = {
		{"smtp; 550 5.1.1 no", "550 5.1.1 no"},
		{"host mx said: 550-5.1.1 no 550 5.1.1 such user (in reply to RCPT)",
	         "550-5.1.1 no 550 5.1.1 such user (in reply to RCPT)"},
		{"Remote host said: 550 no such\n  user\nGiving up.", "550 no such\n  user"},
		{"421 later\n\n550 no\n\nBye", "550 no"},
		{"550 5.1.1 no\n503 Need RCPT", "550 5.1.1 no"},
		{"Hello.\r\nSorry. (#5.1.1)\r\nBye.", "Sorry. (#5.1.1)"},
		{"no code", ""},
	};

	for_each_case(c, cases) {
		BounceSlice words = bounce_reply_find(bounce_slice(c->text)).words;

		check(words.len == strlen(c->words) && memcmp(words.ptr, c->words, words.len) == 0,
		      "\"%s\": \"%.*s\"", c->text, (int)words.len, words.ptr);
	}
	(void)state;
}

static void
test_around(void **state)
{
	static const struct {
		const char *text;
		const char *around;
	} cases[] = {
		{"host mx said: 550 5.1.7 <a@example.org>: host mx2 said: 550 5.1.1 no",
	         "550 5.1.7 <a@example.org>: host mx2 said:"},
		{"450 a: host b said: 450 c: host d said: 550 e",
	         "450 a: host b said: 450 c: host d said:"},
		{"421 4.7.0 earlier / 550 5.1.1 no", ""},
		{"host mx said: 550 5.1.1 no", ""},
		{"550 5.1.1 no", ""},
		{"no code", ""},
	};

	for_each_case(c, cases) {
		BounceSlice around = bounce_reply_find(bounce_slice(c->text)).around;

		check(bounce_slice_equal_nocase(around, c->around), "\"%s\": \"%.*s\"", c->text,
		      (int)around.len, around.ptr);
	}
	(void)state;
}

static void
test_mixed(void **state)
{
	assert_true(bounce_reply_find(bounce_slice("550-5.1.1 a 550 5.2.2 b")).mixed);
	assert_true(bounce_reply_find(bounce_slice("550-5.1.1 a 450 4.2.0 b")).mixed);
	assert_true(bounce_reply_find(bounce_slice("<<< 550-5.1.1 a\n<<< 450 b")).mixed);
	assert_false(bounce_reply_find(bounce_slice("550-5.1.1 a 550 5.1.1 b")).mixed);
	assert_false(bounce_reply_find(bounce_slice("550-5.1.1 a 550 b")).mixed);
	assert_false(bounce_reply_find(bounce_slice("421 4.7.0 a\n550 5.1.1 b")).mixed);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),  cmocka_unit_test(test_numbers_that_are_no_codes),
		cmocka_unit_test(test_words), cmocka_unit_test(test_around),
		cmocka_unit_test(test_mixed),
	};

	return cmocka_run_group_tests_name("reply", tests, NULL, NULL);
}
