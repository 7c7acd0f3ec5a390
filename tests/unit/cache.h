/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cache.h - a small cache in a folder of the test's own
 */
#pragma once

#include "core/cache.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "report-build.h"
#include "unit.h"

#define STAMP 7

typedef struct {
	char *dir; /* the test's own; the cache is in a folder of it */
	char *folder, *path;
} Fixture;

static inline Cache *
open_cache(const Fixture *fixture)
{
	static const char *const terms[] = {"tag:bounce", NULL};
	const StoreQuery query = {.terms = terms};

	return cache_open(fixture->folder, &query, STAMP);
}

static inline void
add(Cache *cache, const char *message_id, gint64 date)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	const Origin origin = {.message_id = message_id, .path = "/a", .date = date};

	cache_add(cache, &origin, report);
}

static inline void
settle(Cache *cache, guint64 revision)
{
	const char *const settings[] = {"some", NULL};
	const StoreInfo store = {.database = "/mail",
	                         .query = "tag:bounce",
	                         .settings = settings,
	                         .uuid = "uuid",
	                         .revision = revision};

	cache_settle(cache, &store);
}

/* One with three messages, two rows and what the store answered. */
static inline int
setup(void **state)
{
	Fixture *fixture = g_new0(Fixture, 1);
	const Standing standing = {.proof = PROOF_STORE, .list = ""};

	fixture->dir = g_dir_make_tmp("cache-XXXXXX", NULL);
	fixture->folder = g_build_filename(fixture->dir, "reports", NULL);
	Cache *cache = open_cache(fixture);
	assert_non_null(cache);
	add(cache, "one", 1);
	add(cache, "two", 2);
	add(cache, "three", 3);
	cache_keep_standing(cache, "a@example.org", &standing);
	cache_keep_standing(cache, "b@example.org", &standing);
	settle(cache, 9);
	cache_free(cache);

	g_autoptr(GDir) open = g_dir_open(fixture->folder, 0, NULL);
	const char *name;
	while ((name = g_dir_read_name(open)))
		if (g_str_has_suffix(name, ".db"))
			fixture->path = g_build_filename(fixture->folder, name, NULL);
	assert_non_null(fixture->path);
	*state = fixture;
	return 0;
}

static inline int
teardown(void **state)
{
	Fixture *fixture = *state;
	const char *const argv[] = {"rm", "-rf", fixture->dir, NULL};

	g_chmod(fixture->folder, 0700);
	g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
	             NULL);
	g_free(fixture->dir);
	g_free(fixture->folder);
	g_free(fixture->path);
	g_free(fixture);
	return 0;
}

/* What comes out: messages, in brackets when they are to be read again, then rows, and
 * whether their mail is in the store. */
static inline char *
read_all(Cache *cache)
{
	GString *out = g_string_new(NULL);
	Cached it;

	for (;;) {
		cache_wait(cache);
		cache_next(cache, &it);
		if (it.type == CACHED_NOTHING)
			break;
		if (it.type == CACHED_FILE)
			g_string_append_printf(out, it.report ? "%s " : "(%s) ",
			                       it.origin.message_id);
		else if (it.type == CACHED_STANDING)
			g_string_append_printf(out, "%s %c ", it.key,
			                       it.standing.proof == PROOF_STORE ? '+' : '-');
	}
	return g_string_free(out, FALSE);
}

static inline void
check_holds(const Fixture *fixture, const char *what, const char *want)
{
	g_autoptr(Cache) cache = open_cache(fixture);
	g_autofree char *got = cache ? read_all(cache) : g_strdup("none");

	check(g_str_equal(got, want), "%s: %s", what, got);
}

#define WHOLE "three two one a@example.org + b@example.org + "

static inline void
edit(const Fixture *fixture, const char *sql)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
	check(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s: %s", sql,
	      sqlite3_errmsg(db));
	sqlite3_close(db);
}
