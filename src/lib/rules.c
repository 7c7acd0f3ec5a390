/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules.h"

#include "lexicon.h"
#include "normal.h"

#include <string.h>

/* What a phrase is for. */
typedef enum {
	ROLE_TEXT,   /* one must stand there */
	ROLE_ALSO,   /* and one of these, if the rule has some */
	ROLE_UNLESS, /* and none of these */
	N_ROLES,
} Role;

typedef struct {
	BounceRuleInfo info;
	bool has_also;
	char **codes; /* "5.4.1", "X.7.X"; NULL when any will do */
	char **replies;
	char **hosts;
} Rule;

struct BounceRules {
	GPtrArray *rules;  /* Rule */
	GHashTable *by_id; /* id -> Rule */
	BounceLexicon *lexicon;
};

static const BounceKbText texts[] = {
	{"reason", offsetof(BounceRuleInfo, reason), true},
	{"note", offsetof(BounceRuleInfo, note), false},
	{"source", offsetof(BounceRuleInfo, source), true},
	{"example", offsetof(BounceRuleInfo, example), true},
	{"counter-example", offsetof(BounceRuleInfo, counter_example), false},
	{0},
};

static const char *const role_keys[N_ROLES] = {
	[ROLE_TEXT] = "text",
	[ROLE_ALSO] = "also",
	[ROLE_UNLESS] = "unless",
};

static void
free_rule(void *data)
{
	Rule *rule = data;

	g_strfreev(rule->codes);
	g_strfreev(rule->replies);
	g_strfreev(rule->hosts);
	g_free(rule);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rule, free_rule)

BounceRules *
bounce_rules_new(void)
{
	BounceRules *rules = g_new0(BounceRules, 1);

	rules->rules = g_ptr_array_new_with_free_func(free_rule);
	rules->by_id = g_hash_table_new(g_str_hash, g_str_equal);
	rules->lexicon = bounce_lexicon_new();
	return rules;
}

void
bounce_rules_free(BounceRules *rules)
{
	g_hash_table_unref(rules->by_id);
	g_ptr_array_unref(rules->rules);
	bounce_lexicon_free(rules->lexicon);
	g_free(rules);
}

static bool
add_phrases(BounceRules *rules, const BounceKbSource *source, Rule *rule, Role role, GError **error)
{
	const char *group = rule->info.id;
	g_auto(GStrv) phrases = bounce_kb_source_list(source, group, role_keys[role]);
	unsigned tag = rules->rules->len * N_ROLES + role;

	if (role == ROLE_TEXT && !phrases)
		return bounce_kb_source_fail(source, group, "no \"text\"", error);
	rule->has_also |= role == ROLE_ALSO && phrases;
	for (char **phrase = phrases; phrase && *phrase; phrase++) {
		const char *wrong = bounce_lexicon_add(rules->lexicon, *phrase, tag);
		g_autofree char *what = NULL;

		if (!wrong)
			continue;
		what = g_strdup_printf("\"%s\": %s: %s", role_keys[role], wrong, *phrase);
		return bounce_kb_source_fail(source, group, what, error);
	}
	return true;
}

bool
bounce_rules_add(BounceRules *rules, const BounceKbSource *source, const char *group,
                 BounceVerdict most, GError **error)
{
#define X(value, name) name,
	static const char *const verdicts[] = {BOUNCE_VERDICTS(X) NULL};
#undef X
	g_autoptr(Rule) rule = g_new0(Rule, 1);
	unsigned verdict = most;

	if (bounce_rules_find(rules, group))
		return true;
	rule->info.id = g_string_chunk_insert_const(source->text, group);
	if (!bounce_kb_source_texts(source, group, texts, &rule->info, error))
		return false;
	if (!bounce_kb_source_choice(source, group, "verdict", verdicts, &verdict))
		return bounce_kb_source_fail(source, group, "unknown \"verdict\"", error);
	rule->info.verdict = MIN((BounceVerdict)verdict, most);
	rule->codes = bounce_kb_source_list(source, group, "code");
	rule->replies = bounce_kb_source_list(source, group, "reply");
	rule->hosts = bounce_kb_source_list(source, group, "host");
	for (Role role = 0; role < N_ROLES; role++)
		if (!add_phrases(rules, source, rule, role, error))
			return false;
	g_hash_table_insert(rules->by_id, (char *)rule->info.id, rule);
	g_ptr_array_add(rules->rules, g_steal_pointer(&rule));
	return true;
}

size_t
bounce_rules_n(const BounceRules *rules)
{
	return rules->rules->len;
}

const BounceRuleInfo *
bounce_rules_at(const BounceRules *rules, size_t i)
{
	const Rule *rule = g_ptr_array_index(rules->rules, i);

	return &rule->info;
}

const BounceRuleInfo *
bounce_rules_find(const BounceRules *rules, const char *id)
{
	const Rule *rule = g_hash_table_lookup(rules->by_id, id);

	return rule ? &rule->info : NULL;
}

/* ---- matching */

/* "X" stands for any number or digit. */
static bool
is_like(const char *pattern, const char *code)
{
	while (*pattern != '\0' && *code != '\0') {
		if (*pattern == 'X') {
			code += MAX(strspn(code, "0123456789"), 1);
			pattern++;
		} else if (*pattern++ != *code++) {
			return false;
		}
	}
	return *pattern == *code;
}

static bool
is_one_of(char **patterns, const char *code)
{
	for (; *patterns; patterns++)
		if (is_like(*patterns, code))
			return true;
	return false;
}

static bool
is_reply_one_of(char **patterns, unsigned reply)
{
	for (; *patterns; patterns++) {
		unsigned rest = reply;
		size_t len = strlen(*patterns);

		while (len > 0 && ((*patterns)[len - 1] == 'X' ||
		                   (unsigned)((*patterns)[len - 1] - '0') == rest % 10)) {
			rest /= 10;
			len--;
		}
		if (len == 0 && rest == 0)
			return true;
	}
	return false;
}

static bool
is_of_label(int c)
{
	return g_ascii_isalnum(c) || c == '-';
}

/* Whole labels: "web.de" is not in "netweb.de". */
static bool
names_host(BounceSlice place, const char *host)
{
	size_t len = strlen(host);
	int before = -1;

	while (place.len > 0) {
		size_t at = bounce_slice_find_nocase(place, host);

		before = at > 0 ? bounce_slice_at(place, at - 1) : before;
		if (at == place.len)
			return false;
		if (!is_of_label(before) && !is_of_label(bounce_slice_at(place, at + len)))
			return true;
		before = bounce_slice_at(place, at);
		place = bounce_slice_skip(place, at + 1);
	}
	return false;
}

static bool
is_at(char **hosts, const BounceQuestion *question)
{
	for (; *hosts; hosts++) {
		for (size_t i = 0; i < BOUNCE_QUESTION_PLACES; i++)
			if (names_host(question->places[i], *hosts))
				return true;
	}
	return false;
}

static bool
fits(const Rule *rule, const BounceFound *found, const BounceQuestion *question)
{
	char code[BOUNCE_STATUS_TEXT_MAX];

	if (found[ROLE_UNLESS].end > 0)
		return false;
	if (rule->has_also && found[ROLE_ALSO].end == 0)
		return false;
	if (rule->codes && !is_one_of(rule->codes, bounce_status_format(question->status, code)))
		return false;
	if (rule->replies && !is_reply_one_of(rule->replies, question->reply))
		return false;
	return !rule->hosts || is_at(rule->hosts, question);
}

size_t
bounce_rules_match(const BounceRules *rules, const BounceQuestion *question, BounceAnswer *answers,
                   size_t max)
{
	if (rules->rules->len == 0 || question->words.len == 0)
		return 0;

	g_autoptr(BounceNormal) normal = bounce_normal_new(question->words);
	g_autofree BounceFound *found = bounce_lexicon_find(
		rules->lexicon, bounce_normal_text(normal), rules->rules->len * N_ROLES);
	size_t n = 0;

	for (guint i = 0; i < rules->rules->len && n < max; i++) {
		const BounceFound *here = found + (size_t)i * N_ROLES;

		/* Of most rules none of the words is there. */
		if (here[ROLE_TEXT].end == 0)
			continue;

		const Rule *rule = g_ptr_array_index(rules->rules, i);
		if (!fits(rule, here, question))
			continue;
		answers[n].rule = &rule->info;
		answers[n++].words =
			bounce_normal_source(normal, here[ROLE_TEXT].begin, here[ROLE_TEXT].end);
	}
	return n;
}
