/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/tally.h"

#include <string.h>

struct Tally {
	GHashTable *counts; /* word -> how often */
};

Tally *
tally_new(void)
{
	Tally *tally = g_new0(Tally, 1);

	tally->counts = g_hash_table_new(g_str_hash, g_str_equal);
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

static size_t
count_of(const Tally *tally, const char *word)
{
	return GPOINTER_TO_SIZE(g_hash_table_lookup(tally->counts, word));
}

void
tally_add(Tally *tally, const char *word)
{
	g_hash_table_insert(tally->counts, (char *)word,
	                    GSIZE_TO_POINTER(count_of(tally, word) + 1));
}

static int
compare_words(const void *a, const void *b, void *tally)
{
	const char *x = *(const char *const *)a;
	const char *y = *(const char *const *)b;
	size_t n_x = count_of(tally, x);
	size_t n_y = count_of(tally, y);

	return n_x != n_y ? (n_x < n_y) - (n_x > n_y) : strcmp(x, y);
}

char *
tally_text(const Tally *tally)
{
	GString *text = g_string_new(NULL);
	guint n;
	g_autofree void **words = g_hash_table_get_keys_as_array(tally->counts, &n);

	g_qsort_with_data(words, (int)n, sizeof *words, compare_words, (Tally *)tally);
	for (guint i = 0; i < n; i++)
		g_string_append_printf(text, "%s%zu %s", i > 0 ? ", " : "",
		                       count_of(tally, words[i]), (const char *)words[i]);
	return g_string_free(text, FALSE);
}
