/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/lookup.h"

#include <bounce/address.h>

#include <string.h>

#include "core/identity.h"
#include "core/wire.h"
#include "reader/query.h"

/* So many mails are looked at in the time in which Xapian finds those that have all
 * words of a sender. */
#define VISITED_PER_SENDER 10

typedef struct {
	gint64 after;
	gint64 wrote; /* 0: none yet */
} Sender;

/* Each thing that is asked for once, however many questions ask for it. */
typedef struct {
	GHashTable *ids;     /* Message-ID -> was it found? */
	GHashTable *senders; /* identity of an address -> Sender */
	GPtrArray *spelt;    /* the addresses as mail may spell them, NULL-ended */
	gint64 earliest;     /* of what the senders are asked for */
} Lookup;

static void
lookup_clear(Lookup *lookup)
{
	g_hash_table_unref(lookup->ids);
	g_hash_table_unref(lookup->senders);
	g_ptr_array_unref(lookup->spelt);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Lookup, lookup_clear)

static void
take_sender(Lookup *lookup, const char *address, gint64 after)
{
	g_autofree char *identity = identity_of(address);
	const char *at = strrchr(identity, '@');
	g_autofree char *unicode = at ? g_hostname_to_unicode(at + 1) : NULL;

	/* A domain may be spelt in two ways, and the index knows the one of the mail. */
	g_ptr_array_add(lookup->spelt, g_strdup(identity));
	if (unicode && !g_str_equal(unicode, at + 1))
		g_ptr_array_add(lookup->spelt, g_strdup_printf("%.*s@%s", (int)(at - identity),
		                                               identity, unicode));
	lookup->earliest = MIN(lookup->earliest, after);
	g_hash_table_insert(lookup->senders, g_steal_pointer(&identity),
	                    g_memdup2(&(Sender){.after = after}, sizeof(Sender)));
}

static Lookup
lookup_of(GVariant *questions)
{
	Lookup lookup = {
		.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.senders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
		.spelt = g_ptr_array_new_with_free_func(g_free),
		.earliest = G_MAXINT64,
	};

	for (size_t i = 0; i < g_variant_n_children(questions); i++) {
		g_autofree const char **ids = NULL;
		const char *address;
		gint64 after;

		g_variant_get_child(questions, i, "(^a&s&sx)", &ids, &address, &after);
		for (const char **id = ids; *id; id++)
			g_hash_table_insert(lookup.ids, g_strdup(*id), GINT_TO_POINTER(false));
		if (*address)
			take_sender(&lookup, address, after);
	}
	return lookup;
}

static void
on_stored(const StoreMail *mail, void *user)
{
	Lookup *lookup = user;

	if (g_hash_table_contains(lookup->ids, mail->message_id))
		g_hash_table_insert(lookup->ids, g_strdup(mail->message_id), GINT_TO_POINTER(true));
}

/* The caller frees. */
static char *
sender_of(const StoreMail *mail)
{
	g_autofree char *from = g_utf8_make_valid(mail->from, -1);
	g_autofree char *address = bounce_address_of_sender(from);

	return identity_of(address);
}

/* Newest first: the first is the one. */
static void
on_wrote(const StoreMail *mail, void *user)
{
	Lookup *lookup = user;
	g_autofree char *identity = sender_of(mail);
	Sender *sender = g_hash_table_lookup(lookup->senders, identity);

	if (sender && sender->wrote == 0 && mail->date > sender->after)
		sender->wrote = mail->date;
}

/* ---- mail that looks like a bounce */

/* In lower case, its words with one blank between, and at both ends, so that phrases are
 * compared by whole words, as Xapian does.  (Where a script puts no blanks between words, a
 * phrase within a sentence is none: rather a bounce is taken for life than a person, who
 * writes about one, for dead.)  The caller frees. */
static char *
words_of(const char *text)
{
	g_autofree char *lower = g_utf8_strdown(text, -1);
	GString *words = g_string_new(" ");

	for (const char *at = lower; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '_')
			g_string_append_unichar(words, c);
		else if (words->str[words->len - 1] != ' ')
			g_string_append_c(words, ' ');
	}
	if (words->str[words->len - 1] != ' ')
		g_string_append_c(words, ' ');
	return g_string_free(words, FALSE);
}

static GPtrArray *
words_of_all(const char *const *phrases)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(g_free);

	for (; *phrases; phrases++)
		g_ptr_array_add(all, words_of(*phrases));
	return all;
}

static bool
has_words(const char *text, const GPtrArray *phrases)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *words = words_of(valid);

	for (guint i = 0; i < phrases->len; i++)
		if (strstr(words, phrases->pdata[i]))
			return true;
	return false;
}

/* Whom to tell of what is no bounce. */
typedef struct {
	GPtrArray *senders, *subjects; /* words of phrases */
	StoreVisit visit;
	void *user;
} Sieve;

static void
visit_other(const StoreMail *mail, void *user)
{
	const Sieve *sieve = user;

	if (!has_words(mail->from, sieve->senders) && !has_words(mail->subject, sieve->subjects))
		sieve->visit(mail, sieve->user);
}

/* Visit what a query finds, newest first, and is no bounce.  Most find nothing, or nothing but
 * reports by their MIME type.  In the rest the phrases of query_wide() are looked for here:
 * with "and not", Xapian looks for the next mail that has one in all that are behind. */
static bool
find(Store *store, const char *query, const BounceNoticeInfo *notice, StoreVisit visit, void *user,
     GError **error)
{
	g_autofree char *reports = query_reports(notice);
	g_autofree char *others = g_strdup_printf("(%s) and not (%s)", query, reports);

	if (store_count(store, query) == 0)
		return true;

	g_autoptr(GPtrArray) senders = words_of_all(notice->senders);
	g_autoptr(GPtrArray) subjects = words_of_all(notice->subjects);
	Sieve sieve = {senders, subjects, visit, user};

	return store_find(store, others, visit_other, &sieve, error);
}

/* ---- questions */

static bool
find_ids(Store *store, Lookup *lookup, const BounceNoticeInfo *notice, GError **error)
{
	g_autofree void **ids = g_hash_table_get_keys_as_array(lookup->ids, NULL);
	g_autofree char *any = query_ids((const char *const *)ids);

	return *any == '\0' || find(store, any, notice, on_stored, lookup, error);
}

static char *
later_than(const Lookup *lookup, const char *senders)
{
	return g_strdup_printf("(%s) and date:@%" G_GINT64_FORMAT "..", senders,
	                       MAX(lookup->earliest, 0));
}

/* Most addresses that bounce have no word in any sender; where a word is a common one,
 * all of them are asked for. */
static bool
find_senders(Store *store, Lookup *lookup, const BounceNoticeInfo *notice, GError **error)
{
	g_ptr_array_add(lookup->spelt, NULL);
	const char *const *spelt = (const char *const *)lookup->spelt->pdata;
	g_autofree char *any = query_senders_by_word(spelt);
	g_autofree char *query = later_than(lookup, any);

	if (*any == '\0')
		return true;
	if (store_count(store, query) > VISITED_PER_SENDER * lookup->spelt->len) {
		g_autofree char *all = query_senders(spelt);

		g_free(query);
		query = later_than(lookup, all);
	}
	return find(store, query, notice, on_wrote, lookup, error);
}

static bool
has_stored(const Lookup *lookup, const char *const *ids)
{
	for (; *ids; ids++)
		if (g_hash_table_lookup(lookup->ids, *ids))
			return true;
	return false;
}

static GVariant *
findings_of(const Lookup *lookup, GVariant *questions)
{
	GVariantBuilder findings;

	g_variant_builder_init(&findings, G_VARIANT_TYPE("a(bx)"));
	for (size_t i = 0; i < g_variant_n_children(questions); i++) {
		g_autofree const char **ids = NULL;
		const char *address;

		g_variant_get_child(questions, i, "(^a&s&sx)", &ids, &address, NULL);
		g_autofree char *identity = identity_of(address);
		const Sender *sender = g_hash_table_lookup(lookup->senders, identity);
		g_variant_builder_add(&findings, "(bx)", has_stored(lookup, ids),
		                      sender ? sender->wrote : 0);
	}
	return g_variant_builder_end(&findings);
}

typedef struct {
	LookupWrote wrote;
	void *user;
} Recent;

static void
on_recent(const StoreMail *mail, void *user)
{
	const Recent *recent = user;
	g_autofree char *identity = sender_of(mail);

	recent->wrote(identity, mail->date, recent->user);
}

bool
lookup_recent(Store *store, const BounceNoticeInfo *notice, const char *uuid, guint64 revision,
              LookupWrote wrote, void *user, GError **error)
{
	const char *now_uuid;
	guint64 now = store_revision(store, &now_uuid);
	g_autofree char *query = g_strdup_printf(
		"lastmod:%" G_GUINT64_FORMAT "..%" G_GUINT64_FORMAT, revision + 1, now);
	Recent recent = {wrote, user};

	if (!g_str_equal(uuid, now_uuid)) {
		g_set_error_literal(error, READERS_ERROR, READERS_ERROR_CHANGED,
		                    "the mail database was replaced while it was read\n"
		                    "Read again.");
		return false;
	}
	return revision >= now || find(store, query, notice, on_recent, &recent, error);
}

GVariant *
lookup_answer(Store *store, const BounceNoticeInfo *notice, GVariant *questions, GError **error)
{
	g_auto(Lookup) lookup = lookup_of(questions);

	/* Mail that looks like a bounce may have been forged to go with the one in
	 * question, or speak for an address that is dead. */
	if (!find_ids(store, &lookup, notice, error) ||
	    !find_senders(store, &lookup, notice, error))
		return NULL;
	return findings_of(&lookup, questions);
}
