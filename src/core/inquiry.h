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

#include "core/readers.h"
#include "core/stock.h"

typedef struct Inquiry Inquiry;

/* The stock must outlive it, and take no report meanwhile; what is found is kept in its
 * model and its cache.  lists as in proof.h. */
Inquiry *inquiry_new(Stock *stock, const char *const *lists);
void inquiry_free(Inquiry *inquiry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Inquiry, inquiry_free)

/* The next questions; NULL with *n 0 when there are no more.  They live until the
 * next call. */
const StoreQuestion *inquiry_next(Inquiry *inquiry, size_t *n);

/* What was found for them. */
void inquiry_answer(Inquiry *inquiry, const StoreFinding *findings, size_t n);

/* Mail came from somebody: should that be an address that bounced before, and not the
 * subject of a question to come, it is there. */
void inquiry_wrote(Inquiry *inquiry, const char *identity, gint64 date);

/* Addresses that are done with, and all. */
size_t inquiry_n_done(const Inquiry *inquiry);
size_t inquiry_n_all(const Inquiry *inquiry);
