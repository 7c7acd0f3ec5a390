/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/marks-text.h"

#include <string.h>

typedef enum { ADDRESS, STATE, BY, TIME, REASON, NOTE, MESSAGE_ID, N_FIELDS } Field;

/* What would be taken for the frame of a line, with the letter that stands for it. */
static const struct {
	char character, letter;
} escapes[] = {{'\t', 't'}, {'\n', 'n'}, {'\r', 'r'}, {'\\', '\\'}};

static char
letter_of(char character)
{
	for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++)
		if (escapes[i].character == character)
			return escapes[i].letter;
	return '\0';
}

/* Control characters would reach the terminal of whoever looks at the lines. */
static void
append_field(GString *out, const char *text)
{
	for (; *text; text++) {
		char letter = letter_of(*text);

		if (letter)
			g_string_append_printf(out, "\\%c", letter);
		else if (g_ascii_iscntrl(*text))
			g_string_append_printf(out, "\\x%02x", (unsigned char)*text);
		else
			g_string_append_c(out, *text);
	}
}

static void
append_time(GString *out, gint64 time)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(time);
	g_autofree char *text = date ? g_date_time_format_iso8601(date) : NULL;

	g_string_append(out, text ? text : "");
}

void
marks_dump(const Marks *marks, GString *out)
{
	g_autoptr(GPtrArray) list = marks_list(marks);

	for (guint i = 0; i < list->len; i++) {
		const MarkChange *change = list->pdata[i];

		append_field(out, change->address);
		g_string_append_printf(out, "\t%s\t", mark_state_name(change->mark.state));
		append_field(out, change->mark.by);
		g_string_append_c(out, '\t');
		append_time(out, change->mark.time);
		g_string_append_c(out, '\t');
		append_field(out, change->mark.reason);
		g_string_append_c(out, '\t');
		append_field(out, change->mark.note);
		if (*change->message_id)
			g_string_append_c(out, '\t');
		append_field(out, change->message_id);
		g_string_append_c(out, '\n');
	}
}

/* After a backslash; moves on behind what stood for the character.  NUL is none. */
static char
unescape(const char **at)
{
	char letter = *(*at)++;

	for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++)
		if (letter == escapes[i].letter)
			return escapes[i].character;
	if (letter != 'x' || !g_ascii_isxdigit((*at)[0]) || !g_ascii_isxdigit((*at)[1]))
		return '\0';

	int code = g_ascii_xdigit_value((*at)[0]) * 16 + g_ascii_xdigit_value((*at)[1]);
	*at += 2;
	return (char)code;
}

/* In place: no text grows by it. */
static bool
unescape_field(char *text)
{
	const char *at = text;

	while (*at) {
		char character = *at++;

		if (character == '\\' && (*at == '\0' || (character = unescape(&at)) == '\0'))
			return false;
		*text++ = character;
	}
	*text = '\0';
	return true;
}

static bool
read_time(const char *text, gint64 *time)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) date = g_date_time_new_from_iso8601(text, utc);

	if (date)
		*time = g_date_time_to_unix(date);
	return date != NULL;
}

/* NULL when the line can be taken in, else what is wrong with it.  The strings of the
 * change are those of line. */
static const char *
read_line(char *line, const MarksOrigin *origin, MarkChange *change)
{
	char *fields[N_FIELDS];
	size_t n = 0;

	/* What is left out is "". */
	for (size_t i = 0; i < N_FIELDS; i++)
		fields[i] = line + strlen(line);
	for (char *rest = line; rest; n++) {
		char *field = strsep(&rest, "\t");

		if (n == N_FIELDS)
			return "has too many fields";
		if (!unescape_field(field))
			return "has a backslash that stands for nothing";
		fields[n] = field;
	}

	*change = (MarkChange){
		.address = fields[ADDRESS],
		.message_id = fields[MESSAGE_ID],
		.mark = {MARK_NONE, *fields[BY] ? fields[BY] : origin->by, origin->time,
	                 fields[REASON], fields[NOTE]},
	};
	if (!mark_state_from_name(fields[STATE], &change->mark.state))
		return "has no state (remove, keep or none)";
	if (*fields[TIME] && !read_time(fields[TIME], &change->mark.time))
		return "has a time that is none (2026-07-31T12:00:00Z)";
	return NULL;
}

static bool
set_text_error(GError **error, size_t number, const char *why)
{
	g_set_error(error, MARKS_ERROR, MARKS_ERROR_CHANGE,
	            "line %zu of the marks %s\n"
	            "Nothing was marked; mend the line. notmuch-bounces-formats(5) says what a "
	            "line is.",
	            number, why);
	return false;
}

static bool
read_lines(char *text, const MarksOrigin *origin, GArray *changes, GError **error)
{
	size_t number = 0;

	for (char *rest = text; rest;) {
		char *line = strsep(&rest, "\n");
		size_t len = strlen(line);
		MarkChange change;

		number++;
		if (len > 0 && line[len - 1] == '\r')
			line[len - 1] = '\0';
		if (*line == '\0')
			continue;

		const char *why = read_line(line, origin, &change);
		if (why)
			return set_text_error(error, number, why);
		g_array_append_val(changes, change);
	}
	return true;
}

GPtrArray *
marks_load(Marks *marks, const GString *text, const MarksOrigin *origin, GError **error)
{
	g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(MarkChange));
	g_autofree char *lines = g_strndup(text->str, text->len);

	if (strlen(lines) != text->len || text->len > MARKS_LOAD_MAX) {
		g_set_error(error, MARKS_ERROR, MARKS_ERROR_CHANGE,
		            "these are no marks: there is a NUL in them, or they are too long\n"
		            "Load what \"mark --dump\" has printed.");
		return NULL;
	}
	if (!read_lines(lines, origin, changes, error))
		return NULL;
	return marks_set_many(marks, (const MarkChange *)(void *)changes->data, changes->len,
	                      error);
}
