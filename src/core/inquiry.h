/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inquiry.h - what the rows of a model are to be asked of the store
 *
 * Made when all reports are in.  Gives questions about the rows that have not been
 * asked about, or have changed since, in batches, newest rows first, and writes into
 * the model what was found; what the reports themselves prove is not asked.  Does not
 * know who answers.
 */
#pragma once

#include "core/model.h"
#include "core/readers.h"

typedef struct Inquiry Inquiry;

/* model must outlive it, and take no report meanwhile.  lists as in proof.h. */
Inquiry *inquiry_new(Model *model, const char *const *lists);
void inquiry_free(Inquiry *inquiry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Inquiry, inquiry_free)

/* The next questions; NULL with *n 0 when there are no more.  They live until the
 * next call. */
const StoreQuestion *inquiry_next(Inquiry *inquiry, size_t *n);

/* What was found for them. */
void inquiry_answer(Inquiry *inquiry, const StoreFinding *findings, size_t n);

/* Addresses that are done with, and all. */
size_t inquiry_n_done(const Inquiry *inquiry);
size_t inquiry_n_all(const Inquiry *inquiry);
