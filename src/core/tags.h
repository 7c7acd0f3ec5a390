/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tags.h - which tags mail should have in notmuch, and what is to be changed for that
 *
 * A plan is made of a model, is told which of our tags mail has now, and gives the
 * differences as lines for "notmuch tag --batch".  Of tags that are not ours it knows
 * nothing.  Pure: who asks and who writes is tagger.h.
 */
#pragma once

#include "core/model.h"

/* The one of bounces/... stands for them all, as notmuch has no wildcard for tags.
 *
 *      value, name */
#define TAGS(X)                                                                                    \
	X(BOUNCE, "bounce")                                                                        \
	X(HARD, "bounce/hard")                                                                     \
	X(SOFT, "bounce/soft")                                                                     \
	X(POLICY, "bounce/policy")                                                                 \
	X(DELAYED, "bounce/delayed")                                                               \
	X(UNKNOWN, "bounce/unknown")                                                               \
	X(REMOVE, "bounce/remove")                                                                 \
	X(KEEP, "bounce/keep")

#define X(value, name) TAG_##value,
typedef enum { TAGS(X) N_TAGS } Tag;
#undef X

/* A set of tags, a bit each. */
typedef unsigned TagSet;

#define TAG_SET(tag) (1U << (tag))
/* What follows from marks, */
#define TAGS_OF_MARKS (TAG_SET(TAG_REMOVE) | TAG_SET(TAG_KEEP))
/* and from mail alone. */
#define TAGS_OF_MAIL ((TAG_SET(N_TAGS) - 1) & ~TAGS_OF_MARKS)

const char *tag_name(Tag tag);

typedef struct TagPlan TagPlan;

/* Mail is to have those of these tags that the model, refreshed, says; the others are
 * left alone.  Mail that could not be read whole loses none.  Without a model (NULL) no
 * mail is to have any.  The model must outlive the plan. */
TagPlan *tag_plan_new(const Model *model, TagSet tags);
void tag_plan_free(TagPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TagPlan, tag_plan_free)

/* A message has a tag now.  To be told of all before the plan is settled; of mail that
 * the model has not read it does not matter. */
void tag_plan_has(TagPlan *plan, const char *message_id, Tag tag);

/* Find the differences: once. */
void tag_plan_settle(TagPlan *plan);

/* Messages that are to have tags, or have some; and those of them that are to be
 * changed. */
size_t tag_plan_n_messages(const TagPlan *plan);
size_t tag_plan_n_changes(const TagPlan *plan);

/* Append the lines of n changes, from the first on, sorted by Message-ID. */
void tag_plan_append(const TagPlan *plan, size_t first, size_t n, GString *out);
