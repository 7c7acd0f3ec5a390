/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "rules": which addresses the rules of a preset would mark, and which they would but for
 * a guard; and marking them.
 */
#include "cli/commands.h"

#include "cli/format.h"
#include "cli/rows.h"

typedef struct {
	Format format;
	gboolean list, apply, dry_run, check;
	char *preset, *format_name;
	RowsOptions rows;
} Options;

static void
options_clear(Options *options)
{
	g_free(options->preset);
	g_free(options->format_name);
	rows_options_clear(&options->rows);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static bool
read_options(char **args, Options *options, GError **error)
{
	g_autofree char *format_help = g_strjoinv(", ", (char **)format_tree_names());
	const GOptionEntry entries[] = {
		{"preset", 0, 0, G_OPTION_ARG_STRING, &options->preset,
	         "the rules of this preset, not of bounces.preset", "NAME"},
		{"list", 0, 0, G_OPTION_ARG_NONE, &options->list, "print the presets there are",
	         NULL},
		{"apply", 0, 0, G_OPTION_ARG_NONE, &options->apply,
	         "mark what is proposed: to be removed", NULL},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &options->dry_run,
	         "mark nothing, not even with --apply", NULL},
		{"check", 0, 0, G_OPTION_ARG_NONE, &options->check,
	         "end with status 2 when something is proposed", NULL},
		{"format", 0, 0, G_OPTION_ARG_STRING, &options->format_name, format_help, "FORMAT"},
		ROWS_OPTIONS(&options->rows),
		COMMON_PRINT(&options->rows.common),
		{0},
	};

	return cli_options(&cli_rules, entries, args, &options->rows.common.terms, error) &&
	       format_read(options->format_name, format_tree_names(), &options->format, error) &&
	       rows_check(&options->rows, error);
}

/* ---- presets */

static bool
append_preset(GString *out, const PolicyPlaces *places, const char *name, GError **error)
{
	const char *const no_settings[] = {NULL};
	g_autoptr(Policy) policy = policy_load(places, no_settings, name, error);

	if (!policy)
		return false;
	g_string_append_printf(out, "%-10s  %s\n", name, policy_title(policy));
	return true;
}

static bool
list_presets(const CliContext *context, const Options *options, GError **error)
{
	g_autofree char *user_dir = NULL;
	const PolicyPlaces places = gather_places(context->data_dir, &user_dir);
	g_auto(GStrv) presets = policy_presets(&places);
	g_autoptr(GString) out = g_string_new(NULL);

	for (char **preset = presets; *preset; preset++)
		if (!append_preset(out, &places, *preset, error))
			return false;
	return common_write(&options->rows.common, out, error);
}

/* ---- offers */

static guint
count_kind(const GPtrArray *offers, OfferKind kind)
{
	guint n = 0;

	for (guint i = 0; i < offers->len; i++)
		n += ((const Offer *)offers->pdata[i])->kind == kind;
	return n;
}

static void
append_text(const CliContext *context, const Gathered *gathered, const GPtrArray *offers,
            GString *out)
{
	guint n_held = count_kind(offers, OFFER_HELD);
	bool is_headed = false;

	if (gathered->is_unguarded)
		g_string_append(out, "--- guards off: nothing is held back\n");
	for (guint i = 0; i < offers->len; i++) {
		const Offer *offer = offers->pdata[i];

		if (offer->kind == OFFER_HELD && !is_headed) {
			g_string_append_printf(out, "--- held back by guards: %u\n", n_held);
			is_headed = true;
		}
		emit_offer_text(out, offer, context->flags);
		g_string_append_c(out, '\n');
	}
}

static void
append_tree(GString *out, const void *offer, EmitNotation notation)
{
	emit_offer(out, offer, notation);
}

static bool
print_offers(const CliContext *context, const Options *options, const Gathered *gathered,
             const GPtrArray *offers, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	if (options->format == FORMAT_TEXT)
		append_text(context, gathered, offers, out);
	else
		format_append(out, options->format, offers, append_tree);
	return common_write(&options->rows.common, out, error);
}

static bool
accept(const Options *options, const GPtrArray *offers, Marks *marks, GError **error)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	if (!options->apply || options->dry_run)
		return true;
	g_autoptr(GPtrArray) changed = policy_accept(offers, NULL, marks, now, error);
	return changed != NULL;
}

static bool
gather_offers(const CliContext *context, const BounceKb *kb, const Options *options,
              Gathered *gathered, GError **error)
{
	const IntakeOptions intake = common_intake(context, &options->rows.common);

	if (!gather_with_rules(&intake, kb, options->preset, gathered, error))
		return false;
	common_tell(context, &options->rows.common, gathered);
	choose_apply(&options->rows.choice, gathered->model, kb);
	return true;
}

static bool
run_rules(const CliContext *context, char **args, GError **error)
{
	g_auto(Options) options = {.rows.common = COMMON_DEFAULTS};
	g_auto(Gathered) gathered = {0};

	if (!read_options(args, &options, error))
		return false;
	if (options.list)
		return list_presets(context, &options, error);
	if (!source_open(context, &options.rows.common.source, error))
		return false;

	g_autoptr(BounceKb) kb = cli_load_kb(context, error);
	if (!kb || !gather_offers(context, kb, &options, &gathered, error))
		return false;

	const FilterContext now = {kb, g_get_real_time() / G_USEC_PER_SEC};
	g_autoptr(GPtrArray) offers = policy_offers(gathered.policy, gathered.model, &now);
	if (!accept(&options, offers, gathered.marks, error) ||
	    !print_offers(context, &options, &gathered, offers, error))
		return false;
	if (!options.check || count_kind(offers, OFFER_PROPOSED) == 0)
		return true;
	g_set_error_literal(error, CLI_ERROR, CLI_ERROR_CHECK, "");
	return false;
}

const Cli cli_rules = {
	.name = "rules",
	.arguments = CLI_OPTIONS "[QUERY...]",
	.choices = (const CliChoice[]){{"format", format_tree_names}, {0}},
	.summary = "Print or mark what the rules would remove",
	.run = run_rules,
};
