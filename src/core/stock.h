/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stock.h - what has been read of a store: a model, and in step with it which messages
 * are known, and the cache
 *
 * Reads nothing itself.
 */
#pragma once

#include "core/cache.h"
#include "core/model.h"

typedef struct Stock Stock;

/* model must outlive it. */
Stock *stock_new(Model *model);
void stock_free(Stock *stock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stock, stock_free)

/* From now on, once; before anything has been read.  Takes the cache, which may be NULL. */
void stock_set_cache(Stock *stock, Cache *cache);

Model *stock_model(const Stock *stock);
Cache *stock_cache(const Stock *stock);

/* The cache has given this file of a message. */
void stock_know(Stock *stock, const Origin *origin);

/* A look at the store begins.  What it finds comes to be known when it is settled, and
 * what it reads comes into the model then, when it is held, else at once. */
void stock_begin(Stock *stock, bool is_held);

/* The look found this message with these files, NULL-ended.  Is it to be read? */
bool stock_find(Stock *stock, const char *message_id, const char *const *paths);
bool stock_knows(const Stock *stock, const char *message_id);

/* From now on the look is at all messages that there are, each of which is found or met.
 * To meet gives false when it was neither known nor found before. */
void stock_meet_all(Stock *stock);
bool stock_meet(Stock *stock, const char *message_id);

/* A file was read; or it could not be, and why, with no report. */
void stock_take(Stock *stock, const Origin *origin, const BounceReport *report, const char *why);

/* The look was at all that it should be: what it did not meet has gone. */
void stock_settle(Stock *stock);

/* As if it had not been, but for what came into the model at once. */
void stock_drop(Stock *stock);

/* Nothing is known, and the model and the cache are empty. */
void stock_clear(Stock *stock);

/* Messages that are known, or were found. */
guint stock_n(const Stock *stock);
