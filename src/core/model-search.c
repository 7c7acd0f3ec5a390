/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model.h"

/* Codes and reasons are few and rows are many, so what they hold is looked for once. */
typedef struct {
	const Model *model;
	const BounceKb *kb;
	GHashTable *codes;   /* packed -> held or not */
	GHashTable *reasons; /* BounceReasonInfo -> the same */
} Searched;

/* What is kept of a key: 0 is nothing yet. */
enum { HELD = 1, NOT_HELD = 2 };

static bool
code_holds(const Searched *searched, BounceStatus status, const Search *search)
{
	guint packed = (guint)status.class << 28 | (guint)status.subject << 14 | status.detail;
	guint known =
		GPOINTER_TO_UINT(g_hash_table_lookup(searched->codes, GUINT_TO_POINTER(packed)));
	char code[BOUNCE_STATUS_TEXT_MAX];

	if (known)
		return known == HELD;
	known = search_holds(search, bounce_status_format(status, code)) ? HELD : NOT_HELD;
	g_hash_table_insert(searched->codes, GUINT_TO_POINTER(packed), GUINT_TO_POINTER(known));
	return known == HELD;
}

static bool
reason_holds(const Searched *searched, const char *id, const Search *search)
{
	const BounceReasonInfo *reason = bounce_kb_reason(searched->kb, id);
	guint known;

	if (!reason)
		return false;
	known = GPOINTER_TO_UINT(g_hash_table_lookup(searched->reasons, reason));
	if (known)
		return known == HELD;
	known = search_holds(search, reason->title) ? HELD : NOT_HELD;
	g_hash_table_insert(searched->reasons, (void *)reason, GUINT_TO_POINTER(known));
	return known == HELD;
}

static bool
row_holds(const Searched *searched, const Row *row, const Search *search)
{
	const BounceRecipient *to = row->latest->to;

	/* The title is the address where there is one. */
	if (search_holds(search, row->title))
		return true;
	return to &&
	       (code_holds(searched, to->status, search) ||
	        reason_holds(searched, to->reason, search) || search_holds(search, to->diagnostic));
}

static bool
line_holds(const Search *search, size_t i, const void *user)
{
	const Searched *searched = user;
	ModelLine line = model_line(searched->model, i);

	return line.row ? row_holds(searched, line.row, search)
	                : search_holds(search, line.group->title);
}

size_t
model_search(const Model *model, const BounceKb *kb, const Search *search, size_t from, int by)
{
	g_autoptr(GHashTable) codes = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) reasons = g_hash_table_new(NULL, NULL);
	const Searched searched = {model, kb, codes, reasons};

	return search_lines(search, (SearchWay){from, by, model_n_lines(model)}, line_holds,
	                    &searched);
}
