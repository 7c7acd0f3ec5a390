/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-detail.h - what the cursor of the list is on, explained
 */
#pragma once

#include "ui/view.h"

/* The context and the list stay the caller's and must outlive the view. */
View *view_detail_new(const ViewContext *context, const View *list);

/* The line above the detail: the address, which of its bounces. */
void view_detail_draw_caption(const View *view, const Canvas *canvas, bool focused);

/* The bounce that is shown; NULL on a group. */
const Event *view_detail_current(const View *view);

/* Which of its bounces that is: "bounce 2 of 3", or "" for a group.  The caller frees. */
char *view_detail_position(const View *view);

/* The selected row in one line; "" when the list is empty.  The caller frees. */
char *view_detail_summary(const View *view);
