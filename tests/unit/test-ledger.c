/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

/* Find "ID:FILE,FILE ID:FILE ...".  Returns those that are to be read. */
static char *
find(Ledger *ledger, const char *text)
{
	g_auto(GStrv) messages = g_strsplit(text, " ", -1);
	GString *out = g_string_new(NULL);

	for (char **message = messages; *message && **message; message++) {
		char *files = strchr(*message, ':');

		*files++ = '\0';
		g_auto(GStrv) paths = g_strsplit(files, ",", -1);
		if (ledger_find(ledger, *message, (const char *const *)paths))
			g_string_append_printf(out, " %s", *message);
	}
	return g_string_free(out, FALSE);
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *
settle(Ledger *ledger)
{
	g_autoptr(GHashTable) stale = ledger_settle(ledger);
	g_autofree void **ids = g_hash_table_get_keys_as_array(stale, NULL);
	GString *out = g_string_new(NULL);

	qsort(ids, g_hash_table_size(stale), sizeof *ids, compare);
	for (void **id = ids; *id; id++)
		g_string_append_printf(out, " %s", (const char *)*id);
	return g_string_free(out, FALSE);
}

static void
test_looks(void **state)
{
	static const struct {
		const char *found;
		const char *met; /* NULL: only what changed is looked at */
		const char *read, *stale;
		guint n, n_after;
	} looks[] = {
		{"a:1 b:2,3 c:4", NULL, " a b c", "", 3, 3},
		{"", NULL, "", "", 3, 3},
		{"a:1 d:5", NULL, " d", "", 4, 4},
		{"b:2", NULL, " b", " b", 4, 4},
		{"b:3 b:3", NULL, " b", " b", 4, 4},
		{"", "a b c d", "", "", 4, 4},
		{"", "a b d", "", " c", 4, 3},
		{"e:6", "a b d e", " e", "", 4, 4},
		/* gone while the look went on, and one that nobody knows yet */
		{"a:7 f:8", "b d e new", " a f", " a f", 5, 3},
		{"a:1", "a b", " a", " d e", 4, 2},
		{"", "", "", " a b", 2, 0},
	};
	g_autoptr(Ledger) ledger = ledger_new();

	for_each_case(look, looks) {
		g_autofree char *read = find(ledger, look->found);
		guint n = ledger_n(ledger);

		if (look->met) {
			g_auto(GStrv) ids = g_strsplit(look->met, " ", -1);

			ledger_meet_all(ledger);
			for (char **id = ids; *id; id++)
				ledger_meet(ledger, *id);
		}
		g_autofree char *stale = settle(ledger);
		check(g_str_equal(read, look->read) && g_str_equal(stale, look->stale) &&
		              n == look->n && ledger_n(ledger) == look->n_after,
		      "look %td:%s;%s; %u, %u", look - looks, read, stale, n, ledger_n(ledger));
	}
	(void)state;
}

/* Whatever is asked first of those that had been read earlier. */
static void
test_read_earlier(void **state)
{
	static const struct {
		const char *found, *met, *read, *stale;
		guint n_after;
	} looks[] = {
		{"", NULL, "", "", 3},
		{"a:1 b:3,2", NULL, "", "", 3},
		{"c:5 b:2 d:6", NULL, " c b d", " b c", 4},
		{"", "b c", "", " a", 2},
		{"", "", "", " a b c", 0},
	};

	for_each_case(look, looks) {
		g_autoptr(Ledger) ledger = ledger_new();

		ledger_know(ledger, "a", "1", true);
		ledger_know(ledger, "b", "2", false);
		ledger_know(ledger, "c", "4", true);
		ledger_know(ledger, "b", "3", false);
		guint n = ledger_n(ledger);
		g_autofree char *read = find(ledger, look->found);

		if (look->met) {
			g_auto(GStrv) ids = g_strsplit(look->met, " ", -1);

			ledger_meet_all(ledger);
			for (char **id = ids; *id; id++)
				if (**id)
					check(ledger_meet(ledger, *id), "%s is met", *id);
		}
		g_autofree char *stale = settle(ledger);
		check(n == 3 && g_str_equal(read, look->read) && g_str_equal(stale, look->stale) &&
		              ledger_n(ledger) == look->n_after,
		      "look %td: %u;%s;%s; %u", look - looks, n, read, stale, ledger_n(ledger));
	}
	(void)state;
}

static void
test_forget(void **state)
{
	g_autoptr(Ledger) ledger = ledger_new();

	ledger_know(ledger, "a", "1", true);
	ledger_know(ledger, "b", "2", false);
	g_autoptr(GHashTable) all = ledger_forget(ledger);
	assert_int_equal(g_hash_table_size(all), 2);
	assert_true(g_hash_table_contains(all, "a") && g_hash_table_contains(all, "b"));
	assert_int_equal(ledger_n(ledger), 0);
	assert_false(ledger_knows(ledger, "a"));
	(void)state;
}

static void
test_drop(void **state)
{
	g_autoptr(Ledger) ledger = ledger_new();
	g_autofree char *first = find(ledger, "a:1");
	g_autofree char *none = settle(ledger);
	g_autofree char *read = find(ledger, "a:2 b:3");

	assert_true(first && none && read);
	assert_int_equal(ledger_n(ledger), 2);
	ledger_meet_all(ledger);
	ledger_drop(ledger);
	assert_int_equal(ledger_n(ledger), 1);
	assert_true(ledger_knows(ledger, "a"));
	assert_false(ledger_knows(ledger, "b"));
	g_autofree char *same = find(ledger, "a:1");
	assert_string_equal(same, "");
	g_autofree char *stale = settle(ledger);
	assert_string_equal(stale, "");
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_looks),
		cmocka_unit_test(test_read_earlier),
		cmocka_unit_test(test_forget),
		cmocka_unit_test(test_drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
