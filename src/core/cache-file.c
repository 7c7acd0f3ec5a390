/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cache-file.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

/* "nmbc" */
#define APPLICATION_ID 0x6e6d6263

/* Questions whose answers are kept. */
#define FILES_MAX 8

/* Hexadecimal digits that tell one question from another. */
#define DIGEST_LEN 32

/* Integers are in the machine's byte order, as reports are: it is part of the name. */
static const char *const migrations[] = {
	"CREATE TABLE file (id INTEGER PRIMARY KEY, message TEXT NOT NULL, path BLOB NOT NULL, "
	"date INTEGER NOT NULL, is_only INTEGER NOT NULL, stamp INTEGER NOT NULL, report BLOB, "
	"UNIQUE (message, path));"
	"CREATE INDEX file_date ON file (date);"
	"CREATE TABLE standing (key TEXT PRIMARY KEY, proof INTEGER NOT NULL, "
	"list TEXT NOT NULL, alive INTEGER NOT NULL, stamp INTEGER NOT NULL) "
	"WITHOUT ROWID;"
	"CREATE TABLE store (id INTEGER PRIMARY KEY, answer BLOB NOT NULL);",
};

sqlite3 *
cache_file_open(const char *path, GError **error)
{
	static const SqliteSchema schema = {APPLICATION_ID, migrations, G_N_ELEMENTS(migrations)};
	g_autoptr(sqlite3) db = sqlite_open(path, &schema, error);

	if (!db)
		return NULL;
	/* A loss of power may take what was written last; nobody waits for the disk, nor
	 * for another program. */
	sqlite3_busy_timeout(db, 0);
	if (!sqlite_exec(db, "PRAGMA synchronous = NORMAL", error))
		return NULL;
	return g_steal_pointer(&db);
}

/* All by which notmuch chooses a configuration and a database. */
static const char *const variables[] = {
	"NOTMUCH_CONFIG", "NOTMUCH_PROFILE", "NOTMUCH_DATABASE", "MAILDIR",
	"HOME",           "XDG_CONFIG_HOME", "XDG_DATA_HOME",
};

static char *
name_of(const StoreQuery *query)
{
	g_autofree char *config =
		query->config ? g_canonicalize_filename(query->config, NULL) : NULL;
	g_autoptr(GString) all = g_string_new(config);

	for (size_t i = 0; i < G_N_ELEMENTS(variables); i++) {
		const char *value = g_getenv(variables[i]);

		g_string_append_printf(all, "\n%s", value ? value : "");
	}
	g_string_append_printf(all, "\n%d %d %d", (int)query->base, query->is_sexp, query->exclude);
	for (const char *const *term = query->terms; *term; term++)
		g_string_append_printf(all, "\n%s", *term);

	g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all->str, -1);
	return g_strdup_printf("%.*s-%d.db", DIGEST_LEN, digest, G_BYTE_ORDER);
}

char *
cache_file_path(const char *dir, const StoreQuery *query)
{
	g_autofree char *name = name_of(query);

	return g_build_filename(dir, name, NULL);
}

typedef struct {
	char *path;
	gint64 used;
} Used;

static void
used_clear(void *data)
{
	g_free(((Used *)data)->path);
}

static int
compare_used(const void *a, const void *b)
{
	gint64 x = ((const Used *)a)->used, y = ((const Used *)b)->used;

	return (x < y) - (x > y);
}

void
cache_file_remove(const char *path)
{
	g_autofree char *log = g_strconcat(path, "-wal", NULL);
	g_autofree char *index = g_strconcat(path, "-shm", NULL);

	g_unlink(path);
	g_unlink(log);
	g_unlink(index);
}

void
cache_file_prune(const char *dir)
{
	g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(Used));
	g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
	const char *name;
	struct stat info;

	g_array_set_clear_func(files, used_clear);
	while (open && (name = g_dir_read_name(open))) {
		Used used = {.path = g_build_filename(dir, name, NULL)};

		if (!g_str_has_suffix(name, ".db") || stat(used.path, &info) != 0) {
			used_clear(&used);
			continue;
		}
		used.used = info.st_mtim.tv_sec;
		g_array_append_val(files, used);
	}
	g_array_sort(files, compare_used);
	for (guint i = FILES_MAX; i < files->len; i++)
		cache_file_remove(g_array_index(files, Used, i).path);
}
