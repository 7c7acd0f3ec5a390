/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text for the terminal. */
#include "core/cells.h"

#include <locale.h>
#include <wchar.h>

#include "fuzz.h"

/* The cells that a terminal takes for it, having made sure that it can. */
static size_t
assert_printable(const char *text, CellsFlags flags)
{
	size_t n_cells = 0;

	g_assert_true(g_utf8_validate(text, -1, NULL));
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		GUnicodeType type = g_unichar_type(c);

		g_assert_true(type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
		              type != G_UNICODE_UNASSIGNED && type != G_UNICODE_PRIVATE_USE &&
		              type != G_UNICODE_LINE_SEPARATOR &&
		              type != G_UNICODE_PARAGRAPH_SEPARATOR);
		g_assert_true(c < 0x80 || !(flags & CELLS_ASCII));
		g_assert_cmpint(wcwidth((wchar_t)c), >=, 0);
		n_cells += (size_t)wcwidth((wchar_t)c);
	}
	return n_cells;
}

static void
show(const char *text, size_t len, size_t max_cells, CellsFlags flags)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GString) column = g_string_new(NULL);
	g_autoptr(GString) address = g_string_new(NULL);
	g_autofree char *string = g_strndup(text, len);
	size_t n_cells = cells_append(out, text, (gssize)len, max_cells, flags);

	g_assert_cmpuint(n_cells, <=, max_cells);
	g_assert_cmpuint(assert_printable(out->str, flags), ==, n_cells);
	cells_append_column(column, string, max_cells, flags);
	g_assert_cmpuint(assert_printable(column->str, flags), ==, max_cells);
	cells_append_address(address, string, max_cells, flags);
	g_assert_cmpuint(assert_printable(address->str, flags), ==, max_cells);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const CellsFlags flags[] = {CELLS_PROSE, CELLS_IDENTIFIER, CELLS_ASCII,
	                                   CELLS_IDENTIFIER | CELLS_ASCII};

	/* wcwidth() goes by it. */
	if (!setlocale(LC_ALL, "C.UTF-8") || size == 0)
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(flags); i++)
		show((const char *)data + 1, size - 1, data[0], flags[i]);
	return 0;
}
