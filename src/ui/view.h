/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view.h - one thing that is shown and moved in
 *
 * A view reads the model and draws; it keeps where it is and nothing else.
 * view_fit() is called before it is drawn or moved in, whenever the size or the
 * model may have changed.
 */
#pragma once

#include "core/cursor.h"
#include "core/model.h"
#include "ui/keymap.h"
#include "ui/paint.h"
#include "ui/selection.h"

#include <bounce/kb.h>

/* What all views look at; the owner may exchange the model between two fits. */
typedef struct {
	Model *model;
	const BounceKb *kb;
	const Keymap *keymap;
	CellsFlags flags;
	gint64 now;           /* Unix seconds */
	GTimeZone *zone;      /* of the user; to find it out anew takes three system calls */
	const Search *search; /* whose matches are to be seen, or NULL */
	const Selection *selection;
	bool is_first; /* nothing is on the screen yet: show what takes no time */
} ViewContext;

typedef struct View View;

typedef struct {
	Where where;
	void (*fit)(View *view, int rows, int cols);
	void (*draw)(const View *view, const Canvas *canvas, bool focused);
	/* false when the command is not for this view. */
	bool (*run)(View *view, Command command, size_t count);

	size_t (*n_lines)(const View *view);
	/* Where it is, and going back there. */
	Cursor (*place)(const View *view);
	void (*restore)(View *view, Cursor place);
	/* The line that holds it, from `from` on in steps of `by` round the ends, else
	 * as search_lines(); and going to it. */
	size_t (*find)(const View *view, const Search *search, size_t from, int by);
	void (*go)(View *view, size_t line);
	/* What it shows is still to come; NULL where it is always there. */
	bool (*is_waiting)(const View *view);
	void (*free)(View *view);
} ViewClass;

struct View {
	const ViewClass *class;
};

static inline void
view_free(View *view)
{
	if (view)
		view->class->free(view);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(View, view_free)
