/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model-limit.h"

void
model_limit_clear(ModelLimit *limit)
{
	g_clear_pointer(&limit->filter, filter_unref);
	g_clear_pointer(&limit->kb, bounce_kb_unref);
}

/* What is set may be what was. */
void
model_limit_set(ModelLimit *limit, const Filter *filter, const FilterContext *context)
{
	ModelLimit set = {0};

	if (filter)
		set = (ModelLimit){filter_ref(filter), bounce_kb_ref(context->kb), context->now};
	model_limit_clear(limit);
	*limit = set;
}

void
model_limit_copy(ModelLimit *limit, const ModelLimit *from)
{
	const FilterContext context = {from->kb, from->now};

	model_limit_set(limit, from->filter, &context);
}

void
model_limit_apply(const ModelLimit *limit, const GPtrArray *rows)
{
	const FilterContext context = {limit->kb, limit->now};

	for (guint i = 0; i < rows->len; i++) {
		ModelRow *row = rows->pdata[i];

		row->is_hidden =
			limit->filter && !filter_matches(limit->filter, &row->row, &context);
	}
}
