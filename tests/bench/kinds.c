/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kinds.h"

#include <string.h>

#include "parts.h"

/* The time in which they bounced, in Unix seconds. */
#define FIRST_DATE 1700000000
#define LAST_DATE 1780000000

static void
add_postfix(const Bounce *bounce, GString *out)
{
	g_autofree char *token = words_token(bounce->words, 10);
	g_autofree char *fields = g_strdup_printf(
		"X-Postfix-Queue-ID: %s\nX-Postfix-Sender: rfc822; %s\n", token, bounce->sender);

	bounce_add_header(bounce, out, "MAILER-DAEMON",
	                  bounce_is_delayed(bounce) ? "Delayed Mail (still being retried)"
	                                            : "Undelivered Mail Returned to Sender");
	bounce_begin_text(out);
	g_string_append_printf(out,
	                       "This is the mail system at host %s.\n\n"
	                       "I'm sorry to have to inform you that your message could not\n"
	                       "be delivered to one or more recipients. It's attached below.\n\n"
	                       "For further assistance, please send mail to postmaster.\n\n"
	                       "If you do so, please include this problem report. You can\n"
	                       "delete your own text from the attached returned message.\n\n"
	                       "                   The mail system\n\n",
	                       bounce->host);
	for (size_t i = 0; i < bounce->n; i++)
		g_string_append_printf(
			out, "<%s>: host mx.%s said:\n    %s (in reply to RCPT TO command)\n",
			bounce->recipients[i].address,
			strchr(bounce->recipients[i].address, '@') + 1, bounce->recipients[i].said);
	bounce_end_report(bounce, out, fields);
}

static void
add_exim(const Bounce *bounce, GString *out)
{
	bounce_add_header(bounce, out, "Mailer-Daemon",
	                  bounce_is_delayed(bounce)
	                          ? "Warning: message delayed 24 hours"
	                          : "Mail delivery failed: returning message to sender");
	g_string_append(out, "X-Failed-Recipients: ");
	for (size_t i = 0; i < bounce->n; i++)
		g_string_append_printf(out, "%s%s", i > 0 ? ",\n  " : "",
		                       bounce->recipients[i].address);
	g_string_append_c(out, '\n');
	bounce_begin_text(out);
	g_string_append(out, "This message was created automatically by mail delivery software.\n\n"
	                     "A message that you sent could not be delivered to one or more of\n"
	                     "its recipients. This is a permanent error. The following\n"
	                     "address(es) failed:\n\n");
	for (size_t i = 0; i < bounce->n; i++)
		g_string_append_printf(
			out,
			"  %s\n    host mx.%s\n"
			"    SMTP error from remote mail server after RCPT TO:<%s>:\n"
			"    %s\n",
			bounce->recipients[i].address,
			strchr(bounce->recipients[i].address, '@') + 1,
			bounce->recipients[i].address, bounce->recipients[i].said);
	bounce_end_report(bounce, out, "");
}

static void
add_sendmail(const Bounce *bounce, GString *out)
{
	bounce_add_header(bounce, out, "MAILER-DAEMON",
	                  bounce_is_delayed(bounce)
	                          ? "Warning: could not send message for past 4 hours"
	                          : "Returned mail: see transcript for details");
	bounce_begin_text(out);
	g_string_append_printf(
		out,
		"The original message was received at host %s\n"
		"from app.example.org [192.0.2.12]\n\n"
		"   ----- The following addresses had permanent fatal errors -----\n",
		bounce->host);
	for (size_t i = 0; i < bounce->n; i++)
		g_string_append_printf(out, "<%s>\n    (reason: %s)\n",
		                       bounce->recipients[i].address, bounce->recipients[i].said);
	g_string_append(out, "\n   ----- Transcript of session follows -----\n");
	for (size_t i = 0; i < bounce->n; i++)
		g_string_append_printf(out, "... while talking to mx.%s.:\n>>> DATA\n<<< %s\n",
		                       strchr(bounce->recipients[i].address, '@') + 1,
		                       bounce->recipients[i].said);
	bounce_end_report(bounce, out, "Received-From-MTA: DNS; app.example.org\n");
}

static void
add_exchange(const Bounce *bounce, GString *out)
{
	static const char title[] = "Your message couldn't be delivered";
	g_autofree char *subject = g_strdup_printf("Undeliverable: %s", words_word(bounce->words));

	bounce_add_header(bounce, out, "postmaster", subject);
	bounce_begin_alternative(out);
	g_string_append_printf(out, "Delivery has failed to these recipients or groups:\n\n");
	for (size_t i = 0; i < bounce->n; i++)
		g_string_append_printf(out,
		                       "%s\nThe email address you entered couldn't be found.\n\n",
		                       bounce->recipients[i].address);
	g_string_append_printf(out,
	                       "Diagnostic information for administrators:\n\n"
	                       "Generating server: %s\n\n",
	                       bounce->host);
	for (size_t i = 0; i < bounce->n; i++)
		g_string_append_printf(out, "%s\nRemote Server returned '%s'\n\n",
		                       bounce->recipients[i].address, bounce->recipients[i].said);
	bounce_add_html(bounce, out, title);
	g_string_append(out, "--related--\n");
	bounce_end_report(bounce, out, "");
}

static void
add_gmail(const Bounce *bounce, GString *out)
{
	bounce_add_header(bounce, out, "mailer-daemon",
	                  bounce_is_delayed(bounce) ? "Delivery Status Notification (Delay)"
	                                            : "Delivery Status Notification (Failure)");
	g_string_append_printf(out, "X-Failed-Recipients: %s\n", bounce->recipients[0].address);
	bounce_begin_alternative(out);
	g_string_append_printf(out,
	                       "\n** Address not found **\n\n"
	                       "Your message wasn't delivered to %s because the address\n"
	                       "couldn't be found, or is unable to receive mail.\n\n"
	                       "The response from the remote server was:\n%s\n\n",
	                       bounce->recipients[0].address, bounce->recipients[0].said);
	bounce_add_html(bounce, out, "Address not found");
	g_string_append(out, "--related\nContent-Type: image/png; name=\"icon.png\"\n"
	                     "Content-Transfer-Encoding: base64\nContent-ID: <icon.png>\n\n");
	words_add_base64(bounce->words, out, 2200);
	g_string_append(out, "--related--\n");
	bounce_end_report(bounce, out, "");
}

/* It has no report, only words. */
static void
add_qmail(const Bounce *bounce, GString *out)
{
	bounce_add_header(bounce, out, "MAILER-DAEMON", "failure notice");
	g_string_append_printf(out,
	                       "\nHi. This is the qmail-send program at %s.\n"
	                       "I'm afraid I wasn't able to deliver your message to the following "
	                       "addresses.\n"
	                       "This is a permanent error; I've given up. Sorry it didn't work "
	                       "out.\n\n",
	                       bounce->host);
	for (size_t i = 0; i < bounce->n; i++) {
		g_autofree char *ip = words_ip(bounce->words);

		g_string_append_printf(out,
		                       "<%s>:\n%s does not like recipient.\n"
		                       "Remote host said: %s\nGiving up on %s.\n\n",
		                       bounce->recipients[i].address, ip,
		                       bounce->recipients[i].said, ip);
	}
	g_string_append(out, "--- Below this line is a copy of the message.\n\n");
	bounce_add_original(bounce, out);
}

/* ---- messages */

static const struct {
	void (*add)(const Bounce *bounce, GString *out);
	unsigned percent;
} mailers[] = {
	{add_postfix, 30}, {add_exchange, 18}, {add_exim, 15},
	{add_gmail, 15},   {add_sendmail, 12}, {add_qmail, 10},
};

static void
choose_size(Words *words, Bounce *bounce)
{
	unsigned percent = words_below(words, 100);

	bounce->has_attachment = percent >= 95;
	if (percent < 70)
		bounce->n_bytes = words_between(words, 3000, 6000);
	else if (percent < 95)
		bounce->n_bytes = words_between(words, 10000, 40000);
	else
		bounce->n_bytes = words_between(words, 100000, 500000);
	bounce->is_whole = percent >= 70 || words_chance(words, 40);
}

static void
bounce_init(Bounce *bounce, Words *words)
{
	g_autofree char *token = words_token(words, 16);

	bounce->words = words;
	bounce->date = FIRST_DATE + words_below(words, LAST_DATE - FIRST_DATE);
	bounce->host = g_strdup_printf("mx%u.%s", words_below(words, 9), words_domain(words));
	bounce->sender = g_strdup_printf("%s-bounces@lists%u.example.org", words_word(words),
	                                 words_below(words, 9));
	bounce->id = g_strdup_printf("%s@%s", token, bounce->host);
	bounce->original_id = g_strdup_printf("%s.news@lists.example.org", token);
	bounce->n = words_chance(words, 90) ? 1 : words_between(words, 2, RECIPIENTS_MAX);
	for (size_t i = 0; i < bounce->n; i++) {
		bounce->recipients[i].address = words_address(words);
		bounce_say(words, &bounce->recipients[i]);
	}
	choose_size(words, bounce);
}

static void
bounce_clear(Bounce *bounce)
{
	for (size_t i = 0; i < bounce->n; i++) {
		g_free(bounce->recipients[i].address);
		g_free(bounce->recipients[i].said);
	}
	g_free(bounce->host);
	g_free(bounce->sender);
	g_free(bounce->id);
	g_free(bounce->original_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Bounce, bounce_clear)

static void
add_mixed(Words *words, GString *out)
{
	g_auto(Bounce) bounce = {0};
	unsigned at = words_below(words, 100);
	size_t i = 0;

	for (; at >= mailers[i].percent; i++)
		at -= mailers[i].percent;
	bounce_init(&bounce, words);
	mailers[i].add(&bounce, out);
}

static void
add_tiny(Words *words, GString *out)
{
	g_auto(Bounce) bounce = {0};

	bounce_init(&bounce, words);
	const char *to = bounce.recipients[0].address;
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(bounce.date);
	g_autofree char *date = g_date_time_format(time, "%a, %d %b %Y %H:%M:%S +0000");

	g_string_append_printf(
		out,
		"From: MAILER-DAEMON@mx.example.org\nTo: %s\n"
		"Subject: Undelivered Mail Returned to Sender\nDate: %s\n"
		"Message-ID: <%s>\nMIME-Version: 1.0\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
		"--b\nContent-Type: text/plain\n\n"
		"This is the mail system. <%s>: host mx said: 550 5.1.1 User unknown\n\n"
		"--b\nContent-Type: message/delivery-status\n\n"
		"Reporting-MTA: dns; mx.example.org\n\n"
		"Final-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1\n"
		"Diagnostic-Code: smtp; 550 5.1.1 <%s> User unknown\n\n"
		"--b\nContent-Type: text/rfc822-headers\n\n"
		"From: %s\nTo: %s\nSubject: hello %s\nMessage-ID: <%s>\n\n--b--\n",
		bounce.sender, date, bounce.id, to, to, to, bounce.sender, to, words_word(words),
		bounce.original_id);
}

static const struct {
	const char *name;
	void (*add)(Words *words, GString *out);
} kinds[N_KINDS] = {
	[KIND_MIXED] = {"mixed", add_mixed},
	[KIND_TINY] = {"tiny", add_tiny},
};

MailKind
kind_find(const char *name)
{
	MailKind kind = 0;

	while (kind < N_KINDS && !g_str_equal(name, kinds[kind].name))
		kind++;
	return kind;
}

void
kind_add(MailKind kind, Words *words, GString *out)
{
	kinds[kind].add(words, out);
}
