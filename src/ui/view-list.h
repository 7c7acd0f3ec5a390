/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-list.h - the list: groups, and in them the failed addresses
 *
 * The cursor stays on what it is on, by its key, whatever comes, goes, folds or
 * changes size.
 */
#pragma once

#include "ui/view.h"

/* The context stays the caller's and must outlive the view. */
View *view_list_new(const ViewContext *context);

/* What the cursor is on; false when the list is empty. */
bool view_list_current(const View *view, ModelLine *line);

/* Have the cursor stay where it is now, even if nobody has moved it yet. */
void view_list_keep_place(View *view);
/* Go to the next line that is no group's, if there is one. */
void view_list_next_row(View *view);

/* The names of the columns, which stand above the list. */
void view_list_draw_heading(const Canvas *canvas);
