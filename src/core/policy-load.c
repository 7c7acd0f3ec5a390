/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy-load.c - a policy out of the files of presets, and the settings
 */
#include "core/policy-rule.h"

#include <math.h>
#include <string.h>

#include "core/setting.h"

#define PRESET_USUAL "careful"
#define PRESET_SUFFIX ".conf"
#define PRESET_GROUP "preset"
#define RULE_GROUP "rule "

#define SETTING_PRESET "bounces.preset"
#define SETTING_EXPIRE "bounces.expire"
#define SETTING_RULE "bounces.rule."
#define REMOVE_IF "remove if"

/* Where something stands, for messages. */
typedef struct {
	GKeyFile *keys;
	const char *path;
	const char *group;
} Source;

static bool
fail(const Source *source, const char *key, const char *why, GError **error)
{
	g_set_error(error, POLICY_ERROR, POLICY_ERROR_RULE,
	            "%s: [%s]: %s: %s\nMend the file; notmuch-bounces(1) says what stands in one.",
	            source->path, source->group, key, why);
	return false;
}

/* As the file has it, without blanks around it; "" when it has no such key. */
static char *
text_of(const Source *source, const char *key)
{
	char *value = g_key_file_get_value(source->keys, source->group, key, NULL);

	return value ? g_strstrip(value) : g_strdup("");
}

/* ---- values; each is left as it is when the key is not there */

static bool
take_age(const Source *source, const char *key, gint64 *seconds, GError **error)
{
	g_autofree char *text = text_of(source, key);

	if (*text == '\0' || filter_age_read(text, seconds))
		return true;
	return fail(source, key, "is no time such as 180d (h, d, w, m, y)", error);
}

static bool
take_filter(const Source *source, const char *key, Filter **filter, GError **error)
{
	g_autofree char *text = text_of(source, key);
	g_autoptr(GError) why = NULL;

	if (*text == '\0')
		return true;
	*filter = filter_parse(text, NULL, &why);
	return *filter || fail(source, key, why->message, error);
}

static bool
take_number(const Source *source, const char *key, double *number, GError **error)
{
	g_autofree char *text = text_of(source, key);
	char *end;

	if (*text == '\0')
		return true;
	*number = g_ascii_strtod(text, &end);
	if (end != text && *end == '\0' && isfinite(*number) && *number >= 0)
		return true;
	return fail(source, key, "is no number such as 0.5", error);
}

static bool
take_count(const Source *source, PolicyScore *score, GError **error)
{
	g_autofree char *text = text_of(source, "count");

	score->by_day = g_str_equal(text, "days");
	if (score->by_day || *text == '\0' || g_str_equal(text, "events"))
		return true;
	return fail(source, "count", "is neither days nor events", error);
}

static bool
has(const Source *source, const char *key)
{
	return g_key_file_has_key(source->keys, source->group, key, NULL);
}

static bool
take_threshold(const Source *source, PolicyScore *score, GError **error)
{
	score->is_above = has(source, "more-than");
	score->is_used = score->is_above || has(source, "at-least");
	if (score->is_above && has(source, "at-least"))
		return fail(source, "at-least", "there is more-than as well", error);
	if (!take_number(source, score->is_above ? "more-than" : "at-least", &score->threshold,
	                 error))
		return false;
	/* An empty one as well. */
	if (score->is_used && !score->is_above && score->threshold <= 0)
		return fail(source, "at-least", "is reached by no bounce at all", error);
	return true;
}

/* One without would never come to anything. */
static bool
check_weights(const Source *source, const PolicyScore *score, GError **error)
{
	for (unsigned i = 0; i < BOUNCE_N_PERMANENCES; i++)
		if (score->weights[i] > 0)
			return true;
	return !score->is_used || fail(source, "permanent", "no bounce has a weight", error);
}

static bool
take_score(const Source *source, PolicyScore *score, GError **error)
{
	static const char *const needs_threshold[] = {"permanent", "temporary", "unknown",
	                                              "count",     "stale",     NULL};

	if (!take_threshold(source, score, error))
		return false;
	for (size_t i = 0; needs_threshold[i] && !score->is_used; i++)
		if (has(source, needs_threshold[i]))
			return fail(source, needs_threshold[i], "there is no at-least or more-than",
			            error);
	return take_number(source, "permanent", &score->weights[BOUNCE_PERMANENCE_PERMANENT],
	                   error) &&
	       take_number(source, "temporary", &score->weights[BOUNCE_PERMANENCE_TEMPORARY],
	                   error) &&
	       take_number(source, "unknown", &score->weights[BOUNCE_PERMANENCE_NONE], error) &&
	       take_count(source, score, error) &&
	       take_age(source, "stale", &score->stale, error) &&
	       check_weights(source, score, error);
}

/* ---- groups */

/* What nobody reads would be a mistake that nobody sees. */
static bool
check_keys(const Source *source, const char *const *known, GError **error)
{
	g_auto(GStrv) keys = g_key_file_get_keys(source->keys, source->group, NULL, NULL);

	for (char **key = keys; *key; key++)
		if (!g_strv_contains(known, *key))
			return fail(source, *key, "there is no such key", error);
	return true;
}

/* Names of presets are those of files, and names of rules stand in marks. */
static bool
is_name(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

	return *text != '\0' && text[strspn(text, letters)] == '\0';
}

static bool
take_rule(Policy *policy, const Source *source, GError **error)
{
	static const char *const known[] = {"title",     "bounces",   "if",    "permanent",
	                                    "temporary", "unknown",   "count", "stale",
	                                    "at-least",  "more-than", NULL};
	const char *name = source->group + strlen(RULE_GROUP);
	g_autoptr(PolicyRule) rule = policy_rule_new(name);

	if (!is_name(name))
		return fail(source, name, "a name has letters, digits, - and _ only", error);
	if (!check_keys(source, known, error) ||
	    !take_filter(source, "bounces", &rule->bounces, error) ||
	    !take_filter(source, "if", &rule->filter, error) ||
	    !take_score(source, &rule->score, error))
		return false;
	if (!rule->filter && !rule->score.is_used)
		return fail(source, "if", "there is neither this nor at-least or more-than", error);
	g_free(rule->title);
	rule->title = text_of(source, "title");
	g_ptr_array_add(policy->rules, g_steal_pointer(&rule));
	return true;
}

static bool
take_preset(Policy *policy, const Source *source, GError **error)
{
	static const char *const known[] = {"title", "source", "expire", NULL};

	g_free(policy->title);
	g_free(policy->source);
	policy->title = text_of(source, "title");
	policy->source = text_of(source, "source");
	if (*policy->title == '\0')
		return fail(source, "title", "is not there", error);
	return check_keys(source, known, error) &&
	       take_age(source, "expire", &policy->expire, error);
}

static bool
take_group(Policy *policy, const Source *source, GError **error)
{
	if (g_str_equal(source->group, PRESET_GROUP))
		return take_preset(policy, source, error);
	if (g_str_has_prefix(source->group, RULE_GROUP))
		return take_rule(policy, source, error);
	return fail(source, source->group, "a group is [preset] or [rule NAME]", error);
}

static bool
take_groups(Policy *policy, GKeyFile *keys, const char *path, GError **error)
{
	g_auto(GStrv) groups = g_key_file_get_groups(keys, NULL);
	Source source = {keys, path, PRESET_GROUP};

	if (!g_key_file_has_group(keys, PRESET_GROUP))
		return fail(&source, "title", "is not there", error);
	for (char **group = groups; *group; group++) {
		source.group = *group;
		if (!take_group(policy, &source, error))
			return false;
	}
	source.group = RULE_GROUP "NAME";
	return policy->rules->len > 0 || fail(&source, "if", "there is no rule", error);
}

static Policy *
load_file(const char *name, const char *path, GError **error)
{
	g_autoptr(GKeyFile) keys = g_key_file_new();
	g_autoptr(Policy) policy = policy_new(name);
	g_autoptr(GError) why = NULL;

	if (!g_key_file_load_from_file(keys, path, G_KEY_FILE_NONE, &why)) {
		g_set_error(error, POLICY_ERROR, POLICY_ERROR_RULE,
		            "%s: %s\nMend the file; notmuch-bounces(1) says what stands in one.",
		            path, why->message);
		return NULL;
	}
	return take_groups(policy, keys, path, error) ? g_steal_pointer(&policy) : NULL;
}

/* ---- where they are */

/* The user's own, then ours; NULL-ended, for g_strfreev(). */
static char **
preset_dirs(const PolicyPlaces *places)
{
	g_autoptr(GStrvBuilder) dirs = g_strv_builder_new();
	g_autofree char *shipped = g_build_filename(places->data_dir, "rules", NULL);

	if (places->user_dir)
		g_strv_builder_add(dirs, places->user_dir);
	g_strv_builder_add(dirs, shipped);
	return g_strv_builder_end(dirs);
}

static void
add_presets(GHashTable *names, const char *dir_name)
{
	g_autoptr(GDir) dir = g_dir_open(dir_name, 0, NULL);
	const char *file;

	while (dir && (file = g_dir_read_name(dir))) {
		g_autofree char *name = g_strdup(file);

		if (!g_str_has_suffix(name, PRESET_SUFFIX))
			continue;
		name[strlen(name) - strlen(PRESET_SUFFIX)] = '\0';
		if (is_name(name))
			g_hash_table_add(names, g_steal_pointer(&name));
	}
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **
policy_presets(const PolicyPlaces *places)
{
	g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) dirs = preset_dirs(places);
	guint n;

	for (char **dir = dirs; *dir; dir++)
		add_presets(names, *dir);

	g_autofree char **keys = (char **)g_hash_table_get_keys_as_array(names, &n);

	qsort(keys, n, sizeof *keys, compare_names);
	return g_strdupv(keys);
}

static Policy *
load_preset(const PolicyPlaces *places, const char *name, GError **error)
{
	g_auto(GStrv) dirs = preset_dirs(places);
	g_autofree char *file = g_strconcat(name, PRESET_SUFFIX, NULL);

	for (char **dir = dirs; *dir && is_name(name); dir++) {
		g_autofree char *path = g_build_filename(*dir, file, NULL);

		if (g_file_test(path, G_FILE_TEST_EXISTS))
			return load_file(name, path, error);
	}
	g_auto(GStrv) presets = policy_presets(places);
	g_autofree char *all = g_strjoinv(", ", presets);
	g_set_error(error, POLICY_ERROR, POLICY_ERROR_PRESET,
	            "there is no preset \"%s\"\nUse one of: %s.", name, all);
	return NULL;
}

/* ---- what the configuration says */

static bool
fail_setting(const char *key, const char *why, GError **error)
{
	g_set_error(error, POLICY_ERROR, POLICY_ERROR_RULE,
	            "%s: %s\nMend it by \"notmuch config set %s ...\".", key, why, key);
	return false;
}

/* One of the user goes in the place of that of the same name, else before all. */
static void
put_rule(Policy *policy, PolicyRule *rule, guint at)
{
	for (guint i = 0; i < policy->rules->len; i++) {
		PolicyRule *other = policy->rules->pdata[i];

		if (!g_str_equal(other->name, rule->name))
			continue;
		policy_rule_free(other);
		policy->rules->pdata[i] = rule;
		return;
	}
	g_ptr_array_insert(policy->rules, (int)MIN(at, policy->rules->len), rule);
}

static bool
add_rule(Policy *policy, const char *key, const char *value, guint at, GError **error)
{
	const char *name = key + strlen(SETTING_RULE);
	g_autofree char *text = g_strstrip(g_strdup(value));
	g_autoptr(GError) why = NULL;
	g_autoptr(PolicyRule) rule = policy_rule_new(name);

	if (!is_name(name))
		return fail_setting(key, "a name has letters, digits, - and _ only", error);
	if (!g_str_has_prefix(text, REMOVE_IF))
		return fail_setting(key, "does not begin with \"remove if\"", error);
	if (text[strlen(REMOVE_IF)] == '\0')
		return fail_setting(key, "there is no condition", error);
	rule->filter = filter_parse(text + strlen(REMOVE_IF), NULL, &why);
	if (!rule->filter)
		return fail_setting(key, why->message, error);
	put_rule(policy, g_steal_pointer(&rule), at);
	return true;
}

static bool
add_rules(Policy *policy, const char *const *settings, GError **error)
{
	guint at = 0;

	for (; settings[0] && settings[1]; settings += 2) {
		guint n = policy->rules->len;

		if (!g_str_has_prefix(settings[0], SETTING_RULE))
			continue;
		if (!add_rule(policy, settings[0], settings[1], at, error))
			return false;
		at += policy->rules->len - n;
	}
	return true;
}

static bool
set_expiry(Policy *policy, const char *const *settings, GError **error)
{
	g_autofree char *text = setting_text(settings, SETTING_EXPIRE);

	if (*text == '\0' || filter_age_read(text, &policy->expire))
		return true;
	return fail_setting(SETTING_EXPIRE, "is no time such as 180d (h, d, w, m, y)", error);
}

Policy *
policy_load(const PolicyPlaces *places, const char *const *settings, const char *preset,
            GError **error)
{
	g_autofree char *chosen = setting_text(settings, SETTING_PRESET);
	const char *name = preset && *preset ? preset : *chosen ? chosen : PRESET_USUAL;
	g_autoptr(Policy) policy = load_preset(places, name, error);

	if (!policy || !set_expiry(policy, settings, error) || !add_rules(policy, settings, error))
		return NULL;
	return g_steal_pointer(&policy);
}
