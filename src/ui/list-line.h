/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * list-line.h - how a line of the list looks
 */
#pragma once

#include "core/model.h"
#include "ui/paint.h"
#include "ui/view.h"

typedef enum {
	LINE_PLAIN,
	LINE_SELECTED,
	LINE_CURSOR,
	LINE_CURSOR_AWAY, /* the focus is in another pane */
} LineState;

/* y is the row on the canvas. */
void list_line_draw(const ViewContext *context, const Canvas *canvas, int y, ModelLine line,
                    LineState state);

/* The status code, else the reply, else "-"; the caller frees. */
char *list_line_code(const BounceRecipient *to);
