/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cells.h"

#include <stdbool.h>
#include <string.h>
#include <wchar.h>

/* Terminals and ncurses keep a few at most; more only cost time and height. */
#define MARKS_MAX 3

#define REPLACEMENT 0xfffd
#define INVISIBLE 0xbf
#define MARK_BASE 0x25cc
/* Of a local part so much is left whatever the domain: enough to tell the
 * addresses of one domain apart. */
#define LOCAL_PART_KEPT ((size_t)7)

#define ELLIPSIS 0x2026

/* Text on its way out.  A mark needs a base before it, and what follows a
 * character that did not fit must not be written either. */
typedef struct {
	GString *out;
	size_t max_cells;
	CellsFlags flags;
	size_t n_cells;
	unsigned n_marks; /* since the last base */
	bool has_base;
	bool in_break; /* the last character was a line end or a TAB */
} Writer;

/* What Unicode calls default ignorable although it is no format control. */
static const struct {
	gunichar first, last;
} ignorables[] = {
	{0x034f, 0x034f},   /* grapheme joiner */
	{0x115f, 0x1160},   /* Hangul fillers */
	{0x17b4, 0x17b5},   /* inherent vowels of Khmer */
	{0x180b, 0x180f},   /* Mongolian variation selectors */
	{0x3164, 0x3164},   /* Hangul filler */
	{0xfe00, 0xfe0f},   /* variation selectors */
	{0xffa0, 0xffa0},   /* halfwidth Hangul filler */
	{0xe0100, 0xe01ef}, /* variation selectors */
};

static bool
is_ignorable(gunichar c)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ignorables); i++)
		if (c >= ignorables[i].first && c <= ignorables[i].last)
			return true;
	return false;
}

static size_t
width_of(gunichar c)
{
	if (g_unichar_iszerowidth(c))
		return 0;
	return g_unichar_iswide(c) ? 2 : 1;
}

/* Unseen in prose; a blank that is not U+0020 passes for one, which matters in
 * an address only. */
static bool
is_invisible(gunichar c, CellsFlags flags)
{
	switch (g_unichar_type(c)) {
	case G_UNICODE_FORMAT:
	case G_UNICODE_UNASSIGNED:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_SURROGATE:
		return true;
	case G_UNICODE_SPACE_SEPARATOR:
		return (flags & CELLS_IDENTIFIER) && c != ' ';
	default:
		return is_ignorable(c);
	}
}

/* What is written for a character: itself, a picture of it, or 0 for nothing. */
static gunichar
stand_in(gunichar c, CellsFlags flags)
{
	if (c < 0x20)
		return 0x2400 + c;
	if (c == 0x7f)
		return 0x2421;
	if (is_invisible(c, flags))
		return flags & CELLS_IDENTIFIER ? INVISIBLE : 0;

	/* wcwidth() is what ncurses goes by.  It is -1 for the C1 controls and
	 * for U+2028 and U+2029. */
	if (wcwidth((wchar_t)c) != (int)width_of(c))
		return REPLACEMENT;
	return c;
}

/* A chart keeps its shape in ASCII: U+2581 to U+2588 are columns by their height,
 * from there to U+258F bars by their length, the longest first. */
static gunichar
plain_block(gunichar c)
{
	static const char stand_ins[] = "-:=+*%@#####|||";

	return c >= 0x2581 && c <= 0x258f ? (gunichar)stand_ins[c - 0x2581] : c;
}

static bool
put(Writer *writer, gunichar c, size_t n_cells)
{
	if (n_cells > writer->max_cells - writer->n_cells)
		return false;

	g_string_append_unichar(writer->out, c);
	writer->n_cells += n_cells;
	return true;
}

static bool
put_base(Writer *writer, gunichar c)
{
	writer->has_base = true;
	writer->n_marks = 0;
	return put(writer, c, width_of(c));
}

static bool
put_mark(Writer *writer, gunichar c)
{
	if (!writer->has_base && !put_base(writer, MARK_BASE))
		return false;
	if (writer->n_marks == MARKS_MAX)
		return true;
	writer->n_marks++;
	return put(writer, c, 0);
}

static bool
put_char(Writer *writer, gunichar c)
{
	bool is_break = c == '\t' || c == '\n' || c == '\r';

	if (is_break && !(writer->flags & CELLS_IDENTIFIER)) {
		bool again = writer->in_break;

		writer->in_break = true;
		return again || put_base(writer, ' ');
	}
	writer->in_break = false;

	if (writer->flags == CELLS_ASCII)
		c = plain_block(c);
	c = stand_in(c, writer->flags);
	if (c == 0)
		return true;
	if (c >= 0x80 && (writer->flags & CELLS_ASCII))
		c = '?';
	return width_of(c) == 0 ? put_mark(writer, c) : put_base(writer, c);
}

static void
put_ascii(Writer *writer, const char *text, size_t len)
{
	g_string_append_len(writer->out, text, (gssize)len);
	writer->n_cells += len;
	writer->n_marks = 0;
	writer->has_base = true;
	writer->in_break = false;
}

static size_t
count_ascii(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && text[n] >= 0x20 && text[n] < 0x7f)
		n++;
	return n;
}

/* false when it did not fit whole. */
static bool
put_text(Writer *writer, const char *text, size_t len)
{
	const char *end = text + len;

	while (text < end) {
		size_t room = writer->max_cells - writer->n_cells;
		size_t n_ascii = count_ascii(text, MIN((size_t)(end - text), room));
		gunichar c;

		if (n_ascii > 0) {
			put_ascii(writer, text, n_ascii);
			text += n_ascii;
			continue;
		}

		/* Refuses overlong forms, surrogates and what is cut short; and
		 * NUL, which is a control like others here. */
		c = *text == '\0' ? 0 : g_utf8_get_char_validated(text, end - text);
		if (c > 0x10ffff) {
			c = REPLACEMENT;
			text++;
		} else {
			text += g_unichar_to_utf8(c, NULL);
		}
		if (!put_char(writer, c))
			return false;
	}
	return true;
}

static void
put_ellipsis(GString *out, CellsFlags flags)
{
	g_string_append_unichar(out, flags & CELLS_ASCII ? '~' : ELLIPSIS);
}

static void
pad(GString *out, size_t n)
{
	for (size_t i = 0; i < n; i++)
		g_string_append_c(out, ' ');
}

/* The end of safe text that takes at most max_cells; never begins with a mark. */
static const char *
tail_of(const char *text, size_t max_cells)
{
	const char *tail = text + strlen(text);
	size_t n_cells = 0;

	for (const char *p = tail; p > text;) {
		p = g_utf8_prev_char(p);

		size_t width = width_of(g_utf8_get_char(p));

		n_cells += width;
		if (n_cells > max_cells)
			break;
		if (width > 0)
			tail = p;
	}
	return tail;
}

/* Safe text in at most room cells, what does not fit taken out of its middle.
 * Returns the cells taken. */
static size_t
append_middle_cut(GString *out, const char *text, size_t room, CellsFlags flags)
{
	size_t n_cells;

	if (cells_width(text, flags) <= room)
		return cells_append(out, text, -1, CELLS_ALL, flags);
	if (room == 0)
		return 0;
	n_cells = cells_append(out, text, -1, room / 2, flags);
	put_ellipsis(out, flags);
	n_cells++;
	return n_cells + cells_append(out, tail_of(text, room - n_cells), -1, CELLS_ALL, flags);
}

/* "@" and a domain, cut at its left. */
static size_t
append_domain(GString *out, const char *domain, size_t room, CellsFlags flags)
{
	if (cells_width(domain, flags) <= room)
		return cells_append(out, domain, -1, CELLS_ALL, flags);
	if (room < 2)
		return 0;
	g_string_append_c(out, *domain);
	put_ellipsis(out, flags);
	return 2 + cells_append(out, tail_of(domain, room - 2), -1, CELLS_ALL, flags);
}

/* Safe text that is longer than width, which is not 0.  Returns the cells taken. */
static size_t
append_shortened(GString *out, const char *address, size_t width, CellsFlags flags)
{
	const char *at = strrchr(address, '@');
	const char *domain = at ? at : "";
	g_autofree char *local = g_strndup(address, strlen(address) - strlen(domain));
	size_t domain_cells = cells_width(domain, flags);
	size_t local_room = width > domain_cells ? width - domain_cells : 0;

	local_room = MAX(local_room, MIN(LOCAL_PART_KEPT, width));

	size_t n_cells = append_middle_cut(out, local, local_room, flags);
	return n_cells + append_domain(out, domain, width - n_cells, flags);
}

size_t
cells_append(GString *out, const char *text, gssize len, size_t max_cells, CellsFlags flags)
{
	Writer writer = {.out = out, .max_cells = max_cells, .flags = flags};

	put_text(&writer, text, len < 0 ? strlen(text) : (size_t)len);
	return writer.n_cells;
}

void
cells_append_column(GString *out, const char *text, size_t width, CellsFlags flags)
{
	Writer writer = {.out = out, .max_cells = width, .flags = flags};
	size_t start = out->len;
	size_t n_cells;

	if (put_text(&writer, text, strlen(text)) || width == 0) {
		pad(out, width - writer.n_cells);
		return;
	}

	g_string_truncate(out, start);
	n_cells = cells_append(out, text, -1, width - 1, flags);
	put_ellipsis(out, flags);
	pad(out, width - 1 - n_cells);
}

void
cells_append_address(GString *out, const char *address, size_t width, CellsFlags flags)
{
	g_autoptr(GString) safe = g_string_new(NULL);
	size_t n_cells = cells_append(safe, address, -1, CELLS_ALL, flags);

	if (n_cells <= width)
		g_string_append(out, safe->str);
	else if (width > 0)
		n_cells = append_shortened(out, safe->str, width, flags);
	else
		return;
	pad(out, width - n_cells);
}

size_t
cells_width(const char *text, CellsFlags flags)
{
	g_autoptr(GString) scratch = g_string_new(NULL);

	return cells_append(scratch, text, -1, CELLS_ALL, flags);
}
