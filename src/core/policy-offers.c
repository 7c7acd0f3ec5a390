/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy-offers.c - what is proposed, what is not and why, and marking it
 */
#include "core/policy.h"

#include <string.h>

#include "core/guard-row.h"

#define X(value, name) name,
static const char *const kind_names[] = {OFFERS(X)};
#undef X

const char *
offer_kind_name(OfferKind kind)
{
	g_return_val_if_fail(kind < N_OFFERS, "");

	return kind_names[kind];
}

static void
offer_free(void *data)
{
	Offer *offer = data;

	g_free(offer->why);
	g_free(offer);
}

/* What is marked remove needs no rule. */
static bool
is_offered(const Row *row)
{
	return row->rule && *row->address && row->mark->state != MARK_REMOVE;
}

OfferKind
offer_kind_of(const Row *row)
{
	bool was_looked_at = row->mark->state == MARK_REMOVE && g_str_equal(row->mark->by, MARK_USER);

	if (row->mark->state == MARK_KEEP)
		return OFFER_KEPT;
	return guard_holds(row->guards) && !was_looked_at ? OFFER_HELD : OFFER_PROPOSED;
}

const char *
policy_proposal(const Row *row)
{
	bool is_proposed = is_offered(row) && offer_kind_of(row) == OFFER_PROPOSED;

	return is_proposed ? policy_rule_name(row->rule) : "";
}

/* "marked keep by user on 2026-05-10" */
static char *
describe_mark(const Mark *mark)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(mark->time);
	g_autofree char *day = date ? g_date_time_format(date, " on %Y-%m-%d") : g_strdup("");

	if (g_str_equal(mark->by, MARK_USER))
		return g_strdup_printf("you marked it keep%s", day);
	return g_strdup_printf("marked keep by %s%s", mark->by, day);
}

static char *
explain(const Policy *policy, const Row *row, OfferKind kind, const FilterContext *context)
{
	switch (kind) {
	case OFFER_KEPT:
		return describe_mark(row->mark);
	case OFFER_HELD:
		return guard_row_describe(row);
	default:
		return policy_why(policy, row->rule, row, context);
	}
}

static Offer *
offer_new(const Policy *policy, const Row *row, const FilterContext *context)
{
	Offer *offer = g_new0(Offer, 1);

	offer->row = row;
	offer->rule = row->rule;
	offer->kind = offer_kind_of(row);
	offer->why = explain(policy, row, offer->kind, context);
	return offer;
}

static int
compare_offers(const void *a, const void *b)
{
	const Offer *x = *(const Offer *const *)a;
	const Offer *y = *(const Offer *const *)b;
	int order = (int)x->kind - (int)y->kind;

	if (order == 0)
		order = strcmp(policy_rule_name(x->rule), policy_rule_name(y->rule));
	return order != 0 ? order : strcmp(x->row->key, y->row->key);
}

GPtrArray *
policy_offers(const Policy *policy, const Model *model, const FilterContext *context)
{
	GPtrArray *offers = g_ptr_array_new_with_free_func(offer_free);

	for (size_t g = 0; g < model_n_groups(model); g++) {
		const GPtrArray *rows = model_group(model, g)->rows;

		for (guint i = 0; i < rows->len; i++)
			if (is_offered(rows->pdata[i]))
				g_ptr_array_add(offers, offer_new(policy, rows->pdata[i], context));
	}
	g_ptr_array_sort(offers, compare_offers);
	return offers;
}

GPtrArray *
policy_accept(const GPtrArray *offers, const bool *accepts, Marks *marks, gint64 now,
              GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(MarkChange));

	for (guint i = 0; i < offers->len; i++) {
		const Offer *offer = offers->pdata[i];
		char *by;

		if (offer->kind != OFFER_PROPOSED || (accepts && !accepts[i]))
			continue;
		by = g_strconcat(MARK_RULE, policy_rule_name(offer->rule), NULL);
		g_ptr_array_add(names, by);

		const MarkChange change = {
			.address = offer->row->address,
			.message_id = "",
			.mark = {MARK_REMOVE, by, now, offer->row->latest->to->reason, offer->why},
		};
		g_array_append_val(changes, change);
	}
	return marks_set_many(marks, (const MarkChange *)(void *)changes->data, changes->len,
	                      error);
}
