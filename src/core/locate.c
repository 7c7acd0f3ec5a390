/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/locate.h"

#include "core/asker.h"

typedef struct {
	char *database;
	GError *error;
} Search;

static void
on_store(const StoreInfo *info, void *user)
{
	Search *search = user;

	g_free(search->database);
	search->database = g_strdup(info->database);
}

static void
on_entry(const char *message_id, gint64 date, const char *const *paths, void *user)
{
	(void)message_id;
	(void)date;
	(void)paths;
	(void)user;
}

static void
on_query_done(const GError *error, void *user)
{
	Search *search = user;

	if (error && !search->database)
		search->error = g_error_copy(error);
}

static const ReadersEvents events = {
	.store = on_store,
	.entry = on_entry,
	.query_done = on_query_done,
};

char *
locate_database(const char *program, const char *data_dir, const char *config, GError **error)
{
	/* Finds next to nothing: the answer is what comes before. */
	static const char *const terms[] = {"id:nothing", NULL};
	Search search = {0};
	g_autoptr(Asker) asker = asker_new(program, data_dir, &events, &search);

	asker_ask(asker, &(StoreQuery){.config = config, .terms = terms, .ids_only = true});
	while (!search.database && !asker_is_idle(asker))
		g_main_context_iteration(NULL, TRUE);
	if (search.error)
		g_propagate_error(error, search.error);
	return search.database;
}
