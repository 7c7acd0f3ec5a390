/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "tag": the one command that writes to the mail store, and only tags of ours
 */
#include "cli/commands.h"

#include <glib-unix.h>
#include <signal.h>

#include "cli/common.h"
#include "cli/progress.h"
#include "core/tagger.h"

/* A day: longer than any other program writes. */
#define WAIT_MAX_S 86400

typedef struct {
	gboolean dry_run, with_marks, clear;
	char *wait;
	guint64 wait_s;
	CommonOptions common;
} Options;

static void
options_clear(Options *options)
{
	g_free(options->wait);
	common_options_clear(&options->common);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static bool
check_options(Options *options, GError **error)
{
	options->wait_s = TAGGER_PATIENCE_S;
	if (options->wait &&
	    !g_ascii_string_to_unsigned(options->wait, 10, 0, WAIT_MAX_S, &options->wait_s, NULL)) {
		g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
		            "--wait takes a number of seconds, not \"%s\"\n"
		            "Give 0 to %d; without it, it is %d.",
		            options->wait, WAIT_MAX_S, TAGGER_PATIENCE_S);
		return false;
	}
	return common_check(&options->common, error);
}

static bool
read_options(char **args, Options *options, GError **error)
{
	const GOptionEntry entries[] = {
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &options->dry_run,
	         "print what would be written, and write nothing", NULL},
		{"with-marks", 0, 0, G_OPTION_ARG_NONE, &options->with_marks,
	         "also bounce/remove and bounce/keep, by the marks", NULL},
		{"clear", 0, 0, G_OPTION_ARG_NONE, &options->clear,
	         "take all of these tags off the mail", NULL},
		{"wait", 0, 0, G_OPTION_ARG_STRING, &options->wait,
	         "as long as another program may be writing", "SECONDS"},
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &options->common.is_quiet,
	         "say nothing of success", NULL},
		COMMON_STORE(&options->common),
		{0},
	};

	return cli_options(&cli_tag, entries, args, &options->common.terms, error) &&
	       check_options(options, error);
}

/* ---- progress, where somebody sees it */

typedef struct {
	const Tagger *tagger; /* NULL while there is none yet */
	bool is_quiet;
	Progress progress;
} Shown;

static void
on_changed(void *user)
{
	Shown *shown = user;
	g_autofree char *line = NULL;
	g_autofree char *advised = NULL;

	if (shown->is_quiet || !shown->tagger)
		return;
	line = tagger_progress(shown->tagger);
	if (tagger_state(shown->tagger) == TAGGER_WAITING)
		advised = g_strconcat(line, " ^C to give up", NULL);
	progress_show(&shown->progress, advised ? advised : line);
}

static gboolean
on_interrupt(void *user)
{
	tagger_cancel(user);
	return G_SOURCE_CONTINUE;
}

/* ---- the end */

static bool
print_lines(const TagPlan *plan, GError **error)
{
	g_autoptr(GString) lines = g_string_new(NULL);

	tag_plan_append(plan, 0, tag_plan_n_changes(plan), lines);
	return cli_write(lines, error);
}

static bool
report(const Tagger *tagger, const Options *options, GError **error)
{
	const TagPlan *plan = tagger_plan(tagger);
	g_autoptr(GString) out = g_string_new(NULL);

	if (options->common.is_quiet)
		return true;
	g_string_append_printf(out, "%zu of %zu messages have got other tags.\n",
	                       tagger_n_done(tagger), tag_plan_n_messages(plan));
	return cli_write(out, error);
}

static bool
conclude(const Tagger *tagger, const Options *options, GError **error)
{
	const GError *why = tagger_error(tagger);

	switch (tagger_state(tagger)) {
	case TAGGER_DONE:
		return report(tagger, options, error);
	case TAGGER_STOPPED:
		g_set_error(error, CLI_ERROR, CLI_ERROR_STOPPED,
		            "stopped; %zu of %zu messages were tagged\n"
		            "What was done is not done again.",
		            tagger_n_done(tagger), tag_plan_n_changes(tagger_plan(tagger)));
		return false;
	default:
		if (g_error_matches(why, TAGGER_ERROR, TAGGER_ERROR_BUSY))
			g_set_error_literal(error, CLI_ERROR, CLI_ERROR_BUSY, why->message);
		else
			g_propagate_error(error, g_error_copy(why));
		return false;
	}
}

static bool
tag(const Options *options, const TaggerOptions *with, const Model *model, GError **error)
{
	Shown shown = {.is_quiet = options->common.is_quiet};
	g_autoptr(Tagger) tagger = tagger_new(with, model, on_changed, &shown);
	guint interrupt = g_unix_signal_add(SIGINT, on_interrupt, tagger);

	shown.tagger = tagger;
	tagger_wait(tagger);
	if (tagger_state(tagger) == TAGGER_READY && !options->dry_run) {
		tagger_write(tagger);
		tagger_wait(tagger);
	}
	g_source_remove(interrupt);
	if (tagger_state(tagger) == TAGGER_READY)
		return print_lines(tagger_plan(tagger), error);
	return conclude(tagger, options, error);
}

static bool
run_tag(const CliContext *context, char **args, GError **error)
{
	g_auto(Options) options = {.common = COMMON_DEFAULTS};

	if (!read_options(args, &options, error) ||
	    !source_open(context, &options.common.source, error))
		return false;

	const IntakeOptions store = common_intake(context, &options.common);
	const TaggerOptions with = {
		.store = &store,
		.tags = TAGS_OF_MAIL | (options.with_marks || options.clear ? TAGS_OF_MARKS : 0),
		.patience_s = (unsigned)options.wait_s,
	};
	if (options.clear)
		return tag(&options, &with, NULL, error);

	g_auto(Gathered) gathered = {0};

	return common_gather(context, &options.common, NULL, &gathered, error) &&
	       tag(&options, &with, gathered.model, error);
}

const Cli cli_tag = {
	.name = "tag",
	.arguments = CLI_OPTIONS "[QUERY...]",
	.summary = "Write tags to the mail store: bounce/hard ...",
	.run = run_tag,
};
