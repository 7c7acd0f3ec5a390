/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/ledger.h"

#include "core/text-hash.h"

/* A message and its only file. */
typedef struct {
	const char *message_id; /* in texts */
	guint file;             /* the hash of its name */
} Single;

/* Of the names of a message's files a hash is kept: a change that it does not show
 * (one in four thousand millions) costs a name that is out of date. */
struct Ledger {
	GHashTable *known; /* Message-ID, in texts -> hash of its files */
	/* Of Single: they are known as well, and come to stand there when one is asked for.
	 * Where the store is as it was, none ever is. */
	GArray *singles;
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
	ledger->singles = g_array_new(FALSE, FALSE, sizeof(Single));
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
	g_array_unref(ledger->singles);
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

/* All that is known. */
static GHashTable *
known(const Ledger *ledger)
{
	for (guint i = 0; i < ledger->singles->len; i++) {
		const Single *single = &g_array_index(ledger->singles, Single, i);

		g_hash_table_insert(ledger->known, (char *)single->message_id,
		                    GUINT_TO_POINTER(single->file));
	}
	g_array_set_size(ledger->singles, 0);
	return ledger->known;
}

static void
learn(const Ledger *ledger, const char *message_id, void *files)
{
	void *kept;

	if (!g_hash_table_lookup_extended(known(ledger), message_id, &kept, NULL))
		kept = g_string_chunk_insert(ledger->texts, message_id);
	g_hash_table_insert(ledger->known, kept, files);
}

void
ledger_know(Ledger *ledger, const char *message_id, const char *path, bool is_only)
{
	guint file = text_hash(path);

	if (is_only) {
		const Single single = {g_string_chunk_insert(ledger->texts, message_id), file};

		g_array_append_val(ledger->singles, single);
		return;
	}

	void *others = g_hash_table_lookup(known(ledger), message_id);
	learn(ledger, message_id, GUINT_TO_POINTER(GPOINTER_TO_UINT(others) + file));
}

bool
ledger_meet(Ledger *ledger, const char *message_id)
{
	g_hash_table_add(ledger->met, g_strdup(message_id));
	return g_hash_table_contains(known(ledger), message_id) ||
	       g_hash_table_contains(ledger->found, message_id);
}

bool
ledger_find(Ledger *ledger, const char *message_id, const char *const *paths)
{
	void *now = hash_of(paths), *then = NULL;

	if (g_hash_table_lookup_extended(ledger->found, message_id, NULL, &then) && now == then)
		return false;
	bool is_known = g_hash_table_lookup_extended(known(ledger), message_id, NULL, &then);

	if (g_hash_table_insert(ledger->found, g_strdup(message_id), now) && !is_known)
		ledger->n_new++;
	if (ledger->met)
		ledger_meet(ledger, message_id);
	return !is_known || now != then;
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
	return g_hash_table_size(ledger->known) + ledger->singles->len + ledger->n_new;
}

static void
learn_found(Ledger *ledger, GHashTable *stale)
{
	GHashTableIter found;
	void *id, *now, *then;

	g_hash_table_iter_init(&found, ledger->found);
	while (g_hash_table_iter_next(&found, &id, &now)) {
		if (g_hash_table_lookup_extended(known(ledger), id, NULL, &then) && then != now)
			g_hash_table_add(stale, g_strdup(id));
		learn(ledger, id, now);
	}
}

static void
unlearn_gone(Ledger *ledger, GHashTable *stale)
{
	GHashTableIter all;
	void *id;

	g_hash_table_iter_init(&all, known(ledger));
	while (g_hash_table_iter_next(&all, &id, NULL)) {
		if (g_hash_table_contains(ledger->met, id))
			continue;
		g_hash_table_add(stale, g_strdup(id));
		g_hash_table_iter_remove(&all);
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
	return g_hash_table_contains(known(ledger), message_id);
}

void
ledger_unknow(Ledger *ledger, const char *message_id)
{
	if (g_hash_table_remove(known(ledger), message_id))
		ledger->n_new++;
}

GHashTable *
ledger_forget(Ledger *ledger)
{
	GHashTable *all = known(ledger);

	ledger->known = g_hash_table_new(text_hash, g_str_equal);
	ledger_drop(ledger);
	return all;
}

void
ledger_drop(Ledger *ledger)
{
	g_hash_table_remove_all(ledger->found);
	g_clear_pointer(&ledger->met, g_hash_table_unref);
	ledger->n_new = 0;
}
