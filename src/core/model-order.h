/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model-order.h - rows in the order in which people want them
 *
 * For model.c alone.
 */
#pragma once

#include "core/model-row.h"

/* Sort settled rows into the usual order, which most of them are in. */
void model_order_usually(GPtrArray *rows);

/* The rows, which are settled and in the usual order, anew; equal ones stay in it, those
 * that have nothing of the kind come behind all others.  The caller unrefs. */
GPtrArray *model_order(const GPtrArray *rows, SortKey by, bool reversed);
