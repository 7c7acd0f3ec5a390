/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy-rule.h - what a policy is made of
 *
 * For policy*.c alone.
 */
#pragma once

#include "core/policy.h"

/* A score that goes up with each bounce, or each day that has one, and starts anew after
 * some time without any. */
typedef struct {
	bool is_used;
	double weights[BOUNCE_N_PERMANENCES];
	bool by_day;  /* the first bounce of a day is the one that counts */
	gint64 stale; /* seconds; 0 is never */
	double threshold;
	bool is_above; /* it must be more than the threshold, not that much */
} PolicyScore;

struct PolicyRule {
	char *name, *title;
	Filter *bounces; /* which of the bounces count; NULL: all */
	Filter *filter;  /* asked of the row with these; NULL: always true */
	PolicyScore score;
};

struct Policy {
	grefcount n_refs;
	char *name, *title, *source;
	gint64 expire;    /* seconds; 0 is never */
	GPtrArray *rules; /* of PolicyRule, owned */
};

Policy *policy_new(const char *name);
PolicyRule *policy_rule_new(const char *name);
void policy_rule_free(PolicyRule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolicyRule, policy_rule_free)

/* The most that the score has come to; bounces are the latest first. */
double policy_score(const PolicyScore *score, const Event *const *bounces, size_t n);
