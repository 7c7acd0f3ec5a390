/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model-same.h"
#include "core/model-state.h"

#include <string.h>

static void
add_event(Model *model, const Event *event)
{
	model_row_key(event, model->key);

	ModelRow *row = g_hash_table_lookup(model->rows, model->key->str);

	if (!row) {
		const char *kept = g_string_chunk_insert_len(model->strings, model->key->str,
		                                             (gssize)model->key->len);

		row = model_row_new(kept);
		g_hash_table_insert(model->rows, (char *)kept, row);
	}
	model_note_change(model, row);
	model_row_add(row, event);
	/* Most have no more than this one, and now all of it is at hand. */
	if (row->row.events.n == 1) {
		model_row_settle(row);
		model_groups_assign(model->groups, row);
	}

	if (*model_event_address(event))
		model->counts.n_events++;
}

static bool
names_address(const BounceReport *report)
{
	for (size_t i = 0; i < bounce_report_n_recipients(report); i++) {
		const Event event = {.to = bounce_report_recipient(report, i)};

		if (model_did_fail(event.to) && *model_event_address(&event))
			return true;
	}
	return false;
}

bool
model_is_bounce(const BounceReport *report)
{
	BounceKind kind = bounce_report_envelope(report)->kind;

	return kind == BOUNCE_KIND_FAILURE || kind == BOUNCE_KIND_DELAY;
}

static FileFate
fate_of(const BounceReport *report)
{
	if (!model_is_bounce(report))
		return FATE_OTHER;
	return names_address(report) ? FATE_WITH_ROWS : FATE_UNRECOGNISED;
}

/* One event for each recipient that failed; when none did, one for the file, as
 * somebody ought to look at it. */
static void
add_recipients(Model *model, Event event)
{
	size_t n = model_is_bounce(event.report) ? bounce_report_n_recipients(event.report) : 0;
	size_t n_added = 0;
	/* Most reports have one. */
	g_autoptr(GHashTable) seen = n > 1 ? g_hash_table_new(same_hash, same_recipients) : NULL;

	for (size_t i = 0; i < n; i++) {
		event.to = bounce_report_recipient(event.report, i);
		if (!model_did_fail(event.to) ||
		    (seen && !g_hash_table_add(seen, (BounceRecipient *)event.to)))
			continue;
		add_event(model, &event);
		n_added++;
	}
	if (n_added == 0) {
		event.to = NULL;
		add_event(model, &event);
	}
}

/* Most reports hold the Message-ID that the index has. */
static const char *
keep_message_id(Model *model, const char *message_id, const BounceReport *report)
{
	const char *held = bounce_report_envelope(report)->message_id;

	return g_str_equal(message_id, held) ? held
	                                     : g_string_chunk_insert(model->strings, message_id);
}

static gint64
date_of(const Origin *origin, const BounceReport *report)
{
	gint64 date = bounce_report_envelope(report)->date;

	if (origin->date != 0)
		return origin->date;
	return date != BOUNCE_DATE_NONE ? date : 0;
}

void
model_add(Model *model, const Origin *origin, const BounceReport *report)
{
	FileFate fate = fate_of(report);
	bool is_kept = fate != FATE_OTHER || model->takes_others;
	const char *message_id =
		is_kept ? keep_message_id(model, origin->message_id, report)
			: g_string_chunk_insert(model->strings, origin->message_id);

	if (model_files_add(model->files, message_id, origin->is_only, report, fate) || !is_kept)
		return;
	add_recipients(model, (Event){
				      .report = report,
				      .message_id = message_id,
				      .path = g_string_chunk_insert(model->strings, origin->path),
				      .number = origin->number,
				      .date = date_of(origin, report),
				      .error = "",
			      });
}

void
model_take_others(Model *model)
{
	model->takes_others = true;
}

void
model_add_unreadable(Model *model, const Origin *origin, const char *why)
{
	Event event = {
		.message_id = g_string_chunk_insert(model->strings, origin->message_id),
		.path = g_string_chunk_insert(model->strings, origin->path),
		.number = origin->number,
		.date = origin->date,
		.error = g_string_chunk_insert_const(model->strings, why),
	};

	model_files_add(model->files, event.message_id, origin->is_only, NULL, FATE_UNREADABLE);
	add_event(model, &event);
}

void
model_remove(Model *model, GHashTable *message_ids)
{
	GHashTableIter iter;
	void *it;

	g_hash_table_iter_init(&iter, message_ids);
	while (g_hash_table_iter_next(&iter, &it, NULL))
		model_files_remove(model->files, it);

	g_hash_table_iter_init(&iter, model->rows);
	while (g_hash_table_iter_next(&iter, NULL, &it)) {
		model->counts.n_events -= model_row_remove(it, message_ids);
		if (!((const ModelRow *)it)->is_settled)
			model_note_change(model, it);
	}
}
