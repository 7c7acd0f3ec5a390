/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/doc.h"

#include <string.h>

/* More than anybody scrolls through; a long text in a narrow window would
 * otherwise have a line for each of its characters. */
#define LINES_MAX 20000
#define CUT_NOTICE "(cut: too long to be shown whole)"

#define LABEL_CELLS 14

/* Below, label and text would each be too narrow to read. */
#define BESIDE_MIN_WIDTH 40

/* Below, hanging would leave no room for a wide character. */
#define HANG_MIN_WIDTH 4
#define HANG "  "

typedef enum {
	SHAPE_PLAIN,
	SHAPE_LABELLED,
	SHAPE_ITEM,
	SHAPE_FIGURE,
	SHAPE_SPACE,
} Shape;

typedef struct {
	Shape shape;
	DocStyle style;
	CellsFlags flags;
	const char *label;
	const char *text;
	const char *mark, *mark_end; /* in text; NULL when nothing is marked */
} Paragraph;

struct Doc {
	GArray *paragraphs;
	GStringChunk *strings;
};

struct DocLines {
	GArray *lines; /* of DocLine */
	size_t source; /* of the next one */
	GStringChunk *strings;
};

/* One paragraph on its way into lines. */
typedef struct {
	DocLines *lines;
	DocStyle style;
	CellsFlags flags;
	size_t width;      /* of the text beside the label */
	const char *label; /* of the next line */
	const char *hang;  /* of the lines after it */
	/* The paragraph's, and where it came to be in the safe text of a line. */
	const char *mark, *mark_end;
	const char *safe_mark, *safe_mark_end;
} Wrapper;

/* A long evidence is all of a text, and needs no mark. */
#define MARK_MAX 512

/* Where the words stand in text, any white space being like any other; *end is behind
 * them.  NULL when they do not. */
static const char *
find_words(const char *text, const char *words, const char **end)
{
	if (*words == '\0' || strlen(words) > MARK_MAX)
		return NULL;
	for (; *text != '\0'; text++) {
		const char *t = text, *w = words;

		while (*w != '\0' && *t != '\0') {
			size_t t_blank = strspn(t, " \t\r\n"), w_blank = strspn(w, " \t\r\n");

			if ((t_blank == 0) != (w_blank == 0) || (t_blank == 0 && *t != *w))
				break;
			t += MAX(t_blank, 1);
			w += MAX(w_blank, 1);
		}
		if (*w == '\0') {
			*end = t;
			return text;
		}
	}
	return NULL;
}

static void
add(Doc *doc, const Paragraph *paragraph)
{
	Paragraph kept = *paragraph;
	size_t len = strlen(paragraph->text);

	/* A line end at the end ends the last line, it begins no other. */
	while (len > 0 && strchr("\r\n", paragraph->text[len - 1]))
		len--;
	kept.label = g_string_chunk_insert_const(doc->strings, paragraph->label);
	kept.text = g_string_chunk_insert_len(doc->strings, paragraph->text, (gssize)len);
	g_array_append_val(doc->paragraphs, kept);
}

Doc *
doc_new(void)
{
	Doc *doc = g_new0(Doc, 1);

	doc->paragraphs = g_array_new(FALSE, FALSE, sizeof(Paragraph));
	doc->strings = g_string_chunk_new(1024);
	return doc;
}

void
doc_free(Doc *doc)
{
	if (!doc)
		return;
	g_array_unref(doc->paragraphs);
	g_string_chunk_free(doc->strings);
	g_free(doc);
}

bool
doc_is_empty(const Doc *doc)
{
	return doc->paragraphs->len == 0;
}

void
doc_add(Doc *doc, DocStyle style, const char *text)
{
	add(doc, &(Paragraph){.shape = SHAPE_PLAIN,
	                      .style = style,
	                      .flags = CELLS_PROSE,
	                      .label = "",
	                      .text = text});
}

void
doc_add_labelled(Doc *doc, DocStyle style, const char *label, const char *text, CellsFlags flags)
{
	add(doc, &(Paragraph){.shape = SHAPE_LABELLED,
	                      .style = style,
	                      .flags = flags,
	                      .label = label,
	                      .text = text});
}

void
doc_add_field(Doc *doc, const char *label, const char *text)
{
	if (*text != '\0')
		doc_add_labelled(doc, DOC_TEXT, label, text, CELLS_PROSE);
}

void
doc_add_identifier(Doc *doc, const char *label, const char *text)
{
	if (*text != '\0')
		doc_add_labelled(doc, DOC_TEXT, label, text, CELLS_IDENTIFIER);
}

void
doc_add_quote(Doc *doc, const char *label, const char *text, const char *marked)
{
	doc_add_labelled(doc, DOC_QUOTE, label, text, CELLS_PROSE);

	Paragraph *kept = &g_array_index(doc->paragraphs, Paragraph, doc->paragraphs->len - 1);
	kept->mark = find_words(kept->text, marked, &kept->mark_end);
}

void
doc_add_item(Doc *doc, DocStyle style, const char *text)
{
	add(doc, &(Paragraph){.shape = SHAPE_ITEM,
	                      .style = style,
	                      .flags = CELLS_PROSE,
	                      .label = "- ",
	                      .text = text});
}

void
doc_add_figure(Doc *doc, DocStyle style, const char *text)
{
	add(doc, &(Paragraph){.shape = SHAPE_FIGURE,
	                      .style = style,
	                      .flags = CELLS_PROSE,
	                      .label = "",
	                      .text = text});
}

void
doc_add_space(Doc *doc)
{
	guint n = doc->paragraphs->len;

	if (n > 0 && g_array_index(doc->paragraphs, Paragraph, n - 1).shape != SHAPE_SPACE)
		add(doc, &(Paragraph){.shape = SHAPE_SPACE,
		                      .style = DOC_TEXT,
		                      .flags = CELLS_PROSE,
		                      .label = "",
		                      .text = ""});
}

static bool
is_full(const DocLines *lines)
{
	return lines->lines->len > LINES_MAX;
}

static void
add_line(Wrapper *wrapper, const char *text, size_t len)
{
	DocLines *lines = wrapper->lines;

	if (lines->lines->len == LINES_MAX) {
		wrapper->label = "";
		text = CUT_NOTICE;
		len = MIN(strlen(CUT_NOTICE), wrapper->width);
	}

	DocLine line = {
		.style = wrapper->style,
		.label = g_string_chunk_insert_const(lines->strings, wrapper->label),
		.text = g_string_chunk_insert_len(lines->strings, text, (gssize)len),
		.source = lines->source,
	};

	if (wrapper->safe_mark && wrapper->safe_mark < text + len &&
	    wrapper->safe_mark_end > text) {
		line.mark = (size_t)(MAX(wrapper->safe_mark, text) - text);
		line.mark_end = (size_t)(MIN(wrapper->safe_mark_end, text + len) - text);
	}
	g_array_append_val(lines->lines, line);
	wrapper->label = wrapper->hang;
}

/* How many bytes of safe text stand on the next line: up to the last blank that
 * leaves the line within its width, or in the middle of a word that is longer. */
static size_t
measure_line(const Wrapper *wrapper, const char *text, const char *end)
{
	g_autoptr(GString) fit = g_string_new(NULL);

	/* Safe text comes out as it went in, so that its bytes can be counted. */
	cells_append(fit, text, end - text, wrapper->width, wrapper->flags);
	if (text + fit->len == end || text[fit->len] == ' ')
		return fit->len;

	const char *blank = strrchr(fit->str, ' ');

	/* Blanks at the beginning are no place to break. */
	if (!blank || strspn(fit->str, " ") >= (size_t)(blank - fit->str))
		return fit->len;
	return (size_t)(blank - fit->str);
}

static void
wrap_safe(Wrapper *wrapper, const char *text, const char *end)
{
	do {
		size_t len = measure_line(wrapper, text, end);
		const char *rest = text + len;

		while (len > 0 && text[len - 1] == ' ')
			len--;
		add_line(wrapper, text, len);

		while (rest < end && *rest == ' ')
			rest++;
		text = rest;
	} while (text < end && !is_full(wrapper->lines));
}

/* How many bytes the first len of text take once they are safe. */
static size_t
safe_length(const Wrapper *wrapper, const char *text, size_t len)
{
	g_autoptr(GString) safe = g_string_new(NULL);

	cells_append(safe, text, (gssize)len, CELLS_ALL, wrapper->flags);
	return safe->len;
}

/* Follow the mark into the safe form of a line, which is len bytes of text. */
static void
place_mark(Wrapper *wrapper, const char *text, size_t len, const GString *safe)
{
	const char *mark = MAX(wrapper->mark, text);
	const char *end = MIN(wrapper->mark_end, text + len);

	wrapper->safe_mark = NULL;
	if (!wrapper->mark || mark >= end)
		return;
	size_t first = safe_length(wrapper, text, (size_t)(mark - text));
	size_t behind = safe_length(wrapper, text, (size_t)(end - text));
	wrapper->safe_mark = safe->str + MIN(first, safe->len);
	wrapper->safe_mark_end = safe->str + MIN(behind, safe->len);
}

static void
wrap_text(Wrapper *wrapper, const char *text)
{
	g_autoptr(GString) safe = g_string_new(NULL);
	/* A line end in an address is a character like others, to be seen. */
	const char *line_end = wrapper->flags & CELLS_IDENTIFIER ? "" : "\n";

	for (bool more = true; more && !is_full(wrapper->lines);) {
		size_t len = strcspn(text, line_end);

		g_string_truncate(safe, 0);
		cells_append(safe, text, (gssize)len, CELLS_ALL, wrapper->flags);
		place_mark(wrapper, text, len, safe);
		wrap_safe(wrapper, safe->str, safe->str + safe->len);
		wrapper->lines->source++;

		more = text[len] != '\0';
		text += len + 1;
	}
}

/* Set the label and what is left of the width beside it. */
static void
hang(Wrapper *wrapper, const char *label, const char *blanks)
{
	wrapper->label = label;
	wrapper->hang = blanks;
	wrapper->width -= strlen(blanks);
}

static void
wrap_labelled(Wrapper *wrapper, const Paragraph *paragraph)
{
	g_autoptr(GString) label = g_string_new(NULL);
	g_autofree char *blanks = g_strnfill(LABEL_CELLS + 1, ' ');

	if (wrapper->width >= BESIDE_MIN_WIDTH) {
		cells_append_column(label, paragraph->label, LABEL_CELLS, wrapper->flags);
		g_string_append_c(label, ' ');
		hang(wrapper, label->str, blanks);
		wrap_text(wrapper, paragraph->text);
		return;
	}

	cells_append(label, paragraph->label, -1, wrapper->width, wrapper->flags);
	wrapper->label = label->str;
	add_line(wrapper, "", 0);
	if (wrapper->width >= HANG_MIN_WIDTH)
		hang(wrapper, HANG, HANG);
	wrap_text(wrapper, paragraph->text);
}

static void
cut_figure(Wrapper *wrapper, const char *text)
{
	g_autoptr(GString) safe = g_string_new(NULL);

	cells_append(safe, text, -1, wrapper->width, wrapper->flags);
	add_line(wrapper, safe->str, safe->len);
}

static void
wrap_paragraph(Wrapper *wrapper, const Paragraph *paragraph)
{
	if (paragraph->shape == SHAPE_LABELLED) {
		wrap_labelled(wrapper, paragraph);
		return;
	}
	if (paragraph->shape == SHAPE_FIGURE) {
		cut_figure(wrapper, paragraph->text);
		wrapper->lines->source++;
		return;
	}
	if (paragraph->shape == SHAPE_ITEM && wrapper->width >= HANG_MIN_WIDTH)
		hang(wrapper, paragraph->label, HANG);
	wrap_text(wrapper, paragraph->text);
}

DocLines *
doc_wrap(const Doc *doc, size_t width, CellsFlags flags)
{
	DocLines *lines = g_new0(DocLines, 1);

	lines->lines = g_array_new(FALSE, FALSE, sizeof(DocLine));
	lines->strings = g_string_chunk_new(1024);

	width = MAX(width, 1);
	if (width == 1)
		flags |= CELLS_ASCII; /* no wide character would fit */

	for (guint i = 0; i < doc->paragraphs->len && !is_full(lines); i++) {
		const Paragraph *paragraph = &g_array_index(doc->paragraphs, Paragraph, i);
		Wrapper wrapper = {
			.lines = lines,
			.style = paragraph->style,
			.flags = flags | paragraph->flags,
			.width = width,
			.label = "",
			.hang = "",
			.mark = paragraph->mark,
			.mark_end = paragraph->mark_end,
		};

		wrap_paragraph(&wrapper, paragraph);
	}
	return lines;
}

void
doc_lines_free(DocLines *lines)
{
	if (!lines)
		return;
	g_array_unref(lines->lines);
	g_string_chunk_free(lines->strings);
	g_free(lines);
}

size_t
doc_lines_count(const DocLines *lines)
{
	return lines->lines->len;
}

const DocLine *
doc_lines_get(const DocLines *lines, size_t i)
{
	g_return_val_if_fail(i < lines->lines->len, NULL);

	return &g_array_index(lines->lines, DocLine, i);
}

size_t
doc_lines_from(const DocLines *lines, size_t source)
{
	size_t n = doc_lines_count(lines);
	size_t i = 0;

	while (i + 1 < n && doc_lines_get(lines, i)->source < source)
		i++;
	return i;
}

static bool
line_holds(const Search *search, size_t i, const void *lines)
{
	const DocLine *line = doc_lines_get(lines, i);

	return search_holds(search, line->label) || search_holds(search, line->text);
}

size_t
doc_lines_find(const DocLines *lines, const Search *search, size_t from, int by)
{
	return search_lines(search, (SearchWay){from, by, doc_lines_count(lines)}, line_holds,
	                    lines);
}
