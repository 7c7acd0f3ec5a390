/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parts.h"

#include <string.h>

#define BOUNDARY "=_4bd1f02c"

/* A mail that returns less has no HTML. */
#define PLAIN_BYTES 8000
/* Of the text beside an attachment. */
#define COVER_BYTES 3000

/* ---- what is said about the recipients */

/* {to} {domain} {ip} {token} are filled in. */
static const struct {
	const char *said, *status, *action;
	unsigned weight;
} sayings[] = {
	{"550 5.1.1 <{to}>: Recipient address rejected: User unknown in virtual mailbox table",
         "5.1.1", "failed", 20},
	{"550-5.1.1 The email account that you tried to reach does not exist. Please\n"
         "    550-5.1.1 try double-checking the recipient's email address for typos or\n"
         "    550-5.1.1 unnecessary spaces. For more information, go to\n"
         "    550 5.1.1  https://support.bigmail.example/?p=NoSuchUser {token} - gsmtp",
         "5.1.1", "failed", 12},
	{"550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {to} not found by SMTP address "
         "lookup",
         "5.1.10", "failed", 8},
	{"550 Requested action not taken: mailbox unavailable", "5.0.0", "failed", 6},
	{"552 5.2.2 Mailbox size limit exceeded {token}", "5.2.2", "failed", 9},
	{"452-4.2.2 The recipient's inbox is out of storage space. Please direct the\n"
         "    452-4.2.2 recipient to\n"
         "    452 4.2.2  https://support.bigmail.example/?p=OverQuotaTemp {token} - gsmtp",
         "4.2.2", "failed", 7},
	{"550 5.2.1 The account of {to} is disabled", "5.2.1", "failed", 4},
	{"550 5.7.1 Service unavailable; client [{ip}] blocked using sbl.blocklist.example",
         "5.7.1", "failed", 6},
	{"554 5.7.1 <{to}>: Relay access denied", "5.7.1", "failed", 4},
	{"550-5.7.26 This mail has been blocked because the sender is unauthenticated.\n"
         "    550-5.7.26 Authentication results: DKIM = did not pass\n"
         "    550 5.7.26 SPF [{domain}] with ip: [{ip}] = did not pass {token} - gsmtp",
         "5.7.26", "failed", 4},
	{"550 5.7.509 Access denied, sending domain {domain} does not pass DMARC verification",
         "5.7.509", "failed", 3},
	{"connect to mx.{domain}[{ip}]:25: Connection timed out", "4.4.1", "delayed", 5},
	{"450 4.4.7 delivery time expired; last error: 451 4.7.1 <{to}>: Greylisted", "4.4.7",
         "failed", 4},
	{"Host or domain name not found. Name service error for name={domain} type=MX: Host "
         "not found",
         "5.4.4", "failed", 4},
	{"552 5.3.4 Message size exceeds fixed limit", "5.3.4", "failed", 2},
	{"554 5.4.6 Hop count exceeded - possible mail loop", "5.4.6", "failed", 1},
	{"421 4.7.0 Messages from {ip} temporarily deferred due to user complaints", "4.7.0",
         "delayed", 1},
};

void
bounce_say(Words *words, Recipient *to)
{
	unsigned all = 0;
	size_t i = 0;

	for (size_t j = 0; j < G_N_ELEMENTS(sayings); j++)
		all += sayings[j].weight;
	for (unsigned at = words_below(words, all); at >= sayings[i].weight; i++)
		at -= sayings[i].weight;

	g_autofree char *ip = words_ip(words);
	g_autofree char *token = words_token(words, 11);
	g_autoptr(GString) said = g_string_new(sayings[i].said);

	g_string_replace(said, "{to}", to->address, 0);
	g_string_replace(said, "{domain}", strchr(to->address, '@') + 1, 0);
	g_string_replace(said, "{ip}", ip, 0);
	g_string_replace(said, "{token}", token, 0);
	to->said = g_string_free(g_steal_pointer(&said), FALSE);
	to->status = sayings[i].status;
	to->action = sayings[i].action;
}

/* ---- parts that the mailers have in common */

static char *
date_text(gint64 when)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(when);

	return g_date_time_format(time, "%a, %d %b %Y %H:%M:%S +0000");
}

static void
add_date(GString *out, const char *name, gint64 when)
{
	g_autofree char *text = date_text(when);

	g_string_append_printf(out, "%s: %s\n", name, text);
}

static void
add_received(const Bounce *bounce, GString *out, unsigned n)
{
	Words *words = bounce->words;

	for (unsigned i = 0; i < n; i++) {
		g_autofree char *ip = words_ip(words);
		g_autofree char *token = words_token(words, 10);
		g_autofree char *to = words_address(words);
		g_autofree char *date = date_text(bounce->date - 7 * (gint64)i);
		const char *from = words_domain(words);

		g_string_append_printf(out, "Received: from mail.%s (mail.%s [%s])\n", from, from,
		                       ip);
		g_string_append_printf(out, "\tby mx.%s (Postfix) with ESMTPS id %s\n",
		                       words_domain(words), token);
		g_string_append_printf(out, "\tfor <%s>; %s\n", to, date);
	}
}

/* What servers on the way add. */
static void
add_traces(const Bounce *bounce, GString *out)
{
	Words *words = bounce->words;
	const char *domain = words_domain(words);

	if (words_chance(words, 60)) {
		g_string_append_printf(
			out,
			"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s;\n"
			"\ts=s1; h=from:to:subject:date:message-id; bh=\n\t",
			domain);
		words_add_base64(words, out, 76);
		g_string_append(out, "\tb=");
		words_add_base64(words, out, 76);
	}
	if (words_chance(words, 40))
		g_string_append_printf(out,
		                       "Authentication-Results: mx.example.org; dkim=pass\n"
		                       "\theader.i=@%s; spf=pass smtp.mailfrom=%s\n",
		                       domain, domain);
	if (words_chance(words, 30))
		g_string_append(out, "X-Spam-Status: No, score=-1.2 required=5.0\nX-Spam-Level:\n");
}

static void
add_subject(Words *words, GString *out)
{
	g_string_append(out, "Subject:");
	for (unsigned n = words_between(words, 2, 9); n > 0; n--)
		g_string_append_printf(out, " %s", words_word(words));
	g_string_append_c(out, '\n');
}

/* The mail that came back, with a header of about 1 KB. */
static void
add_original_header(const Bounce *bounce, GString *out)
{
	Words *words = bounce->words;

	g_string_append_printf(out, "Return-Path: <%s>\n", bounce->sender);
	add_received(bounce, out, words_between(words, 1, 3));
	add_traces(bounce, out);
	g_string_append_printf(out, "From: %s <%s>\nTo: <%s>\n", words_word(words), bounce->sender,
	                       bounce->recipients[0].address);
	add_subject(words, out);
	add_date(out, "Date", bounce->date - 300);
	g_string_append_printf(out, "Message-ID: <%s>\nMIME-Version: 1.0\n", bounce->original_id);
	if (words_chance(words, 40))
		g_string_append(out, "List-Id: <news.lists.example.org>\n"
		                     "List-Unsubscribe: <mailto:news-leave@lists.example.org>\n");
}

static void
add_text_part(Words *words, GString *out, const char *type, size_t n_bytes)
{
	g_string_append_printf(out,
	                       "--inner\nContent-Type: %s; charset=utf-8\n"
	                       "Content-Transfer-Encoding: 8bit\n\n",
	                       type);
	words_add_text(words, out, n_bytes);
}

/* Small mails are text alone, larger ones have HTML, the largest an attachment. */
void
bounce_add_original(const Bounce *bounce, GString *out)
{
	Words *words = bounce->words;
	size_t from = out->len;

	add_original_header(bounce, out);
	if (!bounce->is_whole) {
		g_string_append(out, "Content-Type: text/plain; charset=utf-8\n");
		return;
	}
	size_t left = MAX(bounce->n_bytes, from + 1000) - from;

	if (bounce->n_bytes < 8000) {
		g_string_append(out, "Content-Type: text/plain; charset=utf-8\n\n");
		words_add_text(words, out, left);
	} else if (!bounce->has_attachment) {
		g_string_append(out, "Content-Type: multipart/alternative; boundary=\"inner\"\n\n");
		add_text_part(words, out, "text/plain", left / 2);
		add_text_part(words, out, "text/html", left / 2);
		g_string_append(out, "--inner--\n");
	} else {
		g_string_append(out, "Content-Type: multipart/mixed; boundary=\"inner\"\n\n");
		add_text_part(words, out, "text/plain", 3000);
		g_string_append(out, "--inner\nContent-Type: application/pdf; name=\"report.pdf\"\n"
		                     "Content-Transfer-Encoding: base64\n\n");
		words_add_base64(words, out, left - 3000);
		g_string_append(out, "--inner--\n");
	}
}

/* The header of the report, up to what the mailers do not have in common. */
void
bounce_add_header(const Bounce *bounce, GString *out, const char *from, const char *subject)
{
	g_string_append(out, "Return-Path: <>\n");
	add_received(bounce, out, words_between(bounce->words, 1, 3));
	g_string_append_printf(out, "From: %s@%s\nTo: %s\nSubject: %s\n", from, bounce->host,
	                       bounce->sender, subject);
	add_date(out, "Date", bounce->date);
	g_string_append_printf(out, "Message-ID: <%s>\nAuto-Submitted: auto-replied\n", bounce->id);
}

static void
begin_report(GString *out)
{
	g_string_append(out, "MIME-Version: 1.0\n"
	                     "Content-Type: multipart/report; report-type=delivery-status;\n"
	                     "\tboundary=\"" BOUNDARY "\"\n\n"
	                     "This is a MIME-encapsulated message.\n\n"
	                     "--" BOUNDARY "\n");
}

void
bounce_begin_text(GString *out)
{
	begin_report(out);
	g_string_append(out, "Content-Type: text/plain; charset=us-ascii\n\n");
}

void
bounce_begin_alternative(GString *out)
{
	begin_report(out);
	g_string_append(out, "Content-Type: multipart/alternative; boundary=related\n\n"
	                     "--related\nContent-Type: text/plain; charset=utf-8\n\n");
}

void
bounce_add_html(const Bounce *bounce, GString *out, const char *title)
{
	g_string_append_printf(out,
	                       "--related\nContent-Type: text/html; charset=utf-8\n\n"
	                       "<html><body style=\"font-family: sans-serif\"><h2>%s</h2>\n<p>",
	                       title);
	for (size_t i = 0; i < bounce->n; i++)
		g_string_append_printf(out, "<b>%s</b><br><tt>%s</tt></p>\n",
		                       bounce->recipients[i].address, bounce->recipients[i].said);
	g_string_append(out, "</body></html>\n\n");
}

static void
add_recipient(const Bounce *bounce, const Recipient *to, GString *out)
{
	Words *words = bounce->words;

	g_string_append_c(out, '\n');
	if (words_chance(words, 70))
		g_string_append_printf(out, "Original-Recipient: rfc822;%s\n", to->address);
	g_string_append_printf(out, "Final-Recipient: rfc822; %s\nAction: %s\nStatus: %s\n",
	                       to->address, to->action, to->status);
	if (words_chance(words, 85))
		g_string_append_printf(out, "Remote-MTA: dns; mx.%s\n",
		                       strchr(to->address, '@') + 1);
	g_string_append_printf(out, "Diagnostic-Code: smtp; %s\n", to->said);
	if (words_chance(words, 40))
		add_date(out, "Last-Attempt-Date", bounce->date);
}

/* The delivery-status part and what came back; fields are of the message. */
void
bounce_end_report(const Bounce *bounce, GString *out, const char *fields)
{
	g_string_append_printf(out,
	                       "\n--" BOUNDARY "\nContent-Type: message/delivery-status\n\n"
	                       "Reporting-MTA: dns; %s\n%s",
	                       bounce->host, fields);
	add_date(out, "Arrival-Date", bounce->date - 200);
	for (size_t i = 0; i < bounce->n; i++)
		add_recipient(bounce, &bounce->recipients[i], out);
	g_string_append_printf(out, "\n--" BOUNDARY "\nContent-Type: %s\n\n",
	                       bounce->is_whole ? "message/rfc822" : "text/rfc822-headers");
	bounce_add_original(bounce, out);
	g_string_append(out, "\n--" BOUNDARY "--\n");
}

bool
bounce_is_delayed(const Bounce *bounce)
{
	for (size_t i = 0; i < bounce->n; i++)
		if (!g_str_equal(bounce->recipients[i].action, "delayed"))
			return false;
	return true;
}
