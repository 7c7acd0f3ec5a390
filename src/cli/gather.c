/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/gather.h"

#include "cli/cli.h"
#include "core/marks.h"

/* Is there mail, and in the index that was meant? */
static bool
check_store(const IntakeOptions *options, const StoreInfo *store, GError **error)
{
	if (options->uuid && !g_str_equal(options->uuid, store->uuid)) {
		g_set_error(error, CLI_ERROR, CLI_ERROR_INPUT,
		            "the index is %s, and not the one of --uuid\n"
		            "It was made anew; \"notmuch count --lastmod\" shows what it is.",
		            store->uuid);
		return false;
	}
	if (store->n_matching > 0)
		return true;
	g_set_error(error, CLI_ERROR, CLI_ERROR_NO_MATCH,
	            "no message of %" G_GUINT64_FORMAT " matches: %s\n"
	            "Give other search terms, or set bounces.query (see "
	            "notmuch-bounces(1)).",
	            store->n_messages, store->query);
	return false;
}

Model *
gather(const IntakeOptions *options, Marks **marks, GError **error)
{
	g_autoptr(Model) model = model_new();
	g_autoptr(Intake) intake = intake_new(options, model, NULL, NULL);

	intake_wait(intake);
	if (intake_error(intake)) {
		g_propagate_error(error, g_error_copy(intake_error(intake)));
		return NULL;
	}
	const StoreInfo *store = intake_store(intake);
	g_autoptr(Marks) opened = marks_open_users(store->database, error);
	if (!opened)
		return NULL;
	const MarkLookup lookup = marks_lookup(opened);
	g_autoptr(Guarding) guarding = guarding_new(store->settings);

	model_refresh(model);
	model_set_marks(model, &lookup);
	model_set_guards(model, guarding);
	if (marks)
		*marks = g_steal_pointer(&opened);
	return check_store(options, store, error) ? g_steal_pointer(&model) : NULL;
}
