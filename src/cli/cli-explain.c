/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "explain": codes, and what somebody pastes, in plain words.  A text may be mail, and
 * is read in a child process like all mail.
 */
#include "cli/commands.h"

#include <string.h>
#include <unistd.h>

#include "cli/format.h"
#include "cli/spool.h"
#include "core/asked.h"
#include "core/doc.h"
#include "core/explain.h"
#include "core/readers.h"

/* Reads well on any terminal and in a mail. */
#define WIDTH 78

typedef struct {
	const CliContext *context;
	Format format;
	BounceKb *kb;
	GString *out;
} Explain;

static void
explain_clear(Explain *explain)
{
	g_clear_pointer(&explain->kb, bounce_kb_unref);
	g_string_free(explain->out, true);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Explain, explain_clear)

/* As much of text as an error message may show. */
static char *
shown(const CliContext *context, const char *text)
{
	GString *cells = g_string_new(NULL);

	cells_append(cells, text, -1, WIDTH, context->flags);
	return g_string_free(cells, false);
}

static void
append_page(Explain *explain, const Doc *doc)
{
	if (explain->out->len > 0)
		g_string_append_c(explain->out, '\n');
	cli_append_doc(explain->out, doc, WIDTH, explain->context->flags);
}

/* ---- codes */

static void
add_page(Doc *doc, const BounceKb *kb, const Asked *asked)
{
	g_autofree char *code = asked_code(asked);

	switch (asked->kind) {
	case ASKED_STATUS:
		if (bounce_status_is_set(asked->status))
			explain_status(doc, kb, asked->status);
		else
			explain_any_class(doc, kb, asked->status.subject, asked->status.detail);
		break;
	case ASKED_CLASS:
		explain_class(doc, kb, asked->digit);
		break;
	case ASKED_SUBJECT:
		explain_subject(doc, kb, asked->digit);
		break;
	case ASKED_REPLY:
		if (asked->dotted)
			explain_dotted_reply(doc, kb, asked->reply);
		else
			explain_reply(doc, kb, asked->reply);
		break;
	case ASKED_FIRST:
		explain_digit(doc, code, bounce_kb_reply_first(kb, asked->digit));
		break;
	case ASKED_SECOND:
		explain_digit(doc, code, bounce_kb_reply_second(kb, asked->digit));
		break;
	case ASKED_FIELD:
		explain_field(doc, asked->field);
		break;
	case ASKED_TEXT:
	case ASKED_BAD:
		break;
	}
}

static bool
explain_code_given(Explain *explain, const Asked *asked, const char *text, GError **error)
{
	g_autofree char *cells = shown(explain->context, text);
	g_autoptr(Doc) doc = doc_new();

	if (asked->kind == ASKED_BAD) {
		g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
		            "not a code: %s: %s\n"
		            "Give an enhanced status code such as 5.1.1 (class, subject and "
		            "detail, RFC 3463), or a reply code such as 550.",
		            cells, asked->fault);
		return false;
	}
	if (explain->format == FORMAT_JSON) {
		emit_asked_json(explain->out, explain->kb, asked);
		return true;
	}
	add_page(doc, explain->kb, asked);
	append_page(explain, doc);
	return true;
}

/* ---- texts */

/* What has come of one. */
typedef struct {
	BounceReport *report; /* NULL when there is none, */
	char *refused;        /* and why */
} Reading;

static void
on_report(guint64 ticket, unsigned number, BounceReport *report, void *user)
{
	Reading *reading = user;

	(void)ticket;
	(void)number;
	reading->report = bounce_report_ref(report);
}

static void
on_refused(guint64 ticket, unsigned number, const char *why, void *user)
{
	Reading *reading = user;

	(void)ticket;
	(void)number;
	g_free(reading->refused);
	reading->refused = g_strdup(why);
}

static void
on_parsed(guint64 ticket, void *user)
{
	(void)ticket;
	(void)user;
}

static BounceReport *
read_file(const CliContext *context, const char *path, GError **error)
{
	const ReadersEvents events = {
		.report = on_report,
		.refused = on_refused,
		.parsed = on_parsed,
	};
	Reading reading = {0};
	g_autoptr(Readers) readers =
		readers_new(context->reader, context->data_dir, 1, &events, &reading);

	readers_read_text(readers, 0, path);
	while (!readers_idle(readers))
		g_main_context_iteration(NULL, true);

	g_autofree char *refused = reading.refused;
	if (!reading.report)
		g_set_error(error, CLI_ERROR, CLI_ERROR_INPUT,
		            "the text could not be read: %s\nGive less of it.",
		            refused ? refused : "no reader can be started");
	return reading.report;
}

/* A report without recipients that is no mail about mail either. */
static bool
says_nothing(const BounceReport *report)
{
	return bounce_report_n_recipients(report) == 0 &&
	       bounce_report_envelope(report)->kind == BOUNCE_KIND_OTHER;
}

static bool
explain_text_given(Explain *explain, const char *text, GError **error)
{
	bool is_stdin = g_str_equal(text, "-");
	g_autofree char *path = is_stdin ? spool_stdin(error) : spool_text(text, error);
	g_autoptr(BounceReport) report = path ? read_file(explain->context, path, error) : NULL;
	g_autofree char *cells = shown(explain->context, is_stdin ? "standard input" : text);
	g_autoptr(Doc) doc = doc_new();

	if (path)
		unlink(path);
	if (!report)
		return false;
	if (says_nothing(report)) {
		g_set_error(error, CLI_ERROR, CLI_ERROR_NO_MATCH,
		            "no code and no words that are known: %s\n"
		            "Give a code such as 5.1.1 or 550, what a server answered, or - and "
		            "a report on standard input.",
		            cells);
		return false;
	}
	if (explain->format == FORMAT_JSON) {
		emit_text_json(explain->out, explain->kb, report);
		return true;
	}
	explain_text(doc, explain->kb, report);
	append_page(explain, doc);
	return true;
}

/* ---- the command */

/* Words without quotes around all of them: "explain 550 5.1.1 no such user". */
static bool
is_sentence(const BounceKb *kb, char **given)
{
	if (!given[1])
		return false;
	for (char **text = given; *text; text++) {
		bool is_word = asked_read(kb, *text).kind == ASKED_TEXT && !g_str_equal(*text, "-");

		/* the first may be a whole sentence by itself */
		if (is_word && (text > given || !strchr(*text, ' ')))
			return true;
	}
	return false;
}

static bool
explain_each(Explain *explain, char **given, GError **error)
{
	for (; *given; given++) {
		Asked asked = asked_read(explain->kb, *given);
		bool is_explained = asked.kind == ASKED_TEXT
		                            ? explain_text_given(explain, *given, error)
		                            : explain_code_given(explain, &asked, *given, error);

		if (!is_explained)
			return false;
	}
	return true;
}

/* The page on reading a bounce, as it stands in its file. */
static bool
add_introduction(Explain *explain, GError **error)
{
	g_autofree char *path =
		g_build_filename(explain->context->data_dir, "kb", "about.txt", NULL);
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, error)) {
		cli_advise(error, "\"make install\" writes it anew.");
		return false;
	}
	g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
	for (char **line = lines; *line; line++) {
		cells_append(explain->out, *line, -1, CELLS_ALL, explain->context->flags);
		g_string_append_c(explain->out, '\n');
	}
	return true;
}

static bool
explain_all(Explain *explain, char **given, GError **error)
{
	g_autofree char *sentence = NULL;

	if (!given[0] && explain->format == FORMAT_JSON) {
		g_set_error_literal(error, CLI_ERROR, CLI_ERROR_USAGE,
		                    "explain: no code is given\n"
		                    "Give one or more, such as \"explain 5.1.1 4.2.2\".");
		return false;
	}
	if (!given[0])
		return add_introduction(explain, error);
	if (!is_sentence(explain->kb, given))
		return explain_each(explain, given, error);
	sentence = g_strjoinv(" ", given);
	return explain_text_given(explain, sentence, error);
}

static const char *const *
explain_formats(void)
{
	static const char *const names[] = {"text", "json", NULL};

	return names;
}

static bool
run_explain(const CliContext *context, char **args, GError **error)
{
	g_autofree char *format_name = NULL;
	const GOptionEntry entries[] = {
		{"format", 0, 0, G_OPTION_ARG_STRING, &format_name, "text or json", "FORMAT"},
		{0},
	};
	g_auto(GStrv) given = NULL;

	if (!cli_options(&cli_explain, entries, args, &given, error))
		return false;
	Format format;
	if (!format_read(format_name, explain_formats(), &format, error))
		return false;

	g_auto(Explain) explain = {
		.context = context,
		.format = format,
		.kb = cli_load_kb(context, error),
		.out = g_string_new(NULL),
	};
	return explain.kb && explain_all(&explain, given, error) && cli_write(explain.out, error);
}

const Cli cli_explain = {
	.name = "explain",
	.arguments = CLI_OPTIONS "[CODE|TEXT|-]...",
	.choices = (const CliChoice[]){{"format", explain_formats}, {0}},
	.summary = "Say what a code, a reply or a report means",
	.run = run_explain,
};
