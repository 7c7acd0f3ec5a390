/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/ledger.h"

#include "core/text-hash.h"

/* Of the names of a message's files a hash is kept: a change that it does not show
 * (one in four thousand millions) costs a name that is out of date. */
struct Ledger {
	GHashTable *known; /* Message-ID, in texts -> hash of its files */
	GStringChunk *texts;
	GHashTable *found; /* the same, of this look, which owns its Message-IDs */
	guint n_new;       /* of those found, that are not known */
	GHashTable *met;   /* Message-IDs; NULL unless all are looked at */
};

static GHashTable *
table_new(void)
{
	return g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
}

Ledger *
ledger_new(void)
{
	Ledger *ledger = g_new0(Ledger, 1);

	ledger->known = g_hash_table_new(text_hash, g_str_equal);
	ledger->texts = g_string_chunk_new(4096);
	ledger->found = table_new();
	return ledger;
}

void
ledger_free(Ledger *ledger)
{
	if (!ledger)
		return;
	g_hash_table_unref(ledger->known);
	g_string_chunk_free(ledger->texts);
	g_hash_table_unref(ledger->found);
	g_clear_pointer(&ledger->met, g_hash_table_unref);
	g_free(ledger);
}

/* In any order. */
static void *
hash_of(const char *const *paths)
{
	guint hash = 0;

	for (; *paths; paths++)
		hash += text_hash(*paths);
	return GUINT_TO_POINTER(hash);
}

static void
learn(Ledger *ledger, const char *message_id, void *files)
{
	void *kept;

	if (!g_hash_table_lookup_extended(ledger->known, message_id, &kept, NULL))
		kept = g_string_chunk_insert(ledger->texts, message_id);
	g_hash_table_insert(ledger->known, kept, files);
}

void
ledger_know(Ledger *ledger, const char *message_id, const char *path, bool is_only)
{
	guint others =
		is_only ? 0 : GPOINTER_TO_UINT(g_hash_table_lookup(ledger->known, message_id));

	learn(ledger, message_id, GUINT_TO_POINTER(others + text_hash(path)));
}

bool
ledger_meet(Ledger *ledger, const char *message_id)
{
	g_hash_table_add(ledger->met, g_strdup(message_id));
	return g_hash_table_contains(ledger->known, message_id) ||
	       g_hash_table_contains(ledger->found, message_id);
}

bool
ledger_find(Ledger *ledger, const char *message_id, const char *const *paths)
{
	void *now = hash_of(paths), *then = NULL;

	if (g_hash_table_lookup_extended(ledger->found, message_id, NULL, &then) && now == then)
		return false;
	bool known = g_hash_table_lookup_extended(ledger->known, message_id, NULL, &then);

	if (g_hash_table_insert(ledger->found, g_strdup(message_id), now) && !known)
		ledger->n_new++;
	if (ledger->met)
		ledger_meet(ledger, message_id);
	return !known || now != then;
}

void
ledger_meet_all(Ledger *ledger)
{
	if (!ledger->met)
		ledger->met = table_new();
}

guint
ledger_n(const Ledger *ledger)
{
	return g_hash_table_size(ledger->known) + ledger->n_new;
}

static void
learn_found(Ledger *ledger, GHashTable *stale)
{
	GHashTableIter found;
	void *id, *now, *then;

	g_hash_table_iter_init(&found, ledger->found);
	while (g_hash_table_iter_next(&found, &id, &now)) {
		if (g_hash_table_lookup_extended(ledger->known, id, NULL, &then) && then != now)
			g_hash_table_add(stale, g_strdup(id));
		learn(ledger, id, now);
	}
}

static void
unlearn_gone(Ledger *ledger, GHashTable *stale)
{
	GHashTableIter known;
	void *id;

	g_hash_table_iter_init(&known, ledger->known);
	while (g_hash_table_iter_next(&known, &id, NULL)) {
		if (g_hash_table_contains(ledger->met, id))
			continue;
		g_hash_table_add(stale, g_strdup(id));
		g_hash_table_iter_remove(&known);
	}
}

GHashTable *
ledger_settle(Ledger *ledger)
{
	GHashTable *stale = table_new();

	learn_found(ledger, stale);
	if (ledger->met)
		unlearn_gone(ledger, stale);
	ledger_drop(ledger);
	return stale;
}

bool
ledger_knows(const Ledger *ledger, const char *message_id)
{
	return g_hash_table_contains(ledger->known, message_id);
}

void
ledger_unknow(Ledger *ledger, const char *message_id)
{
	if (g_hash_table_remove(ledger->known, message_id))
		ledger->n_new++;
}

GHashTable *
ledger_forget(Ledger *ledger)
{
	GHashTable *known = g_steal_pointer(&ledger->known);

	ledger->known = g_hash_table_new(text_hash, g_str_equal);
	ledger_drop(ledger);
	return known;
}

void
ledger_drop(Ledger *ledger)
{
	g_hash_table_remove_all(ledger->found);
	g_clear_pointer(&ledger->met, g_hash_table_unref);
	ledger->n_new = 0;
}
