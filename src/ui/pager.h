/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pager.h - a text to scroll and search in
 *
 * What the views that show a text are built on: a Pager is the first member of
 * theirs, and the functions that take a View stand in their ViewClass.
 */
#pragma once

#include "core/doc.h"
#include "ui/view.h"

typedef struct {
	View view;
	DocLines *lines; /* NULL before the first pager_set() */
	Cursor place;    /* on the line that was gone to last, or the topmost */
	bool found;      /* it was gone to by a search */
	bool must_show;  /* what was found there, however far to the right, at the next fit */
	size_t rows, cols;
	size_t wrapped;    /* the width that lines is for */
	bool is_unwrapped; /* long lines are cut at the edge of the screen */
	size_t left;       /* cells that are then scrolled away */
	const ViewContext *context;
} Pager;

/* Show a text, from where the pager is; for another text pager_rewind() first.  The
 * context stays the caller's and must outlive the pager. */
void pager_set(Pager *pager, const ViewContext *context, const Doc *doc, int rows, int cols);
void pager_rewind(Pager *pager);
/* Free what it holds, not itself. */
void pager_clear(Pager *pager);

void pager_draw(const View *view, const Canvas *canvas, bool focused);
bool pager_run(View *view, Command command, size_t count);
size_t pager_n_lines(const View *view);
Cursor pager_place(const View *view);
void pager_restore(View *view, Cursor place);
size_t pager_find(const View *view, const Search *search, size_t from, int by);
void pager_go(View *view, size_t line);
