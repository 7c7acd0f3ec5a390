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
	GPtrArray *chosen; /* its events, which are borrowed; NULL: all of the other row's */
} Cut;

static void
cut_clear(Cut *cut)
{
	g_clear_pointer(&cut->chosen, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Cut, cut_clear)

/* Who is asked which events count. */
typedef struct {
	const Policy *policy;
	const PolicyRule *rule; /* or NULL */
	const Row *row;
	const FilterContext *context;
} Counting;

/* As that event alone would have it be seen. */
static void
look_at(Row *row, const Event *latest)
{
	row->latest = latest;
	row->verdict = model_judge(row, latest->to).verdict;
}

static bool
has_expired(const Policy *policy, const Event *event, gint64 now)
{
	return policy->expire > 0 && event->date < now - policy->expire;
}

/* By no rule does a delay. */
static bool
counts(const Counting *counting, const Event *event)
{
	if (!counting->rule)
		return event->is_failure &&
		       !has_expired(counting->policy, event, counting->context->now);

	Row alone = *counting->row;

	look_at(&alone, event);
	return filter_matches(counting->rule->bounces, &alone, counting->context);
}

/* Of most rows all count. */
static Cut
cut(const Counting *counting)
{
	const Row *row = counting->row;
	Cut cut = {.row = *row};
	guint n = 0;

	while (n < row->n_events && counts(counting, row->events.at[n]))
		n++;
	cut.row.events.n = row->n_events;
	if (n == row->n_events)
		return cut;
	cut.chosen = g_ptr_array_new();
	for (guint i = 0; i < row->n_events; i++)
		if (i < n || (i > n && counts(counting, row->events.at[i])))
			g_ptr_array_add(cut.chosen, (Event *)row->events.at[i]);
	cut.row.events = (Events){(const Event *const *)cut.chosen->pdata, cut.chosen->len};
	cut.row.n_events = cut.chosen->len;
	cut.row.n_days = model_count_days(&cut.row.events, &cut.row.first, &cut.row.last);
	return cut;
}

/* What no rule counts is left out; empty when that is all. */
static Cut
cut_row(const Policy *policy, const Row *row, const FilterContext *context)
{
	Cut all = cut(&(Counting){policy, NULL, row, context});

	if (all.row.n_events > 0 && all.row.events.at[0] != row->latest)
		look_at(&all.row, all.row.events.at[0]);
	return all;
}

/* Those that the rule counts; its latest bounce stays the one that it is. */
static Cut
cut_for_rule(const Policy *policy, const PolicyRule *rule, const Cut *all,
             const FilterContext *context)
{
	return rule->bounces ? cut(&(Counting){policy, rule, &all->row, context})
	                     : (Cut){.row = all->row};
}

static bool
reaches(const PolicyScore *score, double value)
{
	return score->is_above ? value > score->threshold : value >= score->threshold;
}

static double
score_of(const PolicyRule *rule, const Cut *cut)
{
	return policy_score(&rule->score, cut->row.events.at, cut->row.n_events);
}

static bool
fits(const Policy *policy, const PolicyRule *rule, const Cut *all, const FilterContext *context)
{
	g_auto(Cut) cut = cut_for_rule(policy, rule, all, context);

	if (cut.row.n_events == 0)
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

	g_auto(Cut) all = cut_row(policy, row, context);

	for (guint i = 0; i < policy->rules->len && all.row.n_events > 0; i++)
		if (fits(policy, policy->rules->pdata[i], &all, context))
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
		g_string_append_printf(out, "on %u days in %" G_GINT64_FORMAT " day%s", row->n_days,
		                       days, days == 1 ? "" : "s");
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
	g_auto(Cut) all = cut_row(policy, row, context);
	g_auto(Cut) cut = cut_for_rule(policy, rule, &all, context);
	GString *out = g_string_new(NULL);

	if (cut.row.n_events > 0) {
		append_what(out, cut.row.events.at[0]->to);
		append_times(out, &cut.row);
	}
	if (rule->score.is_used)
		g_string_append_printf(out, ", score %g", score_of(rule, &cut));
	return g_string_free(out, FALSE);
}
