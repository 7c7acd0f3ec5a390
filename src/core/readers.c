/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * readers.c - some readers for the index, the others for mail
 *
 * What reads the index holds it open and dies when it changes; what parses never
 * opens it.
 */
#include "core/readers.h"

#include "core/asker.h"
#include "core/crew.h"
#include "core/system.h"

/* More readers of one index than this wait for the disk and for each other. */
#define ASKERS_MAX 4

struct Readers {
	Asker *askers[ASKERS_MAX]; /* the first answers what is not asked in parts */
	unsigned n_askers;
	Crew *crew;
	const ReadersEvents *events;
	void *user;
	unsigned n_open; /* parts of a query that are not answered yet, and ... */
	GError *error;   /* ... why one of the others was not */
};

/* ---- a query in parts */

static void
on_store(const StoreInfo *info, void *user)
{
	const Readers *readers = user;

	readers->events->store(info, readers->user);
}

static void
on_entry(const char *message_id, gint64 date, const char *const *paths, void *user)
{
	const Readers *readers = user;

	readers->events->entry(message_id, date, paths, readers->user);
}

static void
on_query_done(const GError *error, void *user)
{
	Readers *readers = user;
	g_autoptr(GError) why = NULL;

	if (error && !readers->error)
		readers->error = g_error_copy(error);
	if (--readers->n_open > 0)
		return;
	why = g_steal_pointer(&readers->error);
	readers->events->query_done(why, readers->user);
}

static void
on_looked_up(const StoreFinding *findings, size_t n, const GError *error, void *user)
{
	const Readers *readers = user;

	readers->events->looked_up(findings, n, error, readers->user);
}

static void
on_wrote(const char *identity, gint64 date, void *user)
{
	const Readers *readers = user;

	readers->events->wrote(identity, date, readers->user);
}

static void
on_recent_done(const GError *error, void *user)
{
	const Readers *readers = user;

	readers->events->recent_done(error, readers->user);
}

static const ReadersEvents asker_events = {
	.store = on_store,
	.entry = on_entry,
	.query_done = on_query_done,
	.looked_up = on_looked_up,
	.wrote = on_wrote,
	.recent_done = on_recent_done,
};

Readers *
readers_new(const char *program, const char *data_dir, unsigned n_processes,
            const ReadersEvents *events, void *user)
{
	Readers *readers = g_new0(Readers, 1);
	unsigned n = n_processes ? n_processes : system_n_processors();

	readers->events = events;
	readers->user = user;
	readers->n_askers = MIN(n, ASKERS_MAX);
	for (unsigned i = 0; i < readers->n_askers; i++)
		readers->askers[i] = asker_new(program, data_dir, &asker_events, readers);
	readers->crew = crew_new(program, data_dir, n, events, user);
	return readers;
}

void
readers_free(Readers *readers)
{
	for (unsigned i = 0; i < readers->n_askers; i++)
		asker_free(readers->askers[i]);
	crew_free(readers->crew);
	g_clear_error(&readers->error);
	g_free(readers);
}

void
readers_set_verp(Readers *readers, const char *const *patterns)
{
	crew_set_verp(readers->crew, patterns);
}

void
readers_expect_question(Readers *readers)
{
	asker_prepare(readers->askers[0]);
}

void
readers_expect_files(Readers *readers)
{
	crew_prepare(readers->crew);
}

/* All mail takes so long that it is worth another reader; by the revisions, of which
 * each message has one. */
static bool
is_worth_parts(const StoreQuery *query)
{
	return !query->uuid && !query->ids_only && !query->newest;
}

void
readers_query(Readers *readers, const StoreQuery *query)
{
	StoreQuery part = *query;
	unsigned n = is_worth_parts(query) ? readers->n_askers : 1;

	readers->n_open = n;
	part.n_slices = n;
	for (unsigned i = 0; i < n; i++) {
		/* The newest first. */
		part.slice = n - 1 - i;
		asker_ask(readers->askers[i], &part);
	}
}

void
readers_go_on(Readers *readers)
{
	for (unsigned i = 0; i < readers->n_askers; i++)
		asker_go_on(readers->askers[i]);
}

void
readers_look_up(Readers *readers, const char *config, const StoreQuestion *questions, size_t n)
{
	asker_look_up(readers->askers[0], config, questions, n);
}

void
readers_ask_recent(Readers *readers, const char *config, const char *uuid, guint64 revision)
{
	asker_ask_recent(readers->askers[0], config, uuid, revision);
}

void
readers_parse(Readers *readers, guint64 ticket, const char *path, bool may_be_mbox)
{
	crew_parse(readers->crew, ticket, path, may_be_mbox);
}

void
readers_read_text(Readers *readers, guint64 ticket, const char *path)
{
	crew_read_text(readers->crew, ticket, path);
}

void
readers_show(Readers *readers, guint64 ticket, const char *path, Show what)
{
	crew_show(readers->crew, ticket, path, what);
}

void
readers_split(Readers *readers, guint64 ticket, const char *path)
{
	crew_split(readers->crew, ticket, path);
}

bool
readers_idle(const Readers *readers)
{
	for (unsigned i = 0; i < readers->n_askers; i++)
		if (!asker_is_idle(readers->askers[i]))
			return false;
	return crew_is_idle(readers->crew);
}

void
readers_cancel(Readers *readers)
{
	for (unsigned i = 0; i < readers->n_askers; i++)
		asker_cancel(readers->askers[i]);
	crew_cancel(readers->crew);
}
