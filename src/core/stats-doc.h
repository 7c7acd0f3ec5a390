/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stats-doc.h - the statistics as charts
 */
#pragma once

#include "core/doc.h"
#include "core/model.h"

#include <bounce/kb.h>

/* Bounces over time, and by what they have in common: first by what the model is grouped
 * by.  Lines are drawn for width cells.  The caller frees. */
Doc *stats_doc(const Model *model, const BounceKb *kb, size_t width, CellsFlags flags);

/* The bounces of an address over time, on one line; nothing when they are all of one
 * day. */
void stats_add_course(Doc *doc, const Row *row);
