/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/csv.h"

#include <string.h>

/* What makes a formula of a cell, at its beginning. */
#define FORMULA "=+-@\t\r"

/* A comma, a quote and line ends by RFC 4180; some programs split at the others, or
 * drop blanks, unless the cell is quoted. */
#define QUOTED "\",;\t\r\n "

bool
csv_is_formula(const char *text)
{
	text += strspn(text, "'");
	return *text != '\0' && strchr(FORMULA, *text) != NULL;
}

void
csv_append(GString *out, const char *text, CsvStyle style)
{
	bool is_formula = style == CSV_SAFE && csv_is_formula(text);
	bool is_quoted = strpbrk(text, QUOTED) != NULL;

	if (is_quoted)
		g_string_append_c(out, '"');
	if (is_formula)
		g_string_append_c(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *text);
	}
	if (is_quoted)
		g_string_append_c(out, '"');
	g_string_append_c(out, ',');
}

void
csv_end_line(GString *out)
{
	g_string_truncate(out, out->len - 1);
	g_string_append(out, "\r\n");
}
