/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model-guards.c - what guards the rows of a model
 */
#include "core/guard-row.h"
#include "core/incident.h"
#include "core/model-state.h"

/* Of an address, this does not change with its bounces. */
static bool
is_protected(ModelRow *row, const Guarding *guarding)
{
	const char *identity = model_row_identity(&row->row);

	if (!row->is_asked)
		row->is_protected = *identity && guarding_protects(guarding, identity);
	row->is_asked = true;
	return row->is_protected;
}

/* Those of an address; the caller unrefs. */
static GPtrArray *
with_address(const GPtrArray *rows)
{
	GPtrArray *chosen = g_ptr_array_new();

	for (guint i = 0; i < rows->len; i++)
		if (((const ModelRow *)rows->pdata[i])->has_address)
			g_ptr_array_add(chosen, rows->pdata[i]);
	return chosen;
}

/* NULL is none. */
static bool
is_same(const Incident *a, const Incident *b)
{
	if (!a || !b)
		return a == b;
	return a->n_same == b->n_same && a->n_all == b->n_all && a->date == b->date;
}

/* Returns whether that is something else than before.  Takes the incident. */
static bool
guard(ModelRow *row, GuardSet guards, Incident *incident)
{
	bool is_other = row->row.guards != guards || !is_same(row->row.incident, incident);

	row->row.guards = guards;
	model_row_set_incident(row, incident);
	/* A rule may ask for them. */
	row->is_ruled = row->is_ruled && !is_other;
	return is_other;
}

static bool
guard_all(Model *model)
{
	g_autoptr(GPtrArray) rows = with_address(model->listed);
	g_autofree Incident **incidents = g_new0(Incident *, rows->len + 1);
	bool is_other = false;

	/* A ModelRow begins with its Row. */
	incident_find((const Row *const *)(void *)rows->pdata, rows->len, incidents);
	for (guint i = 0; i < rows->len; i++) {
		ModelRow *row = rows->pdata[i];
		GuardSet guards = row->alone | guard_standing(&row->row);

		if (is_protected(row, model->guarding))
			guards |= GUARD_PROTECTED;
		if (incidents[i])
			guards |= GUARD_INCIDENT;
		is_other = guard(row, guards, incidents[i]) || is_other;
	}
	return is_other;
}

static bool
guard_none(Model *model)
{
	bool is_other = false;

	for (guint i = 0; i < model->listed->len; i++)
		is_other = guard(model->listed->pdata[i], GUARD_NONE, NULL) || is_other;
	return is_other;
}

static void
exchange(Model *model, Guarding *guarding)
{
	guarding_unref(model->guarding);
	model->guarding = guarding_ref(guarding);
	for (guint i = 0; i < model->listed->len; i++)
		((ModelRow *)model->listed->pdata[i])->is_asked = false;
	model->is_guarded = false;
}

void
model_set_guards(Model *model, Guarding *guarding)
{
	if (model->guarding != guarding)
		exchange(model, guarding);
	if (model->is_guarded)
		return;
	model->is_guarded = true;
	if (!(guarding_is_off(guarding) ? guard_none(model) : guard_all(model)))
		return;
	model->is_ruled = false;
	model->revision++;
	model_groups_count_guards(model->groups, model->listed);
	/* A limit may be about guards. */
	if (!model->limit.filter)
		return;
	model_limit_apply(&model->limit, model->listed);
	model_show(model);
}
