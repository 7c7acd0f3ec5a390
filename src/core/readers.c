/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * readers.c - one reader for the index, the others for mail
 *
 * What reads the index holds it open and dies when it changes; what parses never
 * opens it.
 */
#include "core/readers.h"

#include "core/asker.h"
#include "core/crew.h"

struct Readers {
	Asker *asker;
	Crew *crew;
};

Readers *
readers_new(const char *program, const char *data_dir, unsigned n_processes,
            const ReadersEvents *events, void *user)
{
	Readers *readers = g_new0(Readers, 1);

	readers->asker = asker_new(program, data_dir, events, user);
	readers->crew = crew_new(program, data_dir, n_processes, events, user);
	return readers;
}

void
readers_free(Readers *readers)
{
	asker_free(readers->asker);
	crew_free(readers->crew);
	g_free(readers);
}

void
readers_set_verp(Readers *readers, const char *const *patterns)
{
	crew_set_verp(readers->crew, patterns);
}

void
readers_query(Readers *readers, const StoreQuery *query)
{
	asker_ask(readers->asker, query);
}

void
readers_look_up(Readers *readers, const char *config, const StoreQuestion *questions, size_t n)
{
	asker_look_up(readers->asker, config, questions, n);
}

void
readers_ask_recent(Readers *readers, const char *config, const char *uuid, guint64 revision)
{
	asker_ask_recent(readers->asker, config, uuid, revision);
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
	return asker_is_idle(readers->asker) && crew_is_idle(readers->crew);
}

void
readers_cancel(Readers *readers)
{
	asker_cancel(readers->asker);
	crew_cancel(readers->crew);
}
