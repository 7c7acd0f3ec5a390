/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * empty.h - why there is nothing in the list, and what to do
 */
#pragma once

#include "core/doc.h"
#include "ui/reading.h"
#include "ui/view.h"

/* The context is that of the reading's list, which has no line.  Nothing is added while
 * it may still get one. */
void empty_explain(Doc *doc, const Reading *reading, const ViewContext *context);
