/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * exporting.c - writing what is marked remove for a list manager
 */
#include "ui/exporting.h"

#include <string.h>

#include "core/export-mail.h"
#include "ui/browser-state.h"
#include "ui/file-name.h"
#include "ui/view-export.h"
#include "ui/view-page.h"

struct Exporting {
	Browser *browser;
	const ExportFormat *format; /* of the last question */
	ExportScope scope;
	char *path; /* as a file name, or NULL */

	/* While it is written. */
	Export *export;
	ExportFile *file;
	ExportMail *mail;
};

Exporting *
exporting_new(Browser *browser)
{
	Exporting *exporting = g_new0(Exporting, 1);

	exporting->browser = browser;
	return exporting;
}

static void
forget(Exporting *exporting)
{
	g_clear_pointer(&exporting->mail, export_mail_free);
	g_clear_pointer(&exporting->file, export_file_free);
	g_clear_pointer(&exporting->export, export_free);
}

void
exporting_free(Exporting *exporting)
{
	if (!exporting)
		return;
	forget(exporting);
	g_free(exporting->path);
	g_free(exporting);
}

void
exporting_open(Exporting *exporting)
{
	Browser *browser = exporting->browser;

	browser_show(browser, view_export_new(&browser->context, exporting));
}

Export *
exporting_plan(const Exporting *exporting, const ExportFormat *format, ExportScope scope)
{
	const Browser *browser = exporting->browser;
	g_autoptr(GHashTable) exported = NULL;
	ExportOptions options = {.format = format, .shown_only = scope == EXPORT_SHOWN};

	if (scope == EXPORT_NEW)
		exported = marking_exported(browser->marking, format->name);
	options.exported = exported;
	return export_new(browser->context.model, &options);
}

/* ---- what was done */

static Doc *
describe(const Exporting *exporting)
{
	const Export *export = exporting->export;
	g_autofree char *file = g_filename_display_name(exporting->path);
	g_autofree char *command = export_format_command(exporting->format, "", exporting->path);
	g_autofree char *written = g_strdup_printf("%u written as %s to %s", export->addresses->len,
	                                           exporting->format->name, file);
	g_autofree char *left = g_strdup_printf(
		"%u left out, and listed with the reason in %s.skipped", export->left->len, file);
	Doc *doc = doc_new();

	doc_add(doc, DOC_TITLE, written);
	if (export->left->len > 0)
		doc_add(doc, DOC_TEXT, left);
	doc_add_space(doc);
	doc_add(doc, DOC_TEXT, exporting->format->summary);
	if (*command) {
		doc_add_space(doc);
		doc_add(doc, DOC_HEADING, "To run now; nothing was run:");
		doc_add_quote(doc, "", command, "");
	}
	return doc;
}

/* Kept in the messages, where the command can be copied from. */
static void
tell_done(const Exporting *exporting)
{
	g_autofree char *file = g_filename_display_name(exporting->path);
	g_autofree char *command = export_format_command(exporting->format, "", exporting->path);
	g_autofree char *left =
		exporting->export->left->len > 0
			? g_strdup_printf(", %u left out", exporting->export->left->len)
			: g_strdup("");
	g_autofree char *said =
		g_strdup_printf("%u written to %s%s.%s%s", exporting->export->addresses->len, file,
	                        left, *command ? " To run: " : "", command);

	browser_tell(exporting->browser, said);
}

static bool
write_left(const Exporting *exporting, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);

	export_append_left(text, exporting->export);
	return export_file_put_left(exporting->path, text, error);
}

static bool
finish_file(const Exporting *exporting, GError **error)
{
	g_autofree const char **addresses = export_addresses(exporting->export);

	return export_file_commit(exporting->file, error) && write_left(exporting, error) &&
	       marking_stamp(exporting->browser->marking, addresses, exporting->format->name,
	                     error);
}

static void
finish(Exporting *exporting, const GError *failed)
{
	Browser *browser = exporting->browser;
	g_autoptr(GError) error = failed ? g_error_copy(failed) : NULL;

	if (!error && finish_file(exporting, &error)) {
		browser_show(browser, view_page_new(&browser->context, describe(exporting)));
		tell_done(exporting);
	} else {
		browser_tell(browser, error->message);
	}
	forget(exporting);
}

/* ---- writing */

static void
on_mail_refused(const char *const *addresses, const char *why, void *user)
{
	const Exporting *exporting = user;

	export_refuse(exporting->export, addresses, why);
}

static void
on_mail_done(const GError *error, void *user)
{
	Exporting *exporting = user;
	Browser *browser = exporting->browser;

	finish(exporting, error);
	browser->changed(browser->user);
}

static const ExportMailEvents mail_events = {.refused = on_mail_refused, .done = on_mail_done};

static void
write_text(Exporting *exporting)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	export_append(text, exporting->export);
	export_file_write(exporting->file, text->str, text->len, &error);
	finish(exporting, error);
}

static void
write_file(Exporting *exporting)
{
	const IntakeOptions *intake = exporting->browser->options->intake;
	g_autoptr(GError) error = NULL;

	forget(exporting);
	exporting->file = export_file_new(exporting->path, &error);
	if (!exporting->file) {
		browser_tell(exporting->browser, error->message);
		return;
	}
	exporting->export = exporting_plan(exporting, exporting->format, exporting->scope);
	if (exporting->format->append)
		write_text(exporting);
	else
		exporting->mail = export_mail_new(intake, exporting->export->rows, exporting->file,
		                                  &mail_events, exporting);
}

bool
exporting_is_busy(const Exporting *exporting)
{
	return exporting->mail != NULL;
}

bool
exporting_cancel(Exporting *exporting)
{
	bool is_busy = exporting_is_busy(exporting);

	if (is_busy)
		forget(exporting);
	return is_busy;
}

/* ---- which file */

static void
on_sure(const char *text, void *user)
{
	(void)text;
	write_file(user);
}

static void
on_unsure(void *user)
{
	const Exporting *exporting = user;

	browser_tell(exporting->browser, "Nothing was written.");
}

static const AskClass sure_class = {
	.label = "Replace it? ",
	.is_yes_or_no = true,
	.done = on_sure,
	.cancelled = on_unsure,
};

/* Write to the file, but ask before one is replaced. */
static void
write_to(Exporting *exporting, const char *typed)
{
	Browser *browser = exporting->browser;
	g_autofree char *question = g_strdup_printf("%s is there. Replace it? [y/N] ", typed);

	if (exporting_is_busy(exporting)) {
		browser_advise(browser, "Still writing", COMMAND_CANCEL, "stops it");
		return;
	}
	/* What is marked and not yet read would be missing. */
	if (browser_is_reading(browser)) {
		browser_tell(browser, "Still reading; export when all has been read.");
		return;
	}
	g_free(exporting->path);
	exporting->path = file_name_expand(typed);
	if (g_file_test(exporting->path, G_FILE_TEST_IS_REGULAR))
		ask_begin(browser->ask, &sure_class, question, "", exporting);
	else
		write_file(exporting);
}

static void
on_file_done(const char *text, void *user)
{
	if (*text != '\0')
		write_to(user, text);
}

static char **
on_file_complete(const char *text, size_t at, size_t *begin, void *user)
{
	(void)user;
	return file_name_complete(text, at, begin);
}

static const AskClass file_class = {
	.label = "Write to: ",
	.history = "export",
	.done = on_file_done,
	.complete = on_file_complete,
};

void
exporting_ask(Exporting *exporting, const ExportFormat *format, ExportScope scope)
{
	Browser *browser = exporting->browser;
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_local(browser->options->now);
	g_autofree char *day = g_date_time_format(now, "%Y-%m-%d");
	g_autofree char *name = g_strdup_printf("~/bounced-%s.%s", day, format->extension);

	exporting->format = format;
	exporting->scope = scope;
	ask_begin(browser->ask, &file_class, NULL, name, exporting);
}

/* Where the file begins in a line of ":w"; *format is that before it, or NULL. */
static size_t
split_line(const char *line, const ExportFormat **format)
{
	size_t n = strcspn(line, " ");
	g_autofree char *word = g_strndup(line, n);

	*format = export_format_find(word);
	return *format ? n + strspn(line + n, " ") : 0;
}

bool
exporting_run_line(Exporting *exporting, const char *line)
{
	const ExportFormat *format;
	const char *file = line + split_line(line, &format);

	/* A form alone is more likely half a line than the name of a file. */
	if (*file == '\0')
		return false;
	exporting->format = format ? format : export_format_find("plain");
	exporting->scope = EXPORT_ALL;
	write_to(exporting, file);
	return true;
}

static void
add_formats(GStrvBuilder *words, const char *begin)
{
	const ExportFormat *format;

	for (size_t i = 0; (format = export_format(i)); i++)
		if (g_str_has_prefix(format->name, begin))
			g_strv_builder_add(words, format->name);
}

char **
exporting_complete(const char *line, size_t at, size_t *begin)
{
	const ExportFormat *format;
	g_autofree char *head = g_strndup(line, at);
	size_t n = strchr(head, ' ') ? split_line(head, &format) : 0, n_skipped;
	g_auto(GStrv) files = file_name_complete(head + n, at - n, &n_skipped);
	g_autoptr(GStrvBuilder) words = g_strv_builder_new();

	*begin = n + n_skipped;
	if (n == 0)
		add_formats(words, head);
	g_strv_builder_addv(words, (const char **)files);
	return g_strv_builder_end(words);
}
