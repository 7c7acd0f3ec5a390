/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-review.h - what the rules would mark, to be accepted or not
 */
#pragma once

#include "ui/rules.h"

/* Context and rules stay the caller's and must outlive the view. */
View *view_review_new(const ViewContext *context, Rules *rules);

/* The row that the cursor is on, or NULL. */
const Row *view_review_current(const View *view);

/* Accept what the cursor is on no more, or again.  Returns why that cannot be, or NULL. */
const char *view_review_toggle(View *view);

/* What is accepted: all offers, borrowed, and for each whether it is, for the caller to
 * free. */
const GPtrArray *view_review_offers(const View *view);
bool *view_review_accepts(const View *view);
bool view_review_has_accepted(const View *view);
