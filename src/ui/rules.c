/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rules.h"

struct Rules {
	const ViewContext *context;
	const char *data_dir;
	Policy *policy;
	char *preset;    /* that was chosen here, or NULL */
	char **settings; /* that were tried last, or NULL */
	GHashTable *declined;
};

Rules *
rules_new(const ViewContext *context, const char *data_dir)
{
	Rules *rules = g_new0(Rules, 1);

	rules->context = context;
	rules->data_dir = data_dir;
	rules->declined = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return rules;
}

void
rules_free(Rules *rules)
{
	if (!rules)
		return;
	g_hash_table_unref(rules->declined);
	g_strfreev(rules->settings);
	g_free(rules->preset);
	policy_unref(rules->policy);
	g_free(rules);
}

static char *
user_dir(void)
{
	return g_build_filename(g_get_user_config_dir(), "notmuch-bounces", "rules", NULL);
}

static Policy *
load(const Rules *rules, const StoreInfo *store, const char *preset, GError **error)
{
	g_autofree char *users = user_dir();
	const PolicyPlaces places = {rules->data_dir, users};

	return policy_load(&places, store->settings, preset, error);
}

/* As the configuration is now; what was wrong is not tried again before it changes. */
static char *
follow_settings(Rules *rules, const StoreInfo *store)
{
	g_autoptr(GError) error = NULL;

	if (rules->settings && g_strv_equal((const char *const *)rules->settings, store->settings))
		return NULL;
	g_strfreev(rules->settings);
	rules->settings = g_strdupv((char **)store->settings);
	policy_unref(rules->policy);
	rules->policy = load(rules, store, rules->preset, &error);
	return error ? g_strdup(error->message) : NULL;
}

static void
apply(const Rules *rules)
{
	const FilterContext context = {rules->context->kb, rules->context->now};

	model_set_policy(rules->context->model, rules->policy, &context);
}

char *
rules_show(Rules *rules, const StoreInfo *store)
{
	char *said = follow_settings(rules, store);

	apply(rules);
	return said;
}

const Policy *
rules_policy(const Rules *rules)
{
	return rules->policy;
}

/* NULL when there is no preset at all. */
static char *
name_next(const Rules *rules)
{
	g_autofree char *users = user_dir();
	const PolicyPlaces places = {rules->data_dir, users};
	g_auto(GStrv) presets = policy_presets(&places);

	for (char **preset = presets; *preset && rules->policy; preset++)
		if (g_str_equal(*preset, policy_name(rules->policy)) && preset[1])
			return g_strdup(preset[1]);
	return g_strdup(presets[0]);
}

char *
rules_next_preset(Rules *rules, const StoreInfo *store)
{
	g_autofree char *next = name_next(rules);
	g_autoptr(GError) error = NULL;
	Policy *policy = load(rules, store, next, &error);

	if (!policy)
		return g_strdup(error->message);
	policy_unref(rules->policy);
	rules->policy = policy;
	g_free(rules->preset);
	rules->preset = g_steal_pointer(&next);
	apply(rules);
	return NULL;
}

GPtrArray *
rules_offers(const Rules *rules)
{
	const FilterContext context = {rules->context->kb, rules->context->now};

	if (!rules->policy)
		return g_ptr_array_new();
	return policy_offers(rules->policy, rules->context->model, &context);
}

size_t
rules_count(const Rules *rules)
{
	return model_count_proposed(rules->context->model);
}

bool
rules_is_declined(const Rules *rules, const char *key)
{
	return g_hash_table_contains(rules->declined, key);
}

void
rules_toggle(Rules *rules, const char *key)
{
	if (!g_hash_table_remove(rules->declined, key))
		g_hash_table_add(rules->declined, g_strdup(key));
}
