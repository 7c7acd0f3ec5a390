/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/emit.h"

/* Wide enough for the longest name of a member. */
#define LABEL_WIDTH 20

static void
append_line(GString *out, const char *label, const char *text, CellsFlags flags)
{
	if (*text == '\0')
		return;
	g_string_append_printf(out, "%-*s", LABEL_WIDTH, label);
	cells_append(out, text, -1, CELLS_ALL, flags);
	g_string_append_c(out, '\n');
}

static void
append_date(GString *out, gint64 when, const char *format, const char *absent)
{
	g_autoptr(GDateTime) date = when ? g_date_time_new_from_unix_utc(when) : NULL;
	g_autofree char *text = date ? g_date_time_format(date, format) : NULL;

	g_string_append(out, text ? text : absent);
}

static void
append_member(GString *out, const BounceRecordField *field, const void *record, CellsFlags flags)
{
	char code[BOUNCE_STATUS_TEXT_MAX];
	g_autoptr(GString) text = g_string_new(NULL);

	switch (field->type) {
	case BOUNCE_FIELD_TEXT:
	case BOUNCE_FIELD_CHOICE:
		append_line(out, field->name, bounce_field_text(field, record), flags);
		break;
	case BOUNCE_FIELD_STATUS:
		append_line(out, field->name,
		            bounce_status_format(bounce_field_status(field, record), code), flags);
		break;
	case BOUNCE_FIELD_REPLY:
		if (bounce_field_reply(field, record) != 0)
			g_string_printf(text, "%u", bounce_field_reply(field, record));
		append_line(out, field->name, text->str, flags);
		break;
	case BOUNCE_FIELD_DATE:
		if (bounce_field_date(field, record) != BOUNCE_DATE_NONE)
			append_date(text, bounce_field_date(field, record), "%Y-%m-%d %H:%M UTC",
			            "");
		append_line(out, field->name, text->str, flags);
		break;
	case BOUNCE_FIELD_FLAG:
		append_line(out, field->name, bounce_field_flag(field, record) ? "yes" : "", flags);
		break;
	}
}

static void
append_members(GString *out, BounceRecordFields fields, const void *record, CellsFlags flags)
{
	for (size_t i = 0; i < fields.n; i++)
		append_member(out, &fields.field[i], record, flags);
}

void
emit_record_text(GString *out, const char *file, const BounceReport *report, CellsFlags flags)
{
	append_line(out, "file", file, flags);
	append_members(out, bounce_envelope_fields(), bounce_report_envelope(report), flags);
	for (size_t i = 0; i < bounce_report_n_recipients(report); i++) {
		g_string_append(out, "recipient\n");
		append_members(out, bounce_recipient_fields(), bounce_report_recipient(report, i),
		               flags);
	}
	if (*bounce_report_original(report)->message_id != '\0')
		g_string_append(out, "original\n");
	append_members(out, bounce_original_fields(), bounce_report_original(report), flags);
	for (size_t i = 0; i < bounce_report_n_notes(report); i++)
		append_line(out, "note", bounce_report_note(report, i), flags);
}

void
emit_unreadable_text(GString *out, const char *file, const char *why, CellsFlags flags)
{
	append_line(out, "file", file, flags);
	append_line(out, "note", why, flags);
}

/* hard    5.1.1   3/3d  2026-07-26 D sabineko@example.org  user unknown */
void
emit_row_text(GString *out, const BounceKb *kb, const Row *row, CellsFlags flags)
{
	const BounceRecipient *to = row->latest->to;
	const BounceReasonInfo *reason = to ? bounce_kb_reason(kb, to->reason) : NULL;
	g_autofree char *counts = g_strdup_printf("%u/%ud", row->n_events, row->n_days);
	char code[BOUNCE_STATUS_TEXT_MAX] = "";

	if (to)
		bounce_status_format(to->status, code);
	g_string_append_printf(out, "%-7s %-7s %6s  ",
	                       to ? bounce_class_name(to->class) : "unknown", *code ? code : "-",
	                       counts);
	append_date(out, row->last, "%Y-%m-%d", "no date   ");
	g_string_append_printf(out, " %c ", model_row_letter(row));
	cells_append(out, row->title, -1, CELLS_ALL,
	             flags | (*row->address ? CELLS_IDENTIFIER : CELLS_PROSE));
	if (reason)
		g_string_append_printf(out, "  %s", reason->title);
	if (row->standing.alive != 0)
		append_date(out, row->standing.alive, "  wrote %Y-%m-%d", "");
}

/* hard    5.1.1   2026-07-26  sabineko@example.org  user unknown */
void
emit_event_text(GString *out, const BounceKb *kb, const Row *row, const Event *event,
                CellsFlags flags)
{
	const BounceReasonInfo *reason = event->to ? bounce_kb_reason(kb, event->to->reason) : NULL;
	char code[BOUNCE_STATUS_TEXT_MAX] = "";

	if (event->to)
		bounce_status_format(event->to->status, code);
	g_string_append_printf(out, "%-7s %-7s ",
	                       event->to ? bounce_class_name(event->to->class) : "unknown",
	                       *code ? code : "-");
	append_date(out, event->date, "%Y-%m-%d  ", "no date     ");
	cells_append(out, row->title, -1, CELLS_ALL,
	             flags | (*row->address ? CELLS_IDENTIFIER : CELLS_PROSE));
	if (reason)
		g_string_append_printf(out, "  %s", reason->title);
	if (event->is_ignored)
		g_string_append(out, "  (ignored)");
}

static void
append_count(GString *out, size_t n, const char *what)
{
	if (n > 0)
		g_string_append_printf(out, "%8zu  %s\n", n, what);
}

void
emit_summary_text(GString *out, const Model *model, CellsFlags flags)
{
	const ModelCounts *counts = model_counts(model);

	g_string_append(out, " BOUNCES     ROWS  GROUP\n");
	for (size_t i = 0; i < model_n_groups(model); i++) {
		const Group *group = model_group(model, i);

		g_string_append_printf(out, "%8zu %8u  ", group->n_events, group->rows->len);
		cells_append(out, group->title, -1, CELLS_ALL, flags);
		g_string_append_c(out, '\n');
	}
	g_string_append(out, "\n");
	for (unsigned class = 0; class < BOUNCE_N_CLASSES; class ++) {
		g_autofree char *what = g_strdup_printf("addresses whose last bounce is %s",
		                                        bounce_class_name(class));

		append_count(out, counts->n_by_class[class], what);
	}
	g_string_append(out, "\n");
	append_count(out, counts->n_with_rows, "files are bounces that name an address");
	append_count(out, counts->n_unrecognised, "files are bounces that name no address");
	append_count(out, counts->n_other,
	             "files are other mail (delivered, complaint, auto-reply ...)");
	append_count(out, counts->n_copies, "files are copies of another with the same Message-ID");
	append_count(out, counts->n_unreadable, "files could not be read");
	g_string_append_printf(out, "%8zu  files in all\n", counts->n_files);
}
