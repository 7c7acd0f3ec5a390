/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/guarding.h"

#include <string.h>

#include "core/identity.h"
#include "core/setting.h"
#include "core/text-hash.h"

struct Guarding {
	grefcount n_refs;
	char **settings;
	bool is_off;
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
add_own(Guarding *guarding, const char *key)
{
	g_auto(GStrv) addresses = setting_list((const char *const *)guarding->settings, key);

	for (char **address = addresses; *address; address++)
		g_hash_table_add(guarding->own, identity_of(*address));
}

static void
add_patterns(Guarding *guarding, const char *key)
{
	g_auto(GStrv) words = setting_list((const char *const *)guarding->settings, key);

	for (char **word = words; *word; word++) {
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

Guarding *
guarding_new(const char *const *settings)
{
	g_autofree char *guards = setting_text(settings, "bounces.guards");
	Guarding *guarding = g_new0(Guarding, 1);

	g_ref_count_init(&guarding->n_refs);
	guarding->settings = g_strdupv((char **)settings);
	guarding->is_off = g_ascii_strcasecmp(guards, GUARDS_OFF) == 0;
	guarding->own = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	guarding->patterns = g_ptr_array_new_with_free_func(free_pattern);
	add_own(guarding, "user.primary_email");
	add_own(guarding, "user.other_email");
	add_patterns(guarding, "bounces.protect");
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
	g_strfreev(guarding->settings);
	g_free(guarding);
}

bool
guarding_is_of(const Guarding *guarding, const char *const *settings)
{
	return g_strv_equal((const char *const *)guarding->settings, settings);
}

bool
guarding_is_off(const Guarding *guarding)
{
	return guarding->is_off;
}

static bool
is_role(const char *identity)
{
	const char *at = strrchr(identity, '@');
	size_t len = at ? (size_t)(at - identity) : strlen(identity);

	for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
		if (roles[i][0] == identity[0] && strlen(roles[i]) == len &&
		    strncmp(roles[i], identity, len) == 0)
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
