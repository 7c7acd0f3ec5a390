/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/tally.h"

#include <string.h>

struct Tally {
	GHashTable *counts; /* word -> how often, a size_t */
};

Tally *
tally_new(void)
{
	Tally *tally = g_new0(Tally, 1);

	tally->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return tally;
}

void
tally_free(Tally *tally)
{
	if (!tally)
		return;
	g_hash_table_unref(tally->counts);
	g_free(tally);
}

void
tally_add(Tally *tally, const char *word)
{
	size_t *n = g_hash_table_lookup(tally->counts, word);

	if (!n) {
		n = g_new0(size_t, 1);
		g_hash_table_insert(tally->counts, g_strdup(word), n);
	}
	(*n)++;
}

static int
compare_counts(const void *a, const void *b)
{
	const TallyCount *x = a, *y = b;

	return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : strcmp(x->word, y->word);
}

GArray *
tally_list(const Tally *tally)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(TallyCount));
	GHashTableIter counts;
	void *word, *n;

	g_hash_table_iter_init(&counts, tally->counts);
	while (g_hash_table_iter_next(&counts, &word, &n)) {
		TallyCount count = {word, *(const size_t *)n};

		g_array_append_val(list, count);
	}
	g_array_sort(list, compare_counts);
	return list;
}

char *
tally_text(const Tally *tally)
{
	GString *text = g_string_new(NULL);
	g_autoptr(GArray) list = tally_list(tally);

	for (guint i = 0; i < list->len; i++) {
		const TallyCount *count = &g_array_index(list, TallyCount, i);

		g_string_append_printf(text, "%s%zu %s", i > 0 ? ", " : "", count->n, count->word);
	}
	return g_string_free(text, FALSE);
}
