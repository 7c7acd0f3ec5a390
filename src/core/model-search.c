/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model.h"
#include "core/search.h"

static bool
row_holds(const Row *row, const BounceKb *kb, const char *folded)
{
	const BounceRecipient *to = row->latest->to;
	char code[BOUNCE_STATUS_TEXT_MAX];

	/* The title is the address where there is one. */
	if (search_holds(row->title, folded))
		return true;
	if (!to)
		return false;

	const BounceReasonInfo *reason = bounce_kb_reason(kb, to->reason);
	return search_holds(bounce_status_format(to->status, code), folded) ||
	       (reason && search_holds(reason->title, folded)) ||
	       search_holds(to->diagnostic, folded);
}

size_t
model_search(const Model *model, const BounceKb *kb, const char *needle, size_t from, int by)
{
	g_autofree char *folded = search_fold(needle);
	size_t n_lines = model_n_lines(model);

	for (size_t n = 0; n < n_lines; n++) {
		size_t i = search_nth(n, from, by, n_lines);
		ModelLine line = model_line(model, i);

		if (line.row ? row_holds(line.row, kb, folded)
		             : search_holds(line.group->title, folded))
			return i;
	}
	return G_MAXSIZE;
}
