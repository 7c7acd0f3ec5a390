/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules.h - from the words of a reply to a reason, by share/kb/diagnostic
 *
 * Rules are tried in their order; those of named servers stand before general
 * ones, and of these what speaks of the sender before what speaks of the address.
 * Does not decide: classify.h weighs what a rule says against the codes.
 */
#pragma once

#include <bounce/kb.h>

#include "kb-source.h"
#include "slice.h"

typedef struct BounceRules BounceRules;

BounceRules *bounce_rules_new(void);
void bounce_rules_free(BounceRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceRules, bounce_rules_free)

/* Add the rule that is a group of source behind the others; when there is one of its
 * name already, do nothing.  Its verdict will not be more than most, that of its
 * reason. */
bool bounce_rules_add(BounceRules *rules, const BounceKbSource *source, const char *group,
                      BounceVerdict most, GError **error);

size_t bounce_rules_n(const BounceRules *rules);
const BounceRuleInfo *bounce_rules_at(const BounceRules *rules, size_t i);
const BounceRuleInfo *bounce_rules_find(const BounceRules *rules, const char *id);

/* Where the names of hosts are looked for beside the words. */
#define BOUNCE_QUESTION_PLACES 3

typedef struct {
	BounceSlice words;
	BounceSlice places[BOUNCE_QUESTION_PLACES];
	BounceStatus status; /* the code in force, or none */
	unsigned reply;      /* or 0 */
} BounceQuestion;

typedef struct {
	const BounceRuleInfo *rule;
	BounceSlice words; /* of the question: those it went by */
} BounceAnswer;

/* The first rules that match, at most max; returns how many. */
size_t bounce_rules_match(const BounceRules *rules, const BounceQuestion *question,
                          BounceAnswer *answers, size_t max);
