/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store.c - libnotmuch, asked with care
 *
 * notmuch_message_get_header() opens the mail for a header that is not in the
 * index, and hangs where that is a FIFO; only Message-ID and From are asked for.
 */
#include "reader/store.h"

#include <bounce/parser.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/setting.h"
#include "core/wire.h"
#include "reader/notmuch-auto.h"
#include "reader/query.h"

/* Changes of the index among which a page of its newest mail is looked for, as others may
 * have other tags only, or be no bounces: first among so many, then among more. */
#define NEWEST_FIRST ((guint64)300)
#define NEWEST_LAST ((guint64)30000)
#define PAGE 30

/* libnotmuch's words for what is no S-expression at all. */
#define INVALID_SEXP "invalid s-expression"

struct Store {
	time_t opened_s; /* Unix seconds */
	notmuch_database_t *db;
	notmuch_query_t *query;       /* what follows hangs below it */
	notmuch_messages_t *messages; /* NULL when there are none */
	notmuch_message_t *message;
	GPtrArray *paths;
	char *text;   /* of the query, as it is sent */
	char *shown;  /* the same, with the built-in part called by its name */
	char *quick;  /* what finds most of the same sooner, or NULL */
	bool is_sexp; /* these are S-expressions */
	bool ids_only;
	guint64 n_left; /* store_next() gives no more */
	StoreAnswer answer;
};

static bool
is_missing(const char *dir, const char *name)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	return access(path, F_OK) != 0 && errno == ENOENT;
}

static void
set_no_config(GError **error, const char *path)
{
	if (is_missing(path, NULL))
		g_set_error(error, READERS_ERROR, READERS_ERROR_NO_CONFIG,
		            "notmuch is not set up for this user (there is no %s)\n"
		            "Run \"notmuch setup\", then \"notmuch new\".",
		            path);
	else
		g_set_error(error, READERS_ERROR, READERS_ERROR_NO_CONFIG,
		            "notmuch is not set up for this user (cannot load %s)\n"
		            "See what \"notmuch config list\" says about it.",
		            path);
}

static void
set_no_database(GError **error, const char *path)
{
	g_set_error(error, READERS_ERROR, READERS_ERROR_NO_DATABASE,
	            "no mail database at %s\n"
	            "Run \"notmuch new\" once. This can take some minutes.",
	            path);
}

static void
set_database_error(GError **error, const char *path, const char *said)
{
	g_autofree char *line = g_strdelimit(g_strstrip(g_strdup(said)), "\n", ' ');

	g_set_error(error, READERS_ERROR, READERS_ERROR_DATABASE,
	            "cannot read the mail database at %s (%s)\n"
	            "See what \"notmuch count\" says; a damaged database is restored from "
	            "\"notmuch dump\".",
	            path, line);
}

/* Opening says that it failed; the configuration, loaded by itself, says what
 * was tried. */
static void
explain_open(GError **error, const char *config, notmuch_status_t status, const char *said)
{
	g_autoptr(notmuch_database_t) db = NULL;

	notmuch_database_load_config(NULL, config, NULL, &db, NULL);
	const char *config_path = db ? notmuch_config_path(db) : NULL;
	const char *path = db ? notmuch_config_get(db, NOTMUCH_CONFIG_DATABASE_PATH) : NULL;

	if (!path)
		path = "(unknown)";
	if (status == NOTMUCH_STATUS_NO_CONFIG)
		set_no_config(error, config_path ? config_path : "a configuration file");
	else if (is_missing(path, ".notmuch/xapian") && is_missing(path, "xapian"))
		set_no_database(error, path);
	else
		set_database_error(error, path, said ? said : notmuch_status_to_string(status));
}

Store *
store_open(const char *config, GError **error)
{
	g_autoptr(Store) store = g_new0(Store, 1);
	const char *chosen = config[0] ? config : NULL;
	char *said = NULL; /* is malloc()ed */
	notmuch_status_t status;

	store->paths = g_ptr_array_new();
	store->opened_s = time(NULL);
	status = notmuch_database_open_with_config(NULL, NOTMUCH_DATABASE_MODE_READ_ONLY, chosen,
	                                           NULL, &store->db, &said);
	if (status != NOTMUCH_STATUS_SUCCESS)
		explain_open(error, chosen, status, said);
	free(said);
	return status == NOTMUCH_STATUS_SUCCESS ? g_steal_pointer(&store) : NULL;
}

void
store_free(Store *store)
{
	g_clear_pointer(&store->query, notmuch_query_destroy);
	g_clear_pointer(&store->db, notmuch_database_destroy);
	g_ptr_array_unref(store->paths);
	g_free(store->text);
	g_free(store->quick);
	g_free(store->shown);
	g_strfreev(store->answer.settings);
	g_free(store);
}

/* The value of one key, whole: notmuch's own getter splits it at semicolons. */
static char *
get_config(notmuch_database_t *db, const char *key)
{
	g_autoptr(notmuch_config_pairs_t) pairs = notmuch_config_get_pairs(db, key);

	for (; notmuch_config_pairs_valid(pairs); notmuch_config_pairs_move_to_next(pairs))
		if (strcmp(notmuch_config_pairs_key(pairs), key) == 0)
			return g_strdup(notmuch_config_pairs_value(pairs));
	return g_strdup("");
}

/* *name is what people call it: the built-in one is too long to show. */
static char *
choose_base(notmuch_database_t *db, const BounceNoticeInfo *notice, StoreBase base,
            const char **name)
{
	g_autofree char *configured = get_config(db, "bounces.query");
	g_autofree char *saved = get_config(db, "query.bounces");

	*name = NULL;
	if (base == STORE_BASE_TAGGED)
		return g_strdup(STORE_TAGGED);
	if (base == STORE_BASE_SET && configured[0])
		return g_steal_pointer(&configured);
	if (base == STORE_BASE_SET && saved[0])
		return g_strdup("query:bounces");
	*name = "the built-in query";
	return query_wide(notice);
}

static void
add_settings(notmuch_database_t *db, const char *prefix, GStrvBuilder *settings)
{
	g_autoptr(notmuch_config_pairs_t) pairs = notmuch_config_get_pairs(db, prefix);

	for (; notmuch_config_pairs_valid(pairs); notmuch_config_pairs_move_to_next(pairs)) {
		const char *set = notmuch_config_pairs_value(pairs);
		g_autofree char *key = g_utf8_make_valid(notmuch_config_pairs_key(pairs), -1);
		g_autofree char *value = g_utf8_make_valid(set ? set : "", -1);

		g_strv_builder_add(settings, key);
		g_strv_builder_add(settings, value);
	}
}

static char **
read_settings(notmuch_database_t *db)
{
	g_autoptr(GStrvBuilder) settings = g_strv_builder_new();

	add_settings(db, "bounces.", settings);
	add_settings(db, "user.primary_email", settings);
	add_settings(db, "user.other_email", settings);
	add_settings(db, "query.bounces", settings);
	add_settings(db, "search.exclude_tags", settings);
	return g_strv_builder_end(settings);
}

static bool
check_verp(char **settings, GError **error)
{
	g_auto(GStrv) patterns = setting_list((const char *const *)settings, "bounces.verp");

	for (char **pattern = patterns; *pattern; pattern++) {
		g_autoptr(GError) why = NULL;

		if (!bounce_verp_check(*pattern, &why)) {
			g_set_error(error, READERS_ERROR, READERS_ERROR_SETTING,
			            "the key bounces.verp: %s\n"
			            "Mend it with \"notmuch config set bounces.verp ...\"; "
			            "an example is news-bounces+%%l=%%d@",
			            why->message);
			return false;
		}
	}
	return true;
}

static void
set_query_error(GError **error, const Store *store, const char *said)
{
	g_set_error(error, READERS_ERROR, READERS_ERROR_QUERY,
	            "the query is not understood: %s\n"
	            "Mend it (\"man %s\" tells how): %s",
	            said, store->is_sexp ? "notmuch-sexp-queries" : "notmuch-search-terms",
	            store->shown);
}

/* libnotmuch has one status for a query that is wrong and for an index that is;
 * its words tell them apart: "A Xapian exception occurred parsing query: WHY\n
 * Query string was: ..." */
static void
explain_query(GError **error, Store *store, notmuch_status_t status)
{
	const char *said = notmuch_database_status_string(store->db);

	if (!said)
		said = notmuch_status_to_string(status);
	if (strstr(said, "performing query")) {
		set_database_error(error, store->answer.database, said);
		return;
	}
	/* It goes on with the whole expression, of which most is not the user's. */
	const char *invalid = strstr(said, INVALID_SEXP);
	const char *colon = strstr(said, ": ");
	g_autofree char *why = g_strdup(invalid ? INVALID_SEXP : colon ? colon + 2 : said);
	why[strcspn(why, "\n")] = '\0';
	set_query_error(error, store, why);
}

static void
exclude_tags(notmuch_database_t *db, notmuch_query_t *query)
{
	g_autoptr(notmuch_config_values_t) tags =
		notmuch_config_get_values(db, NOTMUCH_CONFIG_EXCLUDE_TAGS);

	/* A tag that the query names itself is not excluded; it says so by its
	 * status, which is no error. */
	for (; notmuch_config_values_valid(tags); notmuch_config_values_move_to_next(tags))
		notmuch_query_add_tag_exclude(query, notmuch_config_values_get(tags));
}

/* Can the library read S-expressions? */
static bool
has_sexp(void)
{
#if LIBNOTMUCH_CHECK_VERSION(5, 6, 0)
	return notmuch_built_with("sexp_queries");
#else
	return false;
#endif
}

static notmuch_query_t *
parse_sexp(notmuch_database_t *db, const char *text)
{
	notmuch_query_t *query = NULL;

#if LIBNOTMUCH_CHECK_VERSION(5, 6, 0)
	notmuch_query_create_with_syntax(db, text, NOTMUCH_QUERY_SYNTAX_SEXP, &query);
#endif
	return query;
}

static notmuch_query_t *
create_query(const Store *store, const char *text, bool is_sexp, bool exclude)
{
	notmuch_query_t *query =
		is_sexp ? parse_sexp(store->db, text) : notmuch_query_create(store->db, text);

	notmuch_query_set_sort(query, NOTMUCH_SORT_NEWEST_FIRST);
	if (exclude)
		exclude_tags(store->db, query);
	return query;
}

static notmuch_status_t
count(const Store *store, const char *text, bool exclude, guint64 *n)
{
	g_autoptr(notmuch_query_t) query = create_query(store, text, false, exclude);
	unsigned found = 0;
	notmuch_status_t status = notmuch_query_count_messages(query, &found);

	*n = found;
	return status;
}

/* Where nothing matches: what would? */
static bool
count_others(Store *store, const BounceNoticeInfo *notice, const StoreAsked *asked, GError **error)
{
	StoreAnswer *answer = &store->answer;
	g_autofree char *wide = query_wide(notice);
	notmuch_status_t status = NOTMUCH_STATUS_SUCCESS;

	if (asked->newest || answer->n_matching > 0)
		return true;
	status = count(store, wide, asked->exclude, &answer->n_wide);
	if (status == NOTMUCH_STATUS_SUCCESS)
		status = count(store, STORE_TAGGED, asked->exclude, &answer->n_tagged);
	if (status != NOTMUCH_STATUS_SUCCESS)
		set_database_error(error, answer->database, notmuch_status_to_string(status));
	return status == NOTMUCH_STATUS_SUCCESS;
}

/* What both find; terms are in the language of the store's. */
static char *
narrow(const Store *store, const char *base, const char *terms)
{
	return store->is_sexp ? query_narrow_sexp(base, terms) : query_narrow(base, terms);
}

static char *
narrow_reports(const Store *store, const BounceNoticeInfo *notice, const char *terms)
{
	g_autofree char *reports = query_reports(notice);

	return narrow(store, reports, terms);
}

/* Have store_next() give what the query finds of what changed last after one revision and up
 * to another.  The ends of the range are both in it. */
static notmuch_status_t
narrow_to_changed(Store *store, const char *query, guint64 since, guint64 until, bool exclude)
{
	g_autofree char *range = g_strdup_printf(
		"lastmod:%" G_GUINT64_FORMAT "..%" G_GUINT64_FORMAT, since + 1, until);
	g_autofree char *text = narrow(store, range, query);
	unsigned n = 0;

	store->answer.n_entries = 0;
	if (since >= until)
		return NOTMUCH_STATUS_SUCCESS;
	g_clear_pointer(&store->query, notmuch_query_destroy);
	store->query = create_query(store, text, store->is_sexp, exclude);
	notmuch_status_t status = notmuch_query_count_messages(store->query, &n);
	store->answer.n_entries = n;
	return status;
}

/* Clocks of file systems tick slowly, and may not be ours. */
#define CLOCKS_S 2

#define NANOSECONDS ((guint64)1000 * 1000 * 1000)

/* When the folder of the index last changed, which it does whenever somebody commits.  Only
 * what was long past when it was opened has certainly been read: else it is not known, nor
 * where there are two such folders, one of which is out of use. */
static guint64
find_written(const Store *store)
{
	const char *database = notmuch_database_get_path(store->db);
	g_autofree char *hidden = g_build_filename(database, ".notmuch", "xapian", NULL);
	g_autofree char *plain = g_build_filename(database, "xapian", NULL);
	struct stat places[2];
	bool is_hidden = stat(hidden, &places[0]) == 0, is_plain = stat(plain, &places[1]) == 0;
	const struct timespec *written = &places[is_plain].st_mtim;

	if (is_hidden == is_plain || written->tv_sec > store->opened_s - CLOCKS_S)
		return 0;
	return (guint64)written->tv_sec * NANOSECONDS + (guint64)written->tv_nsec;
}

static bool
is_same_revision(const Store *store, const StoreAsked *asked)
{
	return g_str_equal(asked->uuid, store->answer.uuid) &&
	       asked->revision == store->answer.revision && asked->n_messages > 0;
}

/* No revision tells of mail that was removed, but the number of messages does. */
static bool
is_unchanged(const Store *store, const StoreAsked *asked)
{
	return is_same_revision(store, asked) && asked->n_messages == store->answer.n_messages;
}

static notmuch_status_t
count_messages(Store *store, const StoreAsked *asked)
{
	store->answer.n_messages = asked->n_messages;
	if (is_same_revision(store, asked) && asked->written != 0 &&
	    asked->written == store->answer.written)
		return NOTMUCH_STATUS_SUCCESS;
	return count(store, "", false, &store->answer.n_messages);
}

/* Has mail come since, and nothing else happened?  Then as many messages have changed as
 * there are more.  It is counted by the revisions alone, in a tenth of the time. */
static bool
has_only_grown(const Store *store, const StoreAsked *asked)
{
	const StoreAnswer *now = &store->answer;
	g_autofree char *changed =
		g_strdup_printf("lastmod:%" G_GUINT64_FORMAT "..%" G_GUINT64_FORMAT,
	                        asked->revision + 1, now->revision);
	guint64 n;

	return g_str_equal(asked->uuid, now->uuid) && asked->revision < now->revision &&
	       asked->n_messages > 0 && asked->n_messages < now->n_messages &&
	       count(store, changed, false, &n) == NOTMUCH_STATUS_SUCCESS &&
	       n == now->n_messages - asked->n_messages;
}

/* A page of what came last, whatever else there is, or less. */
static notmuch_status_t
narrow_to_newest(Store *store, bool exclude)
{
	const guint64 revision = store->answer.revision, last = MIN(revision, NEWEST_LAST);
	const char *query = store->quick ? store->quick : store->text;
	guint64 n = MIN(last, NEWEST_FIRST);
	notmuch_status_t status = narrow_to_changed(store, query, revision - n, revision, exclude);

	while (status == NOTMUCH_STATUS_SUCCESS && store->answer.n_entries < PAGE && n < last) {
		n = MIN(last, n * 10);
		status = narrow_to_changed(store, query, revision - n, revision, exclude);
	}
	if (status == NOTMUCH_STATUS_SUCCESS && store->answer.n_entries < PAGE &&
	    query != store->text)
		status = narrow_to_changed(store, store->text, revision - n, revision, exclude);
	store->answer.n_entries = MIN(store->answer.n_entries, PAGE);
	store->answer.n_matching = store->answer.n_entries;
	store->n_left = PAGE;
	return status;
}

static notmuch_status_t
choose_entries(Store *store, const StoreAsked *asked)
{
	guint64 revision = store->answer.revision;
	notmuch_status_t status;
	unsigned n = 0;

	if (asked->newest)
		return narrow_to_newest(store, asked->exclude);
	if (is_unchanged(store, asked)) {
		store->answer.n_matching = asked->n_matching;
		return NOTMUCH_STATUS_SUCCESS;
	}
	if (has_only_grown(store, asked)) {
		status = narrow_to_changed(store, store->text, asked->revision, revision,
		                           asked->exclude);
		store->answer.n_matching = asked->n_matching + store->answer.n_entries;
		return status;
	}
	store->query = create_query(store, store->text, store->is_sexp, asked->exclude);
	status = notmuch_query_count_messages(store->query, &n);
	store->answer.n_matching = n;
	store->answer.n_entries = n;
	if (status == NOTMUCH_STATUS_SUCCESS && g_str_equal(asked->uuid, store->answer.uuid))
		return narrow_to_changed(store, store->text, asked->revision, revision,
		                         asked->exclude);
	if (status == NOTMUCH_STATUS_SUCCESS && asked->n_slices > 1)
		return narrow_to_changed(
			store, store->text, revision * asked->slice / asked->n_slices,
			revision * (asked->slice + 1) / asked->n_slices, asked->exclude);
	return status;
}

static notmuch_status_t
search(Store *store, const StoreAsked *asked)
{
	notmuch_status_t status = choose_entries(store, asked);

	if (status == NOTMUCH_STATUS_SUCCESS && store->answer.n_entries > 0)
		status = notmuch_query_search_messages(store->query, &store->messages);
	return status;
}

const StoreAnswer *
store_ask(Store *store, const BounceNoticeInfo *notice, const StoreAsked *asked, GError **error)
{
	const char *name;
	g_autofree char *base = g_strstrip(choose_base(store->db, notice, asked->base, &name));
	g_autofree char *joined = g_strstrip(g_strjoinv(" ", (char **)asked->terms));

	store->ids_only = asked->ids_only;
	store->is_sexp = asked->is_sexp && *joined;
	store->text = narrow(store, base, joined);
	store->shown = narrow(store, name ? name : base, joined);
	store->quick = name ? narrow_reports(store, notice, joined) : NULL;
	store->n_left = G_MAXUINT64;
	store->answer.query = store->shown;
	store->answer.database = notmuch_database_get_path(store->db);
	store->answer.written = asked->newest ? 0 : find_written(store);
	store->answer.revision = notmuch_database_get_revision(store->db, &store->answer.uuid);
	if (store->is_sexp && !has_sexp()) {
		set_query_error(error, store, "this notmuch was built without S-expressions");
		return NULL;
	}
	if (!query_is_balanced(base) || (!store->is_sexp && !query_is_balanced(joined))) {
		set_query_error(error, store, "a quote or a parenthesis has no other half");
		return NULL;
	}
	store->answer.settings = read_settings(store->db);
	if (!check_verp(store->answer.settings, error))
		return NULL;

	notmuch_status_t status = NOTMUCH_STATUS_SUCCESS;
	if (!asked->newest)
		status = count_messages(store, asked);
	if (status == NOTMUCH_STATUS_SUCCESS)
		status = search(store, asked);
	if (status != NOTMUCH_STATUS_SUCCESS) {
		explain_query(error, store, status);
		return NULL;
	}
	return count_others(store, notice, asked, error) ? &store->answer : NULL;
}

static void
collect_paths(Store *store)
{
	notmuch_filenames_t *names = notmuch_message_get_filenames(store->message);

	for (; notmuch_filenames_valid(names); notmuch_filenames_move_to_next(names))
		g_ptr_array_add(store->paths, (void *)notmuch_filenames_get(names));
}

bool
store_next(Store *store, StoreEntry *entry, GError **error)
{
	const char *id;

	g_clear_pointer(&store->message, notmuch_message_destroy);
	g_ptr_array_set_size(store->paths, 0);
	if (!store->messages || !notmuch_messages_valid(store->messages) || store->n_left == 0)
		return false;
	store->n_left--;
	store->message = notmuch_messages_get(store->messages);
	notmuch_messages_move_to_next(store->messages);

	id = store->message ? notmuch_message_get_header(store->message, "message-id") : NULL;
	if (!id) {
		const char *said = notmuch_database_status_string(store->db);

		set_database_error(error, store->answer.database, said ? said : "out of memory");
		return false;
	}
	if (!store->ids_only)
		collect_paths(store);
	entry->message_id = id;
	entry->date = notmuch_message_get_date(store->message);
	entry->paths = store->paths;
	return true;
}

/* Returns how many there were, up to where the index could be read no further. */
static unsigned
visit_all(notmuch_messages_t *messages, StoreVisit visit, void *user)
{
	unsigned n = 0;

	for (; notmuch_messages_valid(messages); notmuch_messages_move_to_next(messages), n++) {
		notmuch_message_t *message = notmuch_messages_get(messages);
		const char *id = message ? notmuch_message_get_header(message, "message-id") : NULL;
		const char *from = id ? notmuch_message_get_header(message, "from") : NULL;
		const char *subject = from ? notmuch_message_get_header(message, "subject") : NULL;

		if (!subject)
			break;
		visit(&(StoreMail){id, from, subject, notmuch_message_get_date(message)}, user);
		notmuch_message_destroy(message);
	}
	return n;
}

guint64
store_revision(const Store *store, const char **uuid)
{
	return notmuch_database_get_revision(store->db, uuid);
}

unsigned
store_count(Store *store, const char *text)
{
	g_autoptr(notmuch_query_t) query = create_query(store, text, false, true);
	unsigned n = 0;

	return notmuch_query_count_messages(query, &n) == NOTMUCH_STATUS_SUCCESS ? n : G_MAXUINT;
}

bool
store_find(Store *store, const char *text, StoreVisit visit, void *user, GError **error)
{
	g_autoptr(notmuch_query_t) query = create_query(store, text, false, true);
	notmuch_messages_t *messages;
	unsigned n = 0;

	notmuch_status_t status = notmuch_query_count_messages(query, &n);
	if (status == NOTMUCH_STATUS_SUCCESS && n > 0)
		status = notmuch_query_search_messages(query, &messages);
	if (status == NOTMUCH_STATUS_SUCCESS && (n == 0 || visit_all(messages, visit, user) >= n))
		return true;

	const char *said = notmuch_database_status_string(store->db);
	set_database_error(error, notmuch_database_get_path(store->db),
	                   said ? said : "it changed while it was read");
	return false;
}
