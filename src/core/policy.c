/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/policy.h"

#include <string.h>

#include "core/model-row.h"
#include "core/policy-rule.h"

#define DAY ((gint64)24 * 60 * 60)

GQuark
policy_error_quark(void)
{
	return g_quark_from_static_string("policy-error");
}

PolicyRule *
policy_rule_new(const char *name)
{
	PolicyRule *rule = g_new0(PolicyRule, 1);

	rule->name = g_strdup(name);
	rule->title = g_strdup("");
	return rule;
}

void
policy_rule_free(PolicyRule *rule)
{
	if (!rule)
		return;
	g_clear_pointer(&rule->bounces, filter_unref);
	g_clear_pointer(&rule->filter, filter_unref);
	g_free(rule->title);
	g_free(rule->name);
	g_free(rule);
}

Policy *
policy_new(const char *name)
{
	Policy *policy = g_new0(Policy, 1);

	g_ref_count_init(&policy->n_refs);
	policy->name = g_strdup(name);
	policy->title = g_strdup("");
	policy->source = g_strdup("");
	policy->rules = g_ptr_array_new_with_free_func((GDestroyNotify)policy_rule_free);
	return policy;
}

Policy *
policy_ref(Policy *policy)
{
	g_ref_count_inc(&policy->n_refs);
	return policy;
}

void
policy_unref(Policy *policy)
{
	if (!policy || !g_ref_count_dec(&policy->n_refs))
		return;
	g_ptr_array_unref(policy->rules);
	g_free(policy->source);
	g_free(policy->title);
	g_free(policy->name);
	g_free(policy);
}

const char *
policy_name(const Policy *policy)
{
	return policy->name;
}

const char *
policy_title(const Policy *policy)
{
	return policy->title;
}

const char *
policy_source(const Policy *policy)
{
	return policy->source;
}

const char *
policy_rule_name(const PolicyRule *rule)
{
	return rule->name;
}

const char *
policy_rule_title(const PolicyRule *rule)
{
	return rule->title;
}

/* ---- the bounces of a row that count */

/* A row of some of the events of another one, of which its latest may be none. */
typedef struct {
	Row row;
	GPtrArray *events; /* of const Event *, borrowed */
} Cut;

static void
cut_clear(Cut *cut)
{
	g_clear_pointer(&cut->events, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Cut, cut_clear)

/* As that event alone would have it be seen. */
static void
look_at(Row *row, const Event *latest)
{
	row->latest = latest;
	row->verdict = model_judge(row, latest->to).verdict;
}

static void
count(Row *row, const GPtrArray *events)
{
	row->events = (Events){(const Event *const *)events->pdata, events->len};
	row->n_events = events->len;
	row->n_days = model_count_days(&row->events, &row->first, &row->last);
}

static bool
has_expired(const Policy *policy, const Event *event, gint64 now)
{
	return policy->expire > 0 && event->date < now - policy->expire;
}

/* What no rule counts is left out; empty when that is all. */
static Cut
cut_row(const Policy *policy, const Row *row, gint64 now)
{
	Cut cut = {.row = *row, .events = g_ptr_array_new()};

	for (guint i = 0; i < row->n_events; i++) {
		const Event *event = row->events.at[i];

		if (event->to && !model_is_delay(event) && !has_expired(policy, event, now))
			g_ptr_array_add(cut.events, (Event *)event);
	}
	if (cut.events->len > 0)
		look_at(&cut.row, cut.events->pdata[0]);
	count(&cut.row, cut.events);
	return cut;
}

/* Those that the rule counts; its latest bounce stays the one that it is. */
static Cut
cut_for_rule(const PolicyRule *rule, const Cut *all, const FilterContext *context)
{
	Cut cut = {.row = all->row};

	if (!rule->bounces) {
		cut.events = g_ptr_array_ref(all->events);
		return cut;
	}
	cut.events = g_ptr_array_new();
	for (guint i = 0; i < all->events->len; i++) {
		Event *event = all->events->pdata[i];
		Row alone = all->row;

		look_at(&alone, event);
		if (filter_matches(rule->bounces, &alone, context))
			g_ptr_array_add(cut.events, event);
	}
	count(&cut.row, cut.events);
	return cut;
}

static bool
reaches(const PolicyScore *score, double value)
{
	return score->is_above ? value > score->threshold : value >= score->threshold;
}

static double
score_of(const PolicyRule *rule, const Cut *cut)
{
	return policy_score(&rule->score, (const Event *const *)cut->events->pdata,
	                    cut->events->len);
}

static bool
fits(const PolicyRule *rule, const Cut *all, const FilterContext *context)
{
	g_auto(Cut) cut = cut_for_rule(rule, all, context);

	if (cut.events->len == 0)
		return false;
	if (rule->filter && !filter_matches(rule->filter, &cut.row, context))
		return false;
	return !rule->score.is_used || reaches(&rule->score, score_of(rule, &cut));
}

const PolicyRule *
policy_match(const Policy *policy, const Row *row, const FilterContext *context)
{
	if (!*row->address || !row->latest->to)
		return NULL;

	g_auto(Cut) all = cut_row(policy, row, context->now);

	for (guint i = 0; i < policy->rules->len && all.events->len > 0; i++)
		if (fits(policy->rules->pdata[i], &all, context))
			return policy->rules->pdata[i];
	return NULL;
}

/* ---- in words */

static void
append_times(GString *out, const Row *row)
{
	gint64 span = row->last - row->first;
	gint64 days = MAX((span + DAY - 1) / DAY, 1);

	if (row->n_events == 1)
		g_string_append(out, "once");
	else if (row->n_days > 1)
		g_string_append_printf(out, "on %u days in %" G_GINT64_FORMAT " day%s",
		                       row->n_days, days, days == 1 ? "" : "s");
	else
		g_string_append_printf(out, "%u times in a day", row->n_events);
}

/* The class and code of the latest bounce that the rule counts. */
static void
append_what(GString *out, const BounceRecipient *to)
{
	char code[BOUNCE_STATUS_TEXT_MAX];

	g_string_append_printf(out, "%s ", bounce_class_name(to->class));
	if (bounce_status_is_set(to->status))
		g_string_append_printf(out, "%s ", bounce_status_format(to->status, code));
	else if (to->reply > 0)
		g_string_append_printf(out, "%u ", to->reply);
}

char *
policy_why(const Policy *policy, const PolicyRule *rule, const Row *row,
           const FilterContext *context)
{
	g_auto(Cut) all = cut_row(policy, row, context->now);
	g_auto(Cut) cut = cut_for_rule(rule, &all, context);
	GString *out = g_string_new(NULL);

	if (cut.events->len > 0) {
		append_what(out, ((const Event *)cut.events->pdata[0])->to);
		append_times(out, &cut.row);
	}
	if (rule->score.is_used)
		g_string_append_printf(out, ", score %g", score_of(rule, &cut));
	return g_string_free(out, FALSE);
}
