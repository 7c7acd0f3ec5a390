/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy.h - rules by which addresses are proposed for removal
 *
 * A Policy is made of a preset (share/rules, or the user's own) and of what the
 * configuration adds to it; it is immutable.  A rule only proposes: what is guarded is
 * held back, what a person has decided stays, and nothing is marked before somebody has
 * accepted it.
 *
 * Bounces that are ignored, expired or only delays do not count for any rule.
 */
#pragma once

#include "core/filter.h"
#include "core/marks.h"
#include "core/model.h"

#define POLICY_ERROR (policy_error_quark())

typedef enum {
	POLICY_ERROR_PRESET, /* there is none of that name */
	POLICY_ERROR_RULE,   /* a rule, or what else a preset says, makes no sense */
} PolicyError;

GQuark policy_error_quark(void);

typedef struct PolicyRule PolicyRule;

/* Where presets are. */
typedef struct {
	const char *data_dir; /* share/, where rules/ is */
	const char *user_dir; /* of the user's own, which go before those, or NULL */
} PolicyPlaces;

/* preset may be NULL or "": what bounces.preset of the settings (setting.h) says, else
 * "careful".  NULL with an error of two lines, why and what to do. */
Policy *policy_load(const PolicyPlaces *places, const char *const *settings, const char *preset,
                    GError **error);
Policy *policy_ref(Policy *policy);
void policy_unref(Policy *policy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Policy, policy_unref)

/* The names of all presets there are, sorted; NULL-ended, for g_strfreev(). */
char **policy_presets(const PolicyPlaces *places);

const char *policy_name(const Policy *policy);
const char *policy_title(const Policy *policy);
const char *policy_source(const Policy *policy);

const char *policy_rule_name(const PolicyRule *rule);
/* "" for one of the configuration. */
const char *policy_rule_title(const PolicyRule *rule);

/* The first rule that fits the row, whatever guards or marks say; NULL when none does.
 * It lives as long as the policy. */
const PolicyRule *policy_match(const Policy *policy, const Row *row, const FilterContext *context);

/* Why it fits: "hard 5.1.1 on 3 days in 21 days".  The caller frees. */
char *policy_why(const Policy *policy, const PolicyRule *rule, const Row *row,
                 const FilterContext *context);

/* ---- what comes of it, once the model has been given the policy */

/* What stands in the way of a proposal.
 *
 *      value, name */
#define OFFERS(X)                                                                                  \
	X(PROPOSED, "proposed") /* nothing */                                                      \
	X(KEPT, "kept")         /* somebody has marked it keep */                                  \
	X(HELD, "held")         /* it is guarded */

#define X(value, name) OFFER_##value,
typedef enum { OFFERS(X) N_OFFERS } OfferKind;
#undef X

const char *offer_kind_name(OfferKind kind);

/* What stands in the way of marking the row remove together with others.  Nothing does when
 * a person has done so. */
OfferKind offer_kind_of(const Row *row);

/* An address that a rule fits and that is not marked remove. */
typedef struct {
	OfferKind kind;
	const Row *row;
	const PolicyRule *rule;
	char *why; /* of the rule, then what stands in the way */
} Offer;

/* Of all rows that the limit lets be seen: those that are proposed, then those that are
 * kept, then those held back, by their rule and address; of Offer, for the caller to unref.
 * Lives no longer than the rows. */
GPtrArray *policy_offers(const Policy *policy, const Model *model, const FilterContext *context);

/* The rule by which a row is proposed; "" when none proposes it. */
const char *policy_proposal(const Row *row);

/* Mark those of the offers that accepts says (NULL: that are proposed) as one step, by
 * their rules; as marks_set_many() returns. */
GPtrArray *policy_accept(const GPtrArray *offers, const bool *accepts, Marks *marks, gint64 now,
                         GError **error);
