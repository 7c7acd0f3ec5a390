/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * batch.h - what a refresh has read, kept until all of it is there
 */
#pragma once

#include "core/model.h"

typedef struct Batch Batch;

Batch *batch_new(void);
void batch_free(Batch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Batch, batch_free)

/* A file was read; or it could not be, and why, with no report. */
void batch_add(Batch *batch, const Origin *origin, const BounceReport *report, const char *why);

/* Give all that was added, in that order, and keep none of it. */
void batch_give(Batch *batch,
                void (*take)(const Origin *origin, const BounceReport *report, const char *why,
                             void *user),
                void *user);

void batch_clear(Batch *batch);
