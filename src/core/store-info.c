/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store-info.h"

#include <string.h>

#include "core/setting.h"

/* What bounces are is saved under this name; see store.h. */
#define SAVED_QUERY "query:bounces"

static const char *const keys[] = {"bounces.verp", "bounces.lists", "query.bounces",
                                   "search.exclude_tags"};

StoreInfo *
store_info_copy(const StoreInfo *store)
{
	StoreInfo *copy = g_memdup2(store, sizeof *store);

	copy->database = g_strdup(store->database);
	copy->query = g_strdup(store->query);
	copy->uuid = g_strdup(store->uuid);
	copy->settings = (const char *const *)g_strdupv((char **)store->settings);
	return copy;
}

void
store_info_free(StoreInfo *store)
{
	if (!store)
		return;
	g_free((char *)store->database);
	g_free((char *)store->query);
	g_free((char *)store->uuid);
	g_strfreev((char **)store->settings);
	g_free(store);
}

bool
store_info_agrees(const StoreInfo *a, const StoreInfo *b)
{
	bool is_same = g_str_equal(a->database, b->database) && g_str_equal(a->query, b->query);

	for (size_t i = 0; is_same && i < G_N_ELEMENTS(keys); i++) {
		g_autofree char *x = setting_text(a->settings, keys[i]);
		g_autofree char *y = setting_text(b->settings, keys[i]);

		is_same = g_str_equal(x, y);
	}
	return is_same;
}

static bool
asks_for_date(const char *query)
{
	return strstr(query, "date:") || strstr(query, "(date");
}

bool
store_info_is_lasting(const StoreInfo *store)
{
	g_autofree char *saved = setting_text(store->settings, "query.bounces");
	g_autoptr(GString) query = g_string_new(store->query);

	g_string_replace(query, SAVED_QUERY, "", 0);
	return !strstr(query->str, "query:") && !strstr(query->str, "(query") &&
	       !asks_for_date(query->str) && !asks_for_date(saved) && !strstr(saved, "query:");
}
