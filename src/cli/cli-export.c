/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "export": what is marked to be removed, as list managers take it.
 */
#include "cli/commands.h"

#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

#include "cli/rows.h"
#include "core/export-mail.h"
#include "core/export.h"

typedef struct {
	char *to, *output, *list;
	gboolean since_last, is_raw;
	RowsOptions rows;
	const ExportFormat *format;
} Options;

static void
options_clear(Options *options)
{
	g_free(options->to);
	g_free(options->output);
	g_free(options->list);
	rows_options_clear(&options->rows);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static bool
read_options(char **args, Options *options, GError **error)
{
	const GOptionEntry entries[] = {
		{"to", 0, 0, G_OPTION_ARG_STRING, &options->to,
	         "the form; \"help\" lists all, and what receives them", "FORMAT"},
		{"output-file", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
	         "write there, and what is left out to FILE.skipped; - is standard output", "FILE"},
		{"list", 0, 0, G_OPTION_ARG_STRING, &options->list,
	         "the list, for the command that is shown, and for --since-last", "LIST"},
		{"since-last", 0, 0, G_OPTION_ARG_NONE, &options->since_last,
	         "only what was not yet given in this form since it was marked", NULL},
		{"raw", 0, 0, G_OPTION_ARG_NONE, &options->is_raw,
	         "csv: no apostrophe before what a spreadsheet would calculate", NULL},
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &options->rows.common.is_quiet,
	         "tell nothing but what is left out", NULL},
		ROWS_OPTIONS(&options->rows),
		{0},
	};

	return cli_options(&cli_export, entries, args, &options->rows.common.terms, error);
}

static bool
check_options(Options *options, GError **error)
{
	g_autofree const char **names = export_format_names();
	g_autofree char *all = g_strjoinv(", ", (char **)names);

	if (!options->to) {
		g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
		            "export: it is not said in which form\n"
		            "Give --to=FORMAT; \"--to=help\" lists them.");
		return false;
	}
	options->format = export_format_find(options->to);
	if (!options->format) {
		g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
		            "--to knows no \"%s\"\nUse one of: %s.", options->to, all);
		return false;
	}
	return rows_check(&options->rows, error);
}

static bool
print_formats(GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);
	const ExportFormat *format;

	for (size_t i = 0; (format = export_format(i)); i++) {
		g_string_append_printf(out, "%-16s %s\n", format->name, format->summary);
		if (*format->command)
			g_string_append_printf(out, "%-16s   %s\n", "", format->command);
	}
	return cli_write(out, error);
}

/* ---- writing */

/* What the steps below share. */
typedef struct {
	const CliContext *context;
	const Options *options;
	Export *export;
	Marks *marks;
	char *receiver; /* as the marks know it */
} Job;

static bool
is_to_file(const Options *options)
{
	return options->output && !g_str_equal(options->output, "-");
}

typedef struct {
	Export *export;
	bool is_over, is_stopped;
	GError *error;
} MailWork;

static void
on_mail_refused(const char *const *addresses, const char *why, void *user)
{
	const MailWork *work = user;

	export_refuse(work->export, addresses, why);
}

static void
on_mail_done(const GError *error, void *user)
{
	MailWork *work = user;

	work->is_over = true;
	work->error = error ? g_error_copy(error) : NULL;
}

static gboolean
on_stop(void *user)
{
	MailWork *work = user;

	work->is_over = work->is_stopped = true;
	return G_SOURCE_CONTINUE;
}

static const ExportMailEvents mail_events = {.refused = on_mail_refused, .done = on_mail_done};

static bool
write_mail(const Job *job, ExportFile *file, GError **error)
{
	const IntakeOptions intake = {
		.program = job->context->reader,
		.data_dir = job->context->data_dir,
	};
	MailWork work = {.export = job->export};
	g_autoptr(ExportMail) mail =
		export_mail_new(&intake, job->export->rows, file, &mail_events, &work);

	(void)mail; /* which is at work until it goes */

	/* Nobody may be reading standard output any more: there a signal ends us at once. */
	bool is_heard = is_to_file(job->options);
	guint interrupt = is_heard ? g_unix_signal_add(SIGINT, on_stop, &work) : 0;
	guint terminate = is_heard ? g_unix_signal_add(SIGTERM, on_stop, &work) : 0;

	while (!work.is_over)
		g_main_context_iteration(NULL, TRUE);
	g_clear_handle_id(&interrupt, g_source_remove);
	g_clear_handle_id(&terminate, g_source_remove);
	if (work.error)
		g_propagate_error(error, work.error);
	else if (work.is_stopped)
		g_set_error_literal(error, CLI_ERROR, CLI_ERROR_STOPPED,
		                    "stopped before all was written\n"
		                    "What was there is as it was.");
	return !work.error && !work.is_stopped;
}

static bool
write_all(const Job *job, ExportFile *file, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (!job->options->format->append)
		return write_mail(job, file, error);
	export_append(text, job->export);
	return export_file_write(file, text->str, text->len, error);
}

/* Beside the file, and none where nothing was left out; where there is no file, on
 * stderr. */
static bool
write_left(const Job *job, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);

	export_append_left(text, job->export);
	if (is_to_file(job->options))
		return export_file_put_left(job->options->output, text, error);
	g_string_prepend(text, "left out:\n");
	if (job->export->left->len > 0)
		job->context->say(g_strchomp(text->str), job->context->flags);
	return true;
}

/* What was only looked at on a terminal was given to nobody. */
static bool
stamp(const Job *job, GError **error)
{
	g_autofree const char **addresses = export_addresses(job->export);

	if (!addresses[0] || (!is_to_file(job->options) && isatty(STDOUT_FILENO)))
		return true;
	return marks_stamp_export(job->marks, addresses, job->receiver,
	                          g_get_real_time() / G_USEC_PER_SEC, error);
}

/* Marks stay when the mail goes, and a query need not find it. */
static size_t
count_absent(const Job *job)
{
	g_autoptr(GPtrArray) marks = marks_list(job->marks);
	size_t n = 0;

	for (guint i = 0; i < marks->len; i++)
		n += ((const MarkChange *)marks->pdata[i])->mark.state == MARK_REMOVE;
	return n - MIN(n, job->export->n_marked);
}

static void say(const Job *job, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
say(const Job *job, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *said = g_strdup_vprintf(format, args);
	va_end(args);
	job->context->say(said, job->context->flags);
}

static void
tell(const Job *job)
{
	const Options *options = job->options;
	size_t n_held = job->export->left->len - job->export->n_refused;
	size_t n_absent = count_absent(job);

	if (options->rows.common.is_quiet)
		return;
	if (n_absent > 0)
		say(job, "%zu more marked remove; no bounce of theirs is in what was read",
		    n_absent);
	if (n_held > 0)
		say(job, "%zu held back by guards; mark them by hand to have them go", n_held);
	if (is_to_file(options)) {
		g_autofree char *command = export_format_command(
			options->format, options->list ? options->list : "", options->output);

		say(job, "%u written.%s%s", job->export->addresses->len,
		    *command ? " To run: " : "", command);
	}
}

static bool
report_refused(const Job *job, GError **error)
{
	size_t n = job->export->n_refused;
	g_autofree char *file =
		g_filename_display_name(is_to_file(job->options) ? job->options->output : "");
	g_autofree char *where = *file ? g_strdup_printf("See why in %s.skipped", file)
	                               : g_strdup("The reasons stand above");

	if (n == 0)
		return true;
	g_set_error(error, CLI_ERROR, CLI_ERROR_INPUT,
	            "%zu %s not be written as %s\n%s; all others are written.", n,
	            n == 1 ? "address could" : "addresses could", job->options->format->name,
	            where);
	return false;
}

static bool
write_export(const Job *job, GError **error)
{
	g_autoptr(ExportFile) file =
		is_to_file(job->options) ? export_file_new(job->options->output, error)
					 : export_file_new_for_fd(STDOUT_FILENO, "standard output");

	if (!file || !write_all(job, file, error) || !export_file_commit(file, error) ||
	    !write_left(job, error) || !stamp(job, error))
		return false;
	tell(job);
	return report_refused(job, error);
}

static bool
run_job(Job *job, Model *model, GError **error)
{
	const Options *options = job->options;
	ExportOptions wanted = {
		.format = options->format,
		.style = options->is_raw ? CSV_RAW : CSV_SAFE,
		.shown_only = true,
	};
	g_autoptr(GHashTable) exported = NULL;
	bool done;

	job->receiver = export_receiver(options->format, options->list ? options->list : "");
	if (options->since_last) {
		exported = marks_exported(job->marks, job->receiver, error);
		if (!exported) {
			g_free(job->receiver);
			return false;
		}
	}
	wanted.exported = exported;
	job->export = export_new(model, &wanted);
	done = write_export(job, error);
	export_free(job->export);
	g_free(job->receiver);
	return done;
}

static bool
run_export(const CliContext *context, char **args, GError **error)
{
	g_auto(Options) options = {.rows.common = COMMON_DEFAULTS};

	if (!read_options(args, &options, error))
		return false;
	if (options.to && g_str_equal(options.to, "help"))
		return print_formats(error);
	if (!check_options(&options, error) ||
	    !source_open(context, &options.rows.common.source, error))
		return false;

	g_autoptr(BounceKb) kb = cli_load_kb(context, error);
	g_auto(Gathered) gathered = {0};

	if (!kb || !rows_gather(context, &options.rows, kb, &gathered, error))
		return false;

	Job job = {context, &options, NULL, gathered.marks, NULL};
	return run_job(&job, gathered.model, error);
}

const Cli cli_export = {
	.name = "export",
	.arguments = CLI_OPTIONS "--to=FORMAT [QUERY...]",
	.summary = "Write what is marked remove for a list manager",
	.run = run_export,
};
