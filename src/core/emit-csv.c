/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/emit.h"

/* One cell of a row.  A column appends to an empty cell what it has to say. */
typedef struct {
	const char *name;
	void (*append)(GString *cell, const Row *row);
} Column;

/* Controls and what cannot be seen are no use in a cell, and some do harm. */
static void
append_prose(GString *cell, const char *text)
{
	cells_append(cell, text, -1, CELLS_ALL, CELLS_PROSE);
}

static void
append_number(GString *cell, size_t number)
{
	g_string_append_printf(cell, "%zu", number);
}

/* RFC 3339, which spreadsheets understand and which sorts. */
static void
append_date(GString *cell, gint64 date)
{
	g_autoptr(GDateTime) when = date != 0 ? g_date_time_new_from_unix_utc(date) : NULL;
	g_autofree char *text = when ? g_date_time_format(when, "%Y-%m-%dT%H:%M:%SZ") : NULL;

	g_string_append(cell, text ? text : "");
}

static void
append_status(GString *cell, BounceStatus status)
{
	char code[BOUNCE_STATUS_TEXT_MAX];

	g_string_append(cell, bounce_status_format(status, code));
}

static const BounceRecipient *
said_of(const Row *row)
{
	return row->latest->to;
}

/* As it stands, to be found again; what is none may hold anything. */
static void
add_address(GString *cell, const Row *row)
{
	if (bounce_address_is_valid(row->address))
		g_string_append(cell, row->address);
	else
		cells_append(cell, row->address, -1, CELLS_ALL, CELLS_IDENTIFIER);
}

static void
add_state(GString *cell, const Row *row)
{
	g_string_append(cell, mark_state_name(row->mark->state));
}

static void
add_class(GString *cell, const Row *row)
{
	if (said_of(row))
		g_string_append(cell, bounce_class_name(said_of(row)->class));
}

static void
add_code(GString *cell, const Row *row)
{
	if (said_of(row))
		append_status(cell, said_of(row)->status);
}

static void
add_status(GString *cell, const Row *row)
{
	if (said_of(row))
		append_status(cell, said_of(row)->status_field);
}

static void
add_reply(GString *cell, const Row *row)
{
	if (said_of(row) && said_of(row)->reply != 0)
		append_number(cell, said_of(row)->reply);
}

static void
add_reason(GString *cell, const Row *row)
{
	if (said_of(row))
		g_string_append(cell, said_of(row)->reason);
}

static void
add_events(GString *cell, const Row *row)
{
	append_number(cell, row->n_events);
}

static void
add_days(GString *cell, const Row *row)
{
	append_number(cell, row->n_days);
}

static void
add_first(GString *cell, const Row *row)
{
	append_date(cell, row->first);
}

static void
add_last(GString *cell, const Row *row)
{
	append_date(cell, row->last);
}

static void
add_list(GString *cell, const Row *row)
{
	if (row->latest->report)
		append_prose(cell, bounce_report_original(row->latest->report)->list_id);
}

static void
add_remote_mta(GString *cell, const Row *row)
{
	if (said_of(row))
		append_prose(cell, said_of(row)->remote_mta);
}

static void
add_diagnostic(GString *cell, const Row *row)
{
	if (said_of(row))
		append_prose(cell, said_of(row)->diagnostic);
}

static void
add_guards(GString *cell, const Row *row)
{
	for (GuardBit bit = 0; bit < N_GUARDS; bit++)
		if (row->guards & 1U << bit)
			g_string_append_printf(cell, "%s%s", cell->len > 0 ? " " : "",
			                       guard_name(bit));
}

static void
add_by(GString *cell, const Row *row)
{
	append_prose(cell, row->mark->by);
}

static void
add_message_id(GString *cell, const Row *row)
{
	append_prose(cell, row->latest->message_id);
}

static const Column columns[] = {
	{"address", add_address},
	{"state", add_state},
	{"class", add_class},
	{"code", add_code},
	{"status", add_status},
	{"reply", add_reply},
	{"reason", add_reason},
	{"events", add_events},
	{"days", add_days},
	{"first", add_first},
	{"last", add_last},
	{"list", add_list},
	{"remote_mta", add_remote_mta},
	{"diagnostic", add_diagnostic},
	{"guards", add_guards},
	{"by", add_by},
	{"message_id", add_message_id},
};

void
emit_csv_header(GString *out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
		csv_append(out, columns[i].name, CSV_RAW);
	csv_end_line(out);
}

void
emit_row_csv(GString *out, const Row *row, CsvStyle style)
{
	g_autoptr(GString) cell = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
		g_string_truncate(cell, 0);
		columns[i].append(cell, row);
		csv_append(out, cell->str, style);
	}
	csv_end_line(out);
}
