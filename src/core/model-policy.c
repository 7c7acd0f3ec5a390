/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model-policy.c - which rule fits each row of a model
 */
#include "core/model-state.h"
#include "core/policy.h"

static void
exchange(Model *model, Policy *policy)
{
	GHashTableIter rows;
	void *row;

	g_hash_table_iter_init(&rows, model->rows);
	while (g_hash_table_iter_next(&rows, NULL, &row)) {
		((ModelRow *)row)->is_ruled = false;
		((ModelRow *)row)->row.rule = NULL;
	}
	policy_unref(model->policy);
	model->policy = policy ? policy_ref(policy) : NULL;
}

/* Returns whether that is another one than before. */
static bool
match(ModelRow *row, const Policy *policy, const FilterContext *context)
{
	const PolicyRule *before = row->row.rule;

	row->row.rule = policy ? policy_match(policy, &row->row, context) : NULL;
	row->is_ruled = true;
	return row->row.rule != before;
}

void
model_set_policy(Model *model, Policy *policy, const FilterContext *context)
{
	bool is_other = policy != model->policy;

	if (!is_other && model->is_ruled)
		return;
	model->is_ruled = true;
	if (is_other)
		exchange(model, policy);
	for (guint i = 0; i < model->listed->len; i++) {
		ModelRow *row = model->listed->pdata[i];

		if (row->is_settled && !row->is_ruled)
			is_other = match(row, policy, context) || is_other;
	}
	if (!is_other)
		return;
	model->revision++;
	/* A limit may be about what is proposed. */
	if (!model->limit.filter)
		return;
	model_limit_apply(&model->limit, model->listed);
	model_show(model);
}

size_t
model_count_proposed(const Model *model)
{
	size_t n = 0;

	for (guint i = 0; i < model->listed->len; i++)
		n += *policy_proposal(&((const ModelRow *)model->listed->pdata[i])->row) != '\0';
	return n;
}
