/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/inquiry.h"

#include <string.h>

/* Some hundred addresses: enough that opening the index costs little beside them,
 * few enough for Xapian, whose parser takes a time that grows with the square. */
#define BATCH_BYTES ((size_t)16 * 1024)

/* Of an address that bounced more often, the newest are as good as all. */
#define IDS_MAX 8

/* Longer ones are not in an index (Xapian). */
#define ID_LEN_MAX 245

struct Inquiry {
	Model *model;
	Cache *cache; /* or NULL */
	char **lists;
	GPtrArray *keys; /* of rows, newest first; they live as long as the model */
	guint next;      /* the first that is not in a batch yet */
	size_t n_done;

	GPtrArray *asked;  /* keys of the batch */
	GArray *questions; /* of StoreQuestion, one for each */
	GPtrArray *ids;    /* of the questions: arrays of borrowed strings */
};

/* What was known of rows that have changed holds no more. */
static void
forget_cached(const Inquiry *inquiry)
{
	for (guint i = 0; inquiry->cache && i < inquiry->keys->len; i++)
		cache_drop_standing(inquiry->cache, inquiry->keys->pdata[i]);
}

Inquiry *
inquiry_new(Stock *stock, const char *const *lists)
{
	Inquiry *inquiry = g_new0(Inquiry, 1);

	inquiry->model = stock_model(stock);
	inquiry->cache = stock_cache(stock);
	inquiry->lists = g_strdupv((char **)lists);
	inquiry->keys = model_newest(inquiry->model, true);
	forget_cached(inquiry);
	inquiry->asked = g_ptr_array_new();
	inquiry->questions = g_array_new(FALSE, FALSE, sizeof(StoreQuestion));
	inquiry->ids = g_ptr_array_new_with_free_func(g_free);
	return inquiry;
}

void
inquiry_free(Inquiry *inquiry)
{
	if (!inquiry)
		return;
	g_ptr_array_unref(inquiry->ids);
	g_array_unref(inquiry->questions);
	g_ptr_array_unref(inquiry->asked);
	g_ptr_array_unref(inquiry->keys);
	g_strfreev(inquiry->lists);
	g_free(inquiry);
}

/* Where no report proves anything: the mails that came back.  NULL-ended; the caller
 * frees. */
static const char **
returned_ids(const Row *row)
{
	const char **ids = g_new0(const char *, IDS_MAX + 1);
	size_t n = 0;

	for (guint i = 0; i < row->events.n && n < IDS_MAX; i++) {
		const Event *event = row->events.at[i];
		const char *id = bounce_report_original(event->report)->message_id;

		if (*id && strlen(id) <= ID_LEN_MAX)
			ids[n++] = id;
	}
	return ids;
}

/* Does it matter whether the address is alive? */
static bool
is_in_doubt(const Row *row)
{
	BounceVerdict verdict = row->latest->to->verdict;

	return verdict == BOUNCE_VERDICT_REMOVE || verdict == BOUNCE_VERDICT_LATER;
}

static size_t
question_size(const StoreQuestion *question)
{
	size_t size = strlen(question->address) + sizeof(StoreQuestion);

	for (const char *const *id = question->message_ids; *id; id++)
		size += strlen(*id);
	return size;
}

/* The best that any report of the row shows.  The caller frees the list, or NULL. */
static Proof
proof_of_row(const Inquiry *inquiry, const Row *row, char **list)
{
	const char *const *lists = (const char *const *)inquiry->lists;
	Proof proof = PROOF_UNPROVEN;

	*list = NULL;
	for (guint i = 0; i < row->events.n && proof == PROOF_UNPROVEN; i++) {
		const Event *event = row->events.at[i];

		proof = proof_of(event->report, event->to, lists, list);
	}
	return proof;
}

static void
tell(Inquiry *inquiry, const char *key, const Standing *standing)
{
	model_set_standing(inquiry->model, key, standing);
	if (inquiry->cache)
		cache_keep_standing(inquiry->cache, key, standing);
}

/* finding is NULL when the store was not asked. */
static void
settle(Inquiry *inquiry, const char *key, const StoreFinding *finding)
{
	const Row *row = model_row(inquiry->model, key);
	g_autofree char *list = NULL;
	Proof proof = proof_of_row(inquiry, row, &list);

	if (proof == PROOF_UNPROVEN && finding && finding->is_stored)
		proof = PROOF_STORE;
	const Standing standing = {proof, list ? list : "", finding ? finding->wrote : 0};
	tell(inquiry, key, &standing);
	inquiry->n_done++;
}

/* Add the row to the batch, unless its reports tell all.  Returns the bytes that it
 * takes. */
static size_t
take_row(Inquiry *inquiry, const char *key)
{
	const Row *row = model_row(inquiry->model, key);
	g_autofree char *list = NULL;
	Proof proof = proof_of_row(inquiry, row, &list);
	bool is_proven = proof != PROOF_UNPROVEN;
	const char **ids = is_proven ? g_new0(const char *, 1) : returned_ids(row);
	const StoreQuestion question = {
		.message_ids = ids,
		.address = is_in_doubt(row) ? row->address : "",
		.after = row->latest->date,
	};

	g_ptr_array_add(inquiry->ids, ids);
	if (!*ids && !*question.address) {
		settle(inquiry, key, NULL);
		return 0;
	}
	g_ptr_array_add(inquiry->asked, (void *)key);
	g_array_append_val(inquiry->questions, question);
	return question_size(&question);
}

const StoreQuestion *
inquiry_next(Inquiry *inquiry, size_t *n)
{
	size_t size = 0;

	g_ptr_array_set_size(inquiry->asked, 0);
	g_array_set_size(inquiry->questions, 0);
	g_ptr_array_set_size(inquiry->ids, 0);
	while (inquiry->next < inquiry->keys->len && size < BATCH_BYTES)
		size += take_row(inquiry, inquiry->keys->pdata[inquiry->next++]);
	*n = inquiry->questions->len;
	return *n > 0 ? (const StoreQuestion *)(void *)inquiry->questions->data : NULL;
}

void
inquiry_answer(Inquiry *inquiry, const StoreFinding *findings, size_t n)
{
	g_return_if_fail(n == inquiry->asked->len);

	for (size_t i = 0; i < n; i++)
		settle(inquiry, inquiry->asked->pdata[i], &findings[i]);
}

void
inquiry_wrote(Inquiry *inquiry, const char *identity, gint64 date)
{
	g_autofree char *key = model_key_of(identity);
	const Row *row = model_row(inquiry->model, key);

	if (!row || row->standing.proof == PROOF_NOT_ASKED || !is_in_doubt(row) ||
	    date <= MAX(row->standing.alive, row->latest->date))
		return;
	const Standing standing = {row->standing.proof, row->standing.list, date};
	tell(inquiry, row->key, &standing);
}

size_t
inquiry_n_done(const Inquiry *inquiry)
{
	return inquiry->n_done;
}

size_t
inquiry_n_all(const Inquiry *inquiry)
{
	return inquiry->keys->len;
}
