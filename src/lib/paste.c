/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paste.h"

#include "bounds.h"
#include "classify.h"
#include "dsn.h"
#include "fields.h"
#include "notice-read.h"
#include "phrase.h"
#include "recipient.h"
#include "said.h"

#include <string.h>

/* Fields that make the top of a text the header of a mail. */
#define HEADER_FIELDS_MIN 2

typedef struct {
	const BounceKb *kb;
	const BounceFormats *formats;
	BounceSlice text;
	BounceReportBuilder *builder;
} Paste;

/* ---- what it is */

static bool
is_of_mail(BounceSlice name)
{
	static const char *const names[] = {"From",        "To",          "Subject",
	                                    "Date",        "Message-ID",  "Received",
	                                    "Return-Path", "MIME-Version"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (bounce_slice_equal_nocase(name, names[i]))
			return true;
	return false;
}

bool
bounce_paste_is_mail(BounceSlice text)
{
	size_t n = 0;
	BounceField field;
	BounceSlice rest = text;

	while (n < HEADER_FIELDS_MIN && bounce_field_next(&rest, &field) == BOUNCE_FIELD_FOUND) {
		/* what is no field is stepped over, but a header begins with one */
		if (n == 0 && field.name.ptr > text.ptr)
			return false;
		n += is_of_mail(field.name);
		text = rest;
	}
	return n == HEADER_FIELDS_MIN;
}

/* The blanks and ">" with which every line begins. */
static BounceSlice
find_margin(BounceSlice text)
{
	BounceSlice margin = BOUNCE_SLICE_EMPTY, line;
	bool is_first = true;

	while ((is_first || margin.len > 0) && bounce_slice_next_line(&text, &line)) {
		size_t n = 0;

		if (bounce_slice_trim(line).len == 0)
			continue;
		while (bounce_slice_is_blank_at(line, n) || bounce_slice_at(line, n) == '>')
			n++;
		if (is_first)
			margin = bounce_slice_take(line, n);
		for (n = 0; n < margin.len && bounce_slice_at(line, n) == margin.ptr[n];)
			n++;
		margin.len = n;
		is_first = false;
	}
	return margin;
}

/* A report that is quoted in a mail or indented on a page; its fields would be taken
 * for folded lines. */
static GString *
without_margin(BounceSlice text)
{
	size_t margin = find_margin(text).len;
	GString *plain = g_string_sized_new(text.len);
	BounceSlice line;

	while (bounce_slice_next_line(&text, &line)) {
		line = bounce_slice_skip(line, margin);
		g_string_append_len(plain, line.ptr, (gssize)line.len);
		g_string_append_c(plain, '\n');
	}
	return plain;
}

/* ---- what it says */

/* What stands before the name of the server that is talked to, and behind it. */
static const struct {
	const char *before, *behind;
} host_marks[] = {
	{"connect to ", "[("},
	{"host down (", ")"},
	{"host ", "[(:"},
	{"while talking to ", ":"},
};

/* "mx.example.org", at the front of text; empty when there is none. */
static BounceSlice
take_host(BounceSlice text)
{
	size_t len = 0;

	while (g_ascii_isalnum(bounce_slice_at(text, len)) || bounce_slice_at(text, len) == '.' ||
	       bounce_slice_at(text, len) == '-')
		len++;
	while (len > 0 && text.ptr[len - 1] == '.')
		len--;
	text = bounce_slice_take(text, len);
	return len > 0 && memchr(text.ptr, '.', len) ? text : BOUNCE_SLICE_EMPTY;
}

static BounceSlice
find_host(BounceSlice text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(host_marks); i++) {
		size_t at = bounce_slice_find_nocase(text, host_marks[i].before);
		BounceSlice rest = bounce_slice_skip(text, at + strlen(host_marks[i].before));
		BounceSlice host = take_host(rest);

		rest = bounce_slice_skip(rest, host.len);
		if (bounce_slice_at(rest, 0) == '.')
			rest = bounce_slice_skip(rest, 1);
		rest = bounce_slice_skip(rest, bounce_slice_count_blanks(rest));
		if (host.len > 0 && rest.len > 0 && strchr(host_marks[i].behind, rest.ptr[0]))
			return host;
	}
	return BOUNCE_SLICE_EMPTY;
}

/* A text that a person wrote may tell of a delay anywhere. */
static bool
tells_delay(const Paste *paste, const BounceRecipient *to)
{
	g_autofree char *words =
		bounce_phrase_fold(bounce_slice(to->diagnostic), BOUNCE_DIAGNOSTIC_MAX);

	return bounce_phrase_find(words, bounce_kb_notice(paste->kb)->delays);
}

static bool
is_known(const BounceRecipient *to)
{
	return to->reply > 0 || bounce_status_is_set(to->status) ||
	       to->action != BOUNCE_ACTION_NONE || !g_str_equal(to->rule, "no-code");
}

/* Nobody is named, so that nobody can be removed by mistake. */
static bool
names_nobody(const Paste *paste)
{
	return bounce_report_builder_n_recipients(paste->builder) == 1 &&
	       *bounce_report_builder_recipient(paste->builder, 0)->address == '\0';
}

static void
judge(const Paste *paste, BounceSlice before)
{
	BounceWitnesses witnesses = bounce_witnesses_read(NULL, NULL, before);
	g_autoptr(BounceSaid) said = bounce_said_read(before);

	size_t n = bounce_report_builder_n_recipients(paste->builder);

	bounce_recipients_settle(paste->builder, NULL, &witnesses);
	for (size_t i = 0; i < n; i++) {
		BounceRecipient *to = bounce_report_builder_recipient(paste->builder, i);

		if (*to->remote_mta == '\0')
			to->remote_mta = bounce_report_builder_keep_line(
				paste->builder, find_host(bounce_slice(to->diagnostic)),
				BOUNCE_LINE_MAX);
		BounceTold told = {bounce_said_about(said, to),
		                   n == 1 ? before : BOUNCE_SLICE_EMPTY};
		bounce_classify(paste->kb, paste->builder, to, told);
	}
	if (!names_nobody(paste))
		bounce_recipients_guard(paste->builder, &witnesses);
}

/* Of the only one nothing may have been found. */
static bool
drop_unknown(const Paste *paste)
{
	if (bounce_report_builder_n_recipients(paste->builder) != 1 ||
	    is_known(bounce_report_builder_recipient(paste->builder, 0)))
		return false;
	bounce_report_builder_drop(paste->builder);
	return true;
}

static bool
read_fields(const Paste *paste)
{
	BounceEnvelope *envelope = bounce_report_builder_envelope(paste->builder);
	size_t at = bounce_dsn_find(paste->text);

	if (bounce_dsn_parse(bounce_slice_skip(paste->text, at), paste->builder) == 0)
		return false;
	judge(paste, bounce_slice_take(paste->text, at));
	if (drop_unknown(paste))
		return false;
	envelope->format = "rfc3464";
	envelope->kind = bounce_recipients_kind(paste->builder);
	return true;
}

/* One paragraph is about one recipient, and all of it. */
static void
take_all_words(const Paste *paste, BounceSlice returned)
{
	BounceRecipient *to = bounce_report_builder_recipient(paste->builder, 0);
	BounceSlice words = paste->text;

	if (returned.len > 0)
		words = bounce_slice_take(words, (size_t)(returned.ptr - words.ptr));
	to->diagnostic = bounce_report_builder_keep(paste->builder, bounce_slice_trim(words),
	                                            BOUNCE_DIAGNOSTIC_MAX);
	to->action = tells_delay(paste, to) ? BOUNCE_ACTION_DELAYED : BOUNCE_ACTION_NONE;
}

/* Who is meant in several paragraphs, or of several, is a guess. */
static bool
is_guess(const Paste *paste)
{
	BounceSlice text = bounce_slice_trim(paste->text);

	return !names_nobody(paste) && (bounce_report_builder_n_recipients(paste->builder) > 1 ||
	                                bounce_slice_find_nocase(text, "\n\n") < text.len);
}

static BounceKind
kind_of_words(const Paste *paste)
{
	BounceRecipient *to = bounce_report_builder_recipient(paste->builder, 0);
	unsigned digit = to->reply > 0 ? to->reply / 100 : to->status.class;

	if (to->action == BOUNCE_ACTION_DELAYED)
		return BOUNCE_KIND_DELAY;
	return digit == 2 ? BOUNCE_KIND_SUCCESS : BOUNCE_KIND_FAILURE;
}

/* "221 Goodbye": there is nothing to judge. */
static void
clear_judgement(BounceRecipient *to)
{
	to->class = BOUNCE_CLASS_UNKNOWN;
	to->fault = BOUNCE_FAULT_UNKNOWN;
	to->verdict = BOUNCE_VERDICT_NONE;
	to->reason = to->rule = to->evidence = to->overruled = to->held = "";
}

static void
hold_all(const Paste *paste, const char *why)
{
	for (size_t i = 0; i < bounce_report_builder_n_recipients(paste->builder); i++) {
		BounceRecipient *to = bounce_report_builder_recipient(paste->builder, i);

		to->confidence = BOUNCE_CONFIDENCE_LOW;
		bounce_classify_hold(to, why);
	}
}

static bool
read_words(const Paste *paste)
{
	BounceEnvelope *envelope = bounce_report_builder_envelope(paste->builder);
	g_autoptr(BounceNotice) notice =
		bounce_notice_read_text(paste->kb, paste->formats, paste->text);
	const BounceReading *reading = bounce_notice_reading(notice);
	bool is_generic = !reading || g_str_equal(reading->format, "generic");

	BounceAction action =
		reading && reading->is_delay ? BOUNCE_ACTION_DELAYED : BOUNCE_ACTION_FAILED;

	bounce_notice_add_recipients(notice, BOUNCE_SLICE_EMPTY, action, paste->builder);
	if (is_generic && bounce_report_builder_n_recipients(paste->builder) == 1)
		take_all_words(paste, bounce_notice_returned(notice));
	judge(paste, BOUNCE_SLICE_EMPTY);
	if (drop_unknown(paste))
		return false;

	envelope->format = reading ? reading->format : "";
	envelope->kind = kind_of_words(paste);
	if (envelope->kind == BOUNCE_KIND_SUCCESS)
		clear_judgement(bounce_report_builder_recipient(paste->builder, 0));
	if (is_generic && is_guess(paste))
		hold_all(paste, "the notice is in no known format");
	return true;
}

bool
bounce_paste_read(const BounceKb *kb, const BounceFormats *formats, BounceSlice text,
                  BounceReportBuilder *builder)
{
	g_autoptr(GString) plain = without_margin(text);
	Paste paste = {kb, formats, {plain->str, plain->len}, builder};

	return read_fields(&paste) || read_words(&paste);
}
