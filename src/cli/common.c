/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/common.h"

#include <errno.h>
#include <stdio.h>

#include "core/export-file.h"

/* A syntax of --query; the other one is the usual. */
#define SEXP "sexp"

void
common_options_clear(CommonOptions *options)
{
	source_options_clear(&options->source);
	g_strfreev(options->terms);
	g_free(options->uuid);
	g_free(options->query);
	g_free(options->format_version);
	g_free(options->output_file);
}

static bool
check_version(const char *text, GError **error)
{
	gint64 version;

	if (!text)
		return true;
	if (!g_ascii_string_to_signed(text, 10, G_MININT32, G_MAXINT32, &version, NULL)) {
		g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
		            "--format-version takes a number, not \"%s\"\n"
		            "This program prints version %d.",
		            text, FORMAT_VERSION);
		return false;
	}
	if (version == FORMAT_VERSION)
		return true;
	g_set_error(error, CLI_ERROR,
	            version < FORMAT_VERSION ? CLI_ERROR_TOO_OLD : CLI_ERROR_TOO_NEW,
	            "--format-version: there is no version %s, only %d\n%s", text, FORMAT_VERSION,
	            version < FORMAT_VERSION ? "Ask for that one."
	                                     : "Install a later version of this program.");
	return false;
}

const char *const *
common_query_names(void)
{
	static const char *const names[] = {"infix", SEXP, NULL};

	return names;
}

static bool
check_query(const char *syntax, GError **error)
{
	return !syntax || cli_choice("--query", syntax, common_query_names(), error) >= 0;
}

bool
common_check(const CommonOptions *options, GError **error)
{
	return check_version(options->format_version, error) && check_query(options->query, error);
}

IntakeOptions
common_intake(const CliContext *context, const CommonOptions *options)
{
	static const char *const none[] = {NULL};
	const char *const *terms = (const char *const *)options->terms;

	return (IntakeOptions){
		.program = context->reader,
		.data_dir = context->data_dir,
		.cache_dir = context->cache_dir,
		.config = options->source.config,
		.terms = terms ? terms : none,
		.is_sexp = g_strcmp0(options->query, SEXP) == 0,
		.uuid = options->uuid,
		.exclude = options->exclude,
	};
}

void
common_tell(const CliContext *context, const CommonOptions *options, const Gathered *gathered)
{
	const ModelCounts *counts = model_counts(gathered->model);
	g_autofree char *told = g_strdup_printf("%zu files read, %zu addresses failed",
	                                        counts->n_files, counts->n_rows);

	if (gathered->nothing && !options->is_quiet)
		context->say(gathered->nothing, context->flags);
	else if (options->is_verbose)
		context->say(told, context->flags);
}

bool
common_gather(const CliContext *context, const CommonOptions *options, const BounceKb *kb,
              Gathered *gathered, GError **error)
{
	const IntakeOptions intake = common_intake(context, options);

	if (kb ? !gather_with_rules(&intake, kb, NULL, gathered, error)
	       : !gather(&intake, gathered, error))
		return false;
	common_tell(context, options, gathered);
	return true;
}

/* A device or a pipe, as /dev/stdout, is written to. */
static bool
write_through(const char *name, const GString *text)
{
	FILE *file = fopen(name, "we");
	bool is_written = file && fwrite(text->str, 1, text->len, file) == text->len;

	return file && fclose(file) == 0 && is_written;
}

bool
common_write(const CommonOptions *options, const GString *text, GError **error)
{
	const char *name = options->output_file;

	if (options->is_quiet)
		return true;
	if (!name || g_str_equal(name, "-"))
		return cli_write(text, error);

	if (!g_file_test(name, G_FILE_TEST_EXISTS) || g_file_test(name, G_FILE_TEST_IS_REGULAR))
		return export_file_put(name, text, error);
	if (write_through(name, text))
		return true;

	g_autofree char *shown = g_filename_display_name(name);
	g_set_error(error, CLI_ERROR, CLI_ERROR_OUTPUT,
	            "cannot write to %s: %s\nMake room, or write elsewhere.", shown,
	            g_strerror(errno));
	return false;
}
