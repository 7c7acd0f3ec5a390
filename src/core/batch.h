/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * batch.h - what a refresh has read, kept until all of it is there
 */
#pragma once

#include "core/ledger.h"
#include "core/model.h"

typedef struct Batch Batch;

Batch *batch_new(void);
void batch_free(Batch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Batch, batch_free)

/* As model_add() and model_add_unreadable(). */
void batch_add(Batch *batch, const Origin *origin, const BounceReport *report);
void batch_add_unreadable(Batch *batch, const Origin *origin, const char *why);

/* Add all to the model, but for messages that the ledger does not know: they have gone
 * while they were read. */
void batch_give(const Batch *batch, const Ledger *ledger, Model *model);

void batch_clear(Batch *batch);
