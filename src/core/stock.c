/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/stock.h"

#include "core/batch.h"
#include "core/ledger.h"

struct Stock {
	Model *model;
	Cache *cache; /* or NULL */
	Ledger *ledger;
	Batch *batch; /* what is held */
	bool is_held;
};

Stock *
stock_new(Model *model)
{
	Stock *stock = g_new0(Stock, 1);

	stock->model = model;
	stock->ledger = ledger_new();
	stock->batch = batch_new();
	return stock;
}

void
stock_free(Stock *stock)
{
	if (!stock)
		return;
	batch_free(stock->batch);
	ledger_free(stock->ledger);
	cache_free(stock->cache);
	g_free(stock);
}

void
stock_set_cache(Stock *stock, Cache *cache)
{
	stock->cache = cache;
}

Model *
stock_model(const Stock *stock)
{
	return stock->model;
}

Cache *
stock_cache(const Stock *stock)
{
	return stock->cache;
}

void
stock_know(Stock *stock, const Origin *origin)
{
	ledger_know(stock->ledger, origin->message_id, origin->path, origin->is_only);
}

void
stock_begin(Stock *stock, bool is_held)
{
	stock->is_held = is_held;
}

static void
forget(Stock *stock, GHashTable *message_ids)
{
	if (g_hash_table_size(message_ids) == 0)
		return;
	model_remove(stock->model, message_ids);
	if (stock->cache)
		cache_remove(stock->cache, message_ids);
}

bool
stock_find(Stock *stock, const char *message_id, const char *const *paths)
{
	g_autoptr(GHashTable) one = g_hash_table_new(g_str_hash, g_str_equal);

	if (!ledger_find(stock->ledger, message_id, paths))
		return false;
	/* Nothing will replace later what is no longer true. */
	if (!stock->is_held && ledger_knows(stock->ledger, message_id)) {
		g_hash_table_add(one, (char *)message_id);
		forget(stock, one);
		ledger_unknow(stock->ledger, message_id);
	}
	return true;
}

bool
stock_knows(const Stock *stock, const char *message_id)
{
	return ledger_knows(stock->ledger, message_id);
}

void
stock_meet_all(Stock *stock)
{
	ledger_meet_all(stock->ledger);
}

bool
stock_meet(Stock *stock, const char *message_id)
{
	return ledger_meet(stock->ledger, message_id);
}

static void
take_now(Stock *stock, const Origin *origin, const BounceReport *report, const char *why)
{
	if (report)
		model_add(stock->model, origin, report);
	else
		model_add_unreadable(stock->model, origin, why);
	if (stock->cache)
		cache_add(stock->cache, origin, report);
}

void
stock_take(Stock *stock, const Origin *origin, const BounceReport *report, const char *why)
{
	if (stock->is_held)
		batch_add(stock->batch, origin, report, why);
	else
		take_now(stock, origin, report, why);
}

/* Unless it has gone while it was read. */
static void
on_item(const Origin *origin, const BounceReport *report, const char *why, void *user)
{
	Stock *stock = user;

	if (ledger_knows(stock->ledger, origin->message_id))
		take_now(stock, origin, report, why);
}

void
stock_settle(Stock *stock)
{
	g_autoptr(GHashTable) stale = ledger_settle(stock->ledger);

	forget(stock, stale);
	batch_give(stock->batch, on_item, stock);
}

void
stock_drop(Stock *stock)
{
	batch_clear(stock->batch);
	ledger_drop(stock->ledger);
}

void
stock_clear(Stock *stock)
{
	g_autoptr(GHashTable) all = ledger_forget(stock->ledger);

	batch_clear(stock->batch);
	model_remove(stock->model, all);
	if (stock->cache)
		cache_clear(stock->cache);
}

guint
stock_n(const Stock *stock)
{
	return ledger_n(stock->ledger);
}
