/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * exporting.c - writing what is marked remove for a list manager
 */
#include "ui/exporting.h"

#include <string.h>

#include "core/export-mail.h"
#include "ui/browser-state.h"
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
	g_autofree char *path = g_strconcat(exporting->path, ".skipped", NULL);
	g_autoptr(GString) text = g_string_new(NULL);

	export_append_left(text, exporting->export);
	return text->len > 0 ? export_file_put(path, text, error) : export_file_remove(path, error);
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

/* As a shell would take it. */
static char *
expand(const char *typed)
{
	if (g_str_equal(typed, "~") || g_str_has_prefix(typed, "~/"))
		return g_build_filename(g_get_home_dir(), typed + 1, NULL);
	return g_strdup(typed);
}

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
	exporting->path = expand(typed);
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

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder that begin so, folders with a slash behind. */
static char **
names_in(const char *folder, const char *begin)
{
	g_autofree char *path = expand(*folder ? folder : "./");
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *whole = g_build_filename(path, name, NULL);
		bool is_dir = g_file_test(whole, G_FILE_TEST_IS_DIR);

		/* Hidden ones when they are asked for, as a shell does. */
		if (g_str_has_prefix(name, begin) && (*begin == '.' || *name != '.') &&
		    g_utf8_validate(name, -1, NULL))
			g_ptr_array_add(names, g_strconcat(folder, name, is_dir ? "/" : "", NULL));
	}
	g_ptr_array_sort(names, compare_names);
	g_ptr_array_add(names, NULL);
	return (char **)g_ptr_array_steal(names, NULL);
}

static char **
on_file_complete(const char *text, size_t at, size_t *begin, void *user)
{
	g_autofree char *head = g_strndup(text, at);
	const char *slash = strrchr(head, '/');
	size_t n_folder = slash ? (size_t)(slash + 1 - head) : 0;
	g_autofree char *folder = g_strndup(head, n_folder);

	(void)user;
	*begin = 0;
	return names_in(folder, head + n_folder);
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

void
exporting_run_line(Exporting *exporting, const char *line)
{
	size_t n = strcspn(line, " ");
	g_autofree char *word = g_strndup(line, n);
	const ExportFormat *format = export_format_find(word);
	const char *file = format ? line + n + strspn(line + n, " ") : line;

	if (*file == '\0') {
		g_autofree char *said = g_strdup_printf("%s is a form: w %s FILE", word, word);

		browser_tell(exporting->browser, said);
		return;
	}
	exporting->format = format ? format : export_format_find("plain");
	exporting->scope = EXPORT_ALL;
	write_to(exporting, file);
}
