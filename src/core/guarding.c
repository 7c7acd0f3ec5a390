/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/guarding.h"

#include <string.h>

#include "core/identity.h"

struct Guarding {
	grefcount n_refs;
	char *primary_email, *other_email, *protect, *guards;
	GHashTable *own;     /* identities */
	GPtrArray *patterns; /* of GPatternSpec * */
};

/* Mailboxes that a domain must or should have (RFC 2142 sections 4 and 5), and those of
 * the system itself.  Left out are the ones of business, such as info@ and sales@: people
 * do subscribe with them. */
static const char *const roles[] = {
	"abuse",         "admin",  "administrator", "ftp",        "hostmaster",
	"mailer-daemon", "news",   "noc",           "postmaster", "root",
	"security",      "usenet", "uucp",          "webmaster",  "www",
};

/* The addresses by which lists are run (RFC 2142 section 6, and what list managers add). */
static const char *const list_roles[] = {"-request", "-owner", "-bounces"};

static void
add_own(Guarding *guarding, const char *list)
{
	g_auto(GStrv) words = g_strsplit(list, ";", -1);

	for (char **word = words; *word; word++)
		if (*g_strstrip(*word))
			g_hash_table_add(guarding->own, identity_of(*word));
}

static void
add_patterns(Guarding *guarding, const char *list)
{
	g_auto(GStrv) words = g_strsplit(list, ";", -1);

	for (char **word = words; *word; word++) {
		if (!*g_strstrip(*word))
			continue;

		g_autofree char *address =
			strchr(*word, '@') ? g_strdup(*word) : g_strconcat("*@", *word, NULL);
		g_autofree char *pattern = identity_of(address);
		g_ptr_array_add(guarding->patterns, g_pattern_spec_new(pattern));
	}
}

static void
free_pattern(void *pattern)
{
	g_pattern_spec_free(pattern);
}

GuardSettings
guard_settings_of(const StoreInfo *store)
{
	return (GuardSettings){
		.primary_email = store_info_setting(store, "user.primary_email"),
		.other_email = store_info_setting(store, "user.other_email"),
		.protect = store_info_setting(store, "bounces.protect"),
		.guards = store_info_setting(store, "bounces.guards"),
	};
}

Guarding *
guarding_new(const GuardSettings *settings)
{
	Guarding *guarding = g_new0(Guarding, 1);

	g_ref_count_init(&guarding->n_refs);
	guarding->primary_email = g_strdup(settings->primary_email);
	guarding->other_email = g_strdup(settings->other_email);
	guarding->protect = g_strdup(settings->protect);
	guarding->guards = g_strdup(settings->guards);
	guarding->own = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guarding->patterns = g_ptr_array_new_with_free_func(free_pattern);
	add_own(guarding, settings->primary_email);
	add_own(guarding, settings->other_email);
	add_patterns(guarding, settings->protect);
	return guarding;
}

Guarding *
guarding_ref(Guarding *guarding)
{
	g_ref_count_inc(&guarding->n_refs);
	return guarding;
}

void
guarding_unref(Guarding *guarding)
{
	if (!guarding || !g_ref_count_dec(&guarding->n_refs))
		return;
	g_ptr_array_unref(guarding->patterns);
	g_hash_table_unref(guarding->own);
	g_free(guarding->guards);
	g_free(guarding->protect);
	g_free(guarding->other_email);
	g_free(guarding->primary_email);
	g_free(guarding);
}

bool
guarding_is_of(const Guarding *guarding, const GuardSettings *settings)
{
	return g_str_equal(guarding->primary_email, settings->primary_email) &&
	       g_str_equal(guarding->other_email, settings->other_email) &&
	       g_str_equal(guarding->protect, settings->protect) &&
	       g_str_equal(guarding->guards, settings->guards);
}

bool
guarding_is_off(const Guarding *guarding)
{
	return g_ascii_strcasecmp(guarding->guards, GUARDS_OFF) == 0;
}

static bool
is_role(const char *identity)
{
	const char *at = strrchr(identity, '@');
	size_t len = at ? (size_t)(at - identity) : strlen(identity);

	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
		if (strlen(roles[i]) == len && strncmp(roles[i], identity, len) == 0)
			return true;
	for (size_t i = 0; i < G_N_ELEMENTS(list_roles); i++) {
		size_t end = strlen(list_roles[i]);

		if (len > end && strncmp(identity + len - end, list_roles[i], end) == 0)
			return true;
	}
	return false;
}

bool
guarding_protects(const Guarding *guarding, const char *identity)
{
	if (g_hash_table_contains(guarding->own, identity) || is_role(identity))
		return true;
	for (guint i = 0; i < guarding->patterns->len; i++)
		if (g_pattern_spec_match_string(guarding->patterns->pdata[i], identity))
			return true;
	return false;
}
