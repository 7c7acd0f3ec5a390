/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/filter.h"

#include "core/filter-flag.h"
#include "core/filter-program.h"
#include "core/fold.h"

GQuark
filter_error_quark(void)
{
	return g_quark_from_static_string("filter-error");
}

Filter *
filter_new(const char *text)
{
	Filter *filter = g_atomic_rc_box_new0(Filter);

	filter->text = g_strdup(text);
	filter->values = g_array_new(FALSE, TRUE, sizeof(FilterValue));
	g_array_set_clear_func(filter->values, (GDestroyNotify)filter_value_clear);
	filter->terms = g_array_new(FALSE, FALSE, sizeof(FilterTerm));
	filter->steps = g_array_new(FALSE, FALSE, sizeof(FilterStep));
	filter->scratch = g_string_new(NULL);
	filter->folded = g_string_new(NULL);
	return filter;
}

static void
clear_filter(void *data)
{
	Filter *filter = data;

	g_array_unref(filter->steps);
	g_array_unref(filter->terms);
	g_array_unref(filter->values);
	g_string_free(filter->folded, TRUE);
	g_string_free(filter->scratch, TRUE);
	g_free(filter->text);
}

Filter *
filter_ref(const Filter *filter)
{
	return g_atomic_rc_box_acquire((Filter *)filter);
}

void
filter_unref(Filter *filter)
{
	g_atomic_rc_box_release_full(filter, clear_filter);
}

const char *
filter_text(const Filter *filter)
{
	return filter->text;
}

static bool
text_is_one_of(const FilterValue *values, guint n, FilterField field, const FilterLook *look,
               const char *text)
{
	const char *folded;

	fold_into(look->folded, text);
	folded = look->folded->str;
	for (guint i = 0; i < n; i++)
		if (field == FILTER_FIELD_REASON
		            ? filter_value_is_reason(&values[i], look->context, text, folded)
		            : filter_value_is_text(&values[i], text, folded))
			return true;
	return false;
}

static bool
any_text(const FilterValue *values, guint n, FilterField field, const FilterLook *look)
{
	const char *text;

	for (size_t i = 0; (text = filter_field_text(field, look, i)); i++)
		if (*text && text_is_one_of(values, n, field, look, text))
			return true;
	return false;
}

static bool
any_number(const FilterValue *values, guint n, FilterField field, const FilterLook *look)
{
	gint64 number;

	if (!filter_field_number(field, look->row, &number))
		return false;
	for (guint i = 0; i < n; i++)
		if (filter_value_is_number(&values[i],
		                           values[i].is_age ? look->context->now - number : number))
			return true;
	return false;
}

static bool
any_flag(const FilterValue *values, guint n, const FilterLook *look)
{
	for (guint i = 0; i < n; i++)
		if (filter_flag_holds((size_t)values[i].low, look->row))
			return true;
	return false;
}

static bool
term_holds(const Filter *filter, guint i, const FilterLook *look)
{
	const FilterTerm *term = &g_array_index(filter->terms, FilterTerm, i);
	const FilterValue *values = &g_array_index(filter->values, FilterValue, term->first);

	if (!filter_field_has(term->field, look->row))
		return false;
	switch (filter_field_kind(term->field)) {
	case FILTER_KIND_NUMBER:
	case FILTER_KIND_SPAN:
	case FILTER_KIND_DATE:
		return any_number(values, term->n, term->field, look);
	case FILTER_KIND_FLAG:
		return any_flag(values, term->n, look);
	default:
		return any_text(values, term->n, term->field, look);
	}
}

static bool
any_term_holds(const Filter *filter, const FilterLook *look)
{
	for (guint i = 0; i < filter->terms->len; i++)
		if (term_holds(filter, i, look))
			return true;
	return false;
}

bool
filter_matches(const Filter *filter, const Row *row, const FilterContext *context)
{
	const FilterLook look = {row, context, filter->scratch, filter->folded};
	bool truth = false;
	guint next = 0;

	if (!*row->address && !any_term_holds(filter, &look))
		return false;
	while (next < filter->steps->len) {
		const FilterStep *step = &g_array_index(filter->steps, FilterStep, next++);

		if (step->kind == FILTER_STEP_TERM)
			truth = term_holds(filter, step->at, &look);
		else if (step->kind == FILTER_STEP_NOT)
			truth = !truth;
		else if (truth == (step->kind == FILTER_STEP_IF_TRUE))
			next = step->at;
	}
	return truth;
}
