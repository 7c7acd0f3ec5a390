/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/filter-flag.h"

#include "core/identity.h"

static bool
is_conflict(const Row *row)
{
	return row->latest->to->conflict;
}

static bool
is_explained(const Row *row)
{
	return *row->latest->to->reason && !g_str_equal(row->latest->to->reason, "unknown");
}

static bool
is_forwarded(const Row *row)
{
	const char *final = row->latest->to->final_recipient;

	if (!*final || g_ascii_strcasecmp(final, row->address) == 0)
		return false;

	g_autofree char *identity = identity_of(final);
	return !g_str_equal(identity, model_row_identity(row));
}

static bool
is_multi(const Row *row)
{
	return bounce_report_n_recipients(row->latest->report) > 1;
}

static bool
is_alive(const Row *row)
{
	return row->standing.alive != 0;
}

static bool
is_proven(const Row *row)
{
	return row->standing.proof > PROOF_UNPROVEN;
}

static bool
is_unproven(const Row *row)
{
	return row->standing.proof == PROOF_UNPROVEN;
}

static bool
is_held(const Row *row)
{
	return *model_judge(row, row->latest->to).held != '\0';
}

static bool
is_new(const Row *row)
{
	return row->is_new;
}

static bool
is_valid(const Row *row)
{
	return row->latest->to->valid;
}

#define X(function, name, help) name,
const char *const filter_flag_names[] = {FILTER_FLAGS(X) NULL};
#undef X

bool
filter_flag_holds(size_t flag, const Row *row)
{
#define X(function, name, help) function,
	static bool (*const flags[])(const Row *) = {FILTER_FLAGS(X)};
#undef X

	return flags[flag](row);
}
