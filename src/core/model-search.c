/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model.h"

typedef struct {
	const Model *model;
	const BounceKb *kb;
} Searched;

static bool
row_holds(const Row *row, const BounceKb *kb, const Search *search)
{
	const BounceRecipient *to = row->latest->to;
	char code[BOUNCE_STATUS_TEXT_MAX];

	/* The title is the address where there is one. */
	if (search_holds(search, row->title))
		return true;
	if (!to)
		return false;

	const BounceReasonInfo *reason = bounce_kb_reason(kb, to->reason);
	return search_holds(search, bounce_status_format(to->status, code)) ||
	       (reason && search_holds(search, reason->title)) ||
	       search_holds(search, to->diagnostic);
}

static bool
line_holds(const Search *search, size_t i, const void *user)
{
	const Searched *searched = user;
	ModelLine line = model_line(searched->model, i);

	return line.row ? row_holds(line.row, searched->kb, search)
	                : search_holds(search, line.group->title);
}

size_t
model_search(const Model *model, const BounceKb *kb, const Search *search, size_t from, int by)
{
	const Searched searched = {model, kb};

	return search_lines(search, (SearchWay){from, by, model_n_lines(model)}, line_holds,
	                    &searched);
}
