/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * doc.h - a text for people: paragraphs with a role, wrapped to any width
 *
 * The detail pane, the help and "explain" are each a Doc; the screen paints its
 * lines, the command line prints them.  Text goes in as it came from the mail
 * and comes out through cells.h.
 */
#pragma once

#include "core/cells.h"
#include "core/search.h"

#include <glib.h>
#include <stdbool.h>

/* What a paragraph is; the screen has a style for each. */
typedef enum {
	DOC_TEXT,
	DOC_TITLE,   /* what the text is about, once */
	DOC_HEADING, /* of a part */
	DOC_QUOTE,   /* words of a mail or a server */
	DOC_HARD,    /* a class, in words */
	DOC_SOFT,
	DOC_POLICY,
	DOC_DELAYED,
	DOC_UNKNOWN,
	DOC_FAINT, /* what most readers know */
	DOC_KEY,   /* a key or a code that is being explained */
	DOC_N_STYLES,
} DocStyle;

typedef struct Doc Doc;

Doc *doc_new(void);
void doc_free(Doc *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Doc, doc_free)

bool doc_is_empty(const Doc *doc);

/* Each adds one paragraph; newlines in text begin a new line of it.  Text is
 * copied. */
void doc_add(Doc *doc, DocStyle style, const char *text);
/* "Meaning     The mailbox ...": label, then text that hangs at label_width
 * cells.  CELLS_IDENTIFIER in flags when text is an address or a host. */
void doc_add_labelled(Doc *doc, DocStyle style, const char *label, const char *text,
                      CellsFlags flags);
/* The same of DOC_TEXT, unless text is "". */
void doc_add_field(Doc *doc, const char *label, const char *text);
void doc_add_identifier(Doc *doc, const char *label, const char *text);
/* The same of words of a mail or a server, of which those called marked, if text holds
 * them (in any white space), decided. */
void doc_add_quote(Doc *doc, const char *label, const char *text, const char *marked);
/* As doc_add(), after "- " and hanging. */
void doc_add_item(Doc *doc, DocStyle style, const char *text);
/* One line that is drawn, as those of chart.h, and not wrapped: what does not fit is
 * cut. */
void doc_add_figure(Doc *doc, DocStyle style, const char *text);
/* An empty line, but never two on end nor one at the beginning. */
void doc_add_space(Doc *doc);

/* A line ready to paint: label, of label_width cells with its padding, then
 * text.  Both are displayable as they are. */
typedef struct {
	DocStyle style;
	const char *label;
	const char *text;
	size_t mark, mark_end; /* bytes of text that are marked; equal when none are */
	size_t source;         /* which line of the text it is of, however that is wrapped */
} DocLine;

typedef struct DocLines DocLines;

/* Break into lines of at most width cells (width 0 counts as 1; 0 cells are never
 * needed).  Words longer than a line are broken.  Labels take up to 14 cells;
 * under 40 cells of width they stand on a line of their own.  After 20 000 lines
 * one more says that the rest was cut.  The caller frees; the lines do not need
 * the Doc. */
DocLines *doc_wrap(const Doc *doc, size_t width, CellsFlags flags);
void doc_lines_free(DocLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DocLines, doc_lines_free)

size_t doc_lines_count(const DocLines *lines);
const DocLine *doc_lines_get(const DocLines *lines, size_t i);

/* The first line of the source; the last line of all when there is no such source. */
size_t doc_lines_from(const DocLines *lines, size_t source);

/* The first line from `from` on, in steps of `by` (1 or -1), round the ends,
 * that holds it in label or text; else as search_lines(). */
size_t doc_lines_find(const DocLines *lines, const Search *search, size_t from, int by);
