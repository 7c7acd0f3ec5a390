/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * emit-row.c - an address, and one of its bounces, as a tree
 */
#include "core/emit-tree.h"

static void
add_standing(JsonBuilder *json, const Standing *standing)
{
	emit_add_text(json, "proof", proof_name(standing->proof));
	json_builder_set_member_name(json, "alive");
	if (standing->alive != 0)
		json_builder_add_int_value(json, standing->alive);
	else
		json_builder_add_null_value(json);
}

static void
add_mark(JsonBuilder *json, const Mark *mark)
{
	emit_begin_object(json, "mark");
	emit_add_text(json, "state", mark_state_name(mark->state));
	emit_add_text(json, "by", mark->by);
	json_builder_set_member_name(json, "time");
	if (mark->state != MARK_NONE)
		json_builder_add_int_value(json, mark->time);
	else
		json_builder_add_null_value(json);
	emit_add_text(json, "note", mark->note);
	json_builder_end_object(json);
}

static void
add_latest(JsonBuilder *json, const Row *row)
{
	const BounceRecipient judged = model_judge(row, row->latest->to);

	emit_add_members(json, bounce_recipient_fields(), &judged, "address");
}

static void
add_row(JsonBuilder *json, const Row *row)
{
	emit_add_text(json, "address", row->address);
	emit_add_text(json, "title", row->title);
	emit_add_text(json, "group", row->group->title);
	emit_add_number(json, "events", (gint64)row->n_events);
	emit_add_number(json, "days", (gint64)row->n_days);
	emit_add_number(json, "first", row->first);
	emit_add_number(json, "last", row->last);
	add_standing(json, &row->standing);
	add_mark(json, row->mark);
	emit_add_guards(json, row->guards);
	emit_add_text(json, "proposal", policy_proposal(row));
	if (row->latest->to)
		add_latest(json, row);

	emit_begin_array(json, "messages");
	for (size_t i = 0; i < row->events.n; i++) {
		const Event *event = row->events.at[i];

		json_builder_add_string_value(json, event->message_id);
	}
	json_builder_end_array(json);
}

void
emit_row(GString *out, const Row *row, EmitNotation notation)
{
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_object(json);
	add_row(json, row);
	json_builder_end_object(json);
	emit_append(out, json, notation);
}

void
emit_row_json(GString *out, const Row *row, bool pretty)
{
	emit_row(out, row, pretty ? EMIT_JSON_PRETTY : EMIT_JSON);
}

void
emit_row_sexp(GString *out, const Row *row)
{
	emit_row(out, row, EMIT_SEXP);
}

/* ---- bounces */

static void
add_event(JsonBuilder *json, const Row *row, const Event *event)
{
	emit_add_text(json, "message", event->message_id);
	emit_add_text(json, "file", event->path);
	emit_add_number(json, "number", event->number);
	emit_add_number(json, "arrived", event->date);
	json_builder_set_member_name(json, "ignored");
	json_builder_add_boolean_value(json, event->is_ignored);
	emit_add_text(json, "error", event->error);
	if (event->report)
		emit_add_members(json, bounce_envelope_fields(),
		                 bounce_report_envelope(event->report), NULL);
	if (event->to) {
		const BounceRecipient judged = model_judge(row, event->to);

		emit_add_members(json, bounce_recipient_fields(), &judged, "address");
	}
}

void
emit_event(GString *out, const Row *row, const Event *event, EmitNotation notation)
{
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_object(json);
	emit_add_text(json, "address", row->address);
	add_event(json, row, event);
	json_builder_end_object(json);
	emit_append(out, json, notation);
}

void
emit_row_whole(GString *out, const Row *row, EmitNotation notation)
{
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_object(json);
	add_row(json, row);
	emit_begin_array(json, "bounces");
	for (guint i = 0; i < row->events.n; i++) {
		json_builder_begin_object(json);
		add_event(json, row, row->events.at[i]);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
	json_builder_end_object(json);
	emit_append(out, json, notation);
}

void
emit_text(GString *out, const char *text, EmitNotation notation)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autoptr(JsonNode) node = json_node_init_string(json_node_alloc(), valid);

	emit_append_node(out, node, notation);
}
