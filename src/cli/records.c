/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/records.h"

#include <string.h>

const char *const *
output_names(void)
{
#define X(value, name) name,
	static const char *const names[] = {OUTPUTS(X) NULL};
#undef X

	return names;
}

typedef struct {
	const Row *row;
	const Event *event; /* of OUTPUT_EVENTS alone */
	char *name;         /* NULL of OUTPUT_SUMMARY and OUTPUT_EVENTS */
} Record;

static void
record_free(void *data)
{
	Record *record = data;

	g_free(record->name);
	g_free(record);
}

/* ---- which there are */

typedef struct {
	Output output;
	GPtrArray *records;
	GHashTable *seen; /* names, which are those of records */
} Collection;

/* Takes name. */
static void
collect(Collection *to, const Row *row, const Event *event, char *name)
{
	Record *record;

	if (name && (*name == '\0' || g_hash_table_contains(to->seen, name))) {
		g_free(name);
		return;
	}
	record = g_new(Record, 1);
	*record = (Record){row, event, name};
	g_ptr_array_add(to->records, record);
	if (name)
		g_hash_table_add(to->seen, name);
}

static char *
code_of(const Row *row)
{
	char code[BOUNCE_STATUS_TEXT_MAX] = "";

	if (row->latest->to)
		bounce_status_format(row->latest->to->status, code);
	return g_strdup(code);
}

static char *
domain_of(const Row *row)
{
	const char *at = strrchr(model_row_identity(row), '@');

	return g_strdup(at ? at + 1 : "");
}

static void
collect_row(Collection *to, const Row *row)
{
	switch (to->output) {
	case OUTPUT_SUMMARY:
		collect(to, row, NULL, NULL);
		return;
	case OUTPUT_ADDRESSES:
		collect(to, row, NULL, g_strdup(row->address));
		return;
	case OUTPUT_CODES:
		collect(to, row, NULL, code_of(row));
		return;
	case OUTPUT_DOMAINS:
		collect(to, row, NULL, domain_of(row));
		return;
	case OUTPUT_EVENTS:
	case OUTPUT_MESSAGES:
	case OUTPUT_FILES:
	case N_OUTPUTS:
		break;
	}
	for (guint i = 0; i < row->events.n; i++) {
		const Event *event = row->events.at[i];

		if (to->output == OUTPUT_EVENTS)
			collect(to, row, event, NULL);
		else
			collect(to, row, event,
			        g_strdup(to->output == OUTPUT_FILES ? event->path
			                                            : event->message_id));
	}
}

static GPtrArray *
collect_all(const Model *model, Output output)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	Collection to = {output, g_ptr_array_new_with_free_func(record_free), seen};

	for (size_t g = 0; g < model_n_groups(model); g++) {
		const Group *group = model_group(model, g);

		for (guint i = 0; i < group->rows->len; i++)
			collect_row(&to, group->rows->pdata[i]);
	}
	return to.records;
}

/* ---- as text */

/* As notmuch-search-terms(7) wants it; like notmuch itself, quotes too much rather than
 * too little. */
static char *
id_term(const char *id)
{
	bool is_plain = *id != '\0';
	g_autoptr(GString) term = g_string_new("id:\"");

	for (const char *c = id; *c; c++) {
		is_plain = is_plain && g_ascii_isgraph(*c) && !strchr("()\"", *c);
		g_string_append_c(term, *c);
		if (*c == '"')
			g_string_append_c(term, '"');
	}
	if (is_plain)
		return g_strconcat("id:", id, NULL);
	g_string_append_c(term, '"');
	return g_strdup(term->str);
}

/* What ends in NUL is for programs, which need names as they are. */
static void
append_name(GString *out, const char *name, const RecordStyle *style)
{
	g_autofree char *term = style->output == OUTPUT_MESSAGES ? id_term(name) : g_strdup(name);

	if (style->format == FORMAT_TEXT0)
		g_string_append(out, term);
	else
		cells_append(out, term, -1, CELLS_ALL, style->flags | CELLS_IDENTIFIER);
}

static void
append_text(GString *out, const Record *record, const RecordStyle *style)
{
	if (record->name)
		append_name(out, record->name, style);
	else if (record->event)
		emit_event_text(out, style->kb, record->row, record->event, style->flags);
	else
		emit_row_text(out, style->kb, record->row, style->flags);
	g_string_append_c(out, style->format == FORMAT_TEXT0 ? '\0' : '\n');
}

/* ---- in other formats */

static void
append_tree(GString *out, const void *item, EmitNotation notation)
{
	const Record *record = item;

	if (record->name)
		emit_text(out, record->name, notation);
	else if (record->event)
		emit_event(out, record->row, record->event, notation);
	else
		emit_row(out, record->row, notation);
}

static void
append_csv(GString *out, const Record *record)
{
	if (!record->name) {
		emit_row_csv(out, record->row, CSV_SAFE);
		return;
	}
	csv_append(out, record->name, CSV_SAFE);
	csv_end_line(out);
}

static void
append_csv_header(GString *out, Output output)
{
	static const char *const columns[N_OUTPUTS] = {
		[OUTPUT_ADDRESSES] = "address", [OUTPUT_MESSAGES] = "message",
		[OUTPUT_FILES] = "file",        [OUTPUT_CODES] = "code",
		[OUTPUT_DOMAINS] = "domain",
	};

	const char *column = output < N_OUTPUTS ? columns[output] : NULL;

	if (column)
		g_string_append_printf(out, "%s\r\n", column);
	else
		emit_csv_header(out);
}

/* Leave those that are chosen. */
static void
cut(GPtrArray *records, const Choice *choice)
{
	guint64 behind = choice->is_from_end ? records->len - MIN(choice->offset, records->len)
	                                     : choice->offset;
	guint begin = (guint)MIN(behind, records->len);

	g_ptr_array_remove_range(records, 0, begin);
	g_ptr_array_set_size(records, (gint)MIN(choice->limit, records->len));
}

size_t
records_append(GString *out, const Model *model, const Choice *choice, const RecordStyle *style)
{
	g_autoptr(GPtrArray) records = collect_all(model, style->output);
	bool is_csv = style->format == FORMAT_CSV;

	cut(records, choice);
	if (!is_csv && style->format != FORMAT_TEXT && style->format != FORMAT_TEXT0) {
		format_append(out, style->format, records, append_tree);
		return records->len;
	}
	if (is_csv)
		append_csv_header(out, style->output);
	for (guint i = 0; i < records->len; i++)
		if (is_csv)
			append_csv(out, records->pdata[i]);
		else
			append_text(out, records->pdata[i], style);
	return records->len;
}
