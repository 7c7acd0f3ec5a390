/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules.h - what the rules propose for the mail that is shown, and what of it somebody
 * does not want
 */
#pragma once

#include "core/intake.h"
#include "core/policy.h"
#include "ui/view.h"

typedef struct Rules Rules;

/* The context stays the caller's, who may exchange its model; data_dir must outlive it. */
Rules *rules_new(const ViewContext *context, const char *data_dir);
void rules_free(Rules *rules);

/* Have the rows know the rules that fit them, by the configuration of the store; cheap
 * when nothing has changed.  The caller frees what is returned: what is wrong with the
 * rules, told once; else NULL. */
char *rules_show(Rules *rules, const StoreInfo *store);

/* NULL while there are none, or what is wrong with them is not mended. */
const Policy *rules_policy(const Rules *rules);

/* Use the next preset, round the end, until the program ends.  Returns as rules_show()
 * does, what is wrong with it, and then keeps the one that there is. */
char *rules_next_preset(Rules *rules, const StoreInfo *store);

/* All offers of what is shown, for the caller to unref; none without a policy. */
GPtrArray *rules_offers(const Rules *rules);

/* How many rows are proposed; those that are hidden, too. */
size_t rules_count(const Rules *rules);

/* Is the address, which is proposed, not to be marked?  By the key of its row. */
bool rules_is_declined(const Rules *rules, const char *key);
void rules_toggle(Rules *rules, const char *key);
