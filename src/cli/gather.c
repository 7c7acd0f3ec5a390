/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/gather.h"

#include "cli/cli.h"

void
gathered_clear(Gathered *gathered)
{
	g_clear_pointer(&gathered->model, model_free);
	g_clear_pointer(&gathered->policy, policy_unref);
	g_clear_pointer(&gathered->marks, marks_free);
	g_clear_pointer(&gathered->nothing, g_free);
}

static bool
check_uuid(const IntakeOptions *options, const StoreInfo *store, GError **error)
{
	if (!options->uuid || g_str_equal(options->uuid, store->uuid))
		return true;
	g_set_error(error, CLI_ERROR, CLI_ERROR_INPUT,
	            "the index is %s, and not the one of --uuid\n"
	            "It was made anew; \"notmuch count --lastmod\" shows what it is.",
	            store->uuid);
	return false;
}

static void
tell_nothing(Gathered *gathered, const StoreInfo *store)
{
	if (store->n_matching == 0)
		gathered->nothing =
			g_strdup_printf("no message of %" G_GUINT64_FORMAT " matches: %s\n"
		                        "Give other search terms, or set bounces.query (see "
		                        "notmuch-bounces(1)).",
		                        store->n_messages, store->query);
}

/* Read all, and open the marks; *settings are for the caller to free. */
static bool
read_store(const IntakeOptions *options, Gathered *gathered, char ***settings, GError **error)
{
	gathered->model = model_new();
	g_autoptr(Intake) intake = intake_new(options, gathered->model, NULL, NULL);

	intake_wait(intake);
	if (intake_error(intake)) {
		g_propagate_error(error, g_error_copy(intake_error(intake)));
		return false;
	}
	const StoreInfo *store = intake_store(intake);
	if (!check_uuid(options, store, error))
		return false;
	tell_nothing(gathered, store);
	*settings = g_strdupv((char **)store->settings);
	gathered->marks = marks_open_users(store->database, error);
	return gathered->marks != NULL;
}

static void
apply(Gathered *gathered, const char *const *settings)
{
	const MarkLookup lookup = marks_lookup(gathered->marks);
	g_autoptr(Guarding) guarding = guarding_new(settings);

	model_refresh(gathered->model);
	model_set_marks(gathered->model, &lookup);
	model_set_guards(gathered->model, guarding);
	gathered->is_unguarded = guarding_is_off(guarding);
}

bool
gather(const IntakeOptions *options, Gathered *gathered, GError **error)
{
	g_auto(GStrv) settings = NULL;

	if (!read_store(options, gathered, &settings, error))
		return false;
	apply(gathered, (const char *const *)settings);
	return true;
}

PolicyPlaces
gather_places(const char *data_dir, char **user_dir)
{
	*user_dir = g_build_filename(g_get_user_config_dir(), "notmuch-bounces", "rules", NULL);
	return (PolicyPlaces){data_dir, *user_dir};
}

bool
gather_with_rules(const IntakeOptions *options, const BounceKb *kb, const char *preset,
                  Gathered *gathered, GError **error)
{
	const FilterContext context = {kb, g_get_real_time() / G_USEC_PER_SEC};
	g_autofree char *user_dir = NULL;
	const PolicyPlaces places = gather_places(options->data_dir, &user_dir);
	g_auto(GStrv) settings = NULL;

	if (!read_store(options, gathered, &settings, error))
		return false;
	gathered->policy = policy_load(&places, (const char *const *)settings, preset, error);
	if (!gathered->policy)
		return false;
	apply(gathered, (const char *const *)settings);
	model_set_policy(gathered->model, gathered->policy, &context);
	return true;
}
