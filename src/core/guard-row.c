/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/guard-row.h"

#include "core/model-row.h"

static bool
is_no_bounce(const Row *row)
{
	return !model_is_bounce(row->latest->report);
}

/* The reason says it, not the digit: "no such user" under 5.7.1 is about the address. */
static bool
is_policy(const Row *row)
{
	const BounceRecipient *to = row->latest->to;

	return to->class == BOUNCE_CLASS_POLICY || to->fault == BOUNCE_FAULT_SENDER ||
	       to->fault == BOUNCE_FAULT_MESSAGE;
}

/* RFC 3463 section 2: 3 is the mail system, 4 the network, 5 the protocol.  They tell where
 * no reason does. */
static bool
is_of_system(BounceStatus status)
{
	return status.class != 0 && status.subject >= 3 && status.subject <= 5;
}

static bool
is_infra(const Row *row)
{
	const BounceRecipient *to = row->latest->to;

	return to->fault == BOUNCE_FAULT_NETWORK || to->fault == BOUNCE_FAULT_TECHNICAL ||
	       (to->fault == BOUNCE_FAULT_UNKNOWN && is_of_system(to->status));
}

static bool
is_delayed(const Row *row)
{
	return model_is_delay(row->latest) || row->latest->to->class == BOUNCE_CLASS_DELAYED;
}

static bool
is_conflict(const Row *row)
{
	return row->latest->to->conflict;
}

/* A known format says where in a text the address stands; without one, or in a report that
 * should have had a field for it, it was guessed. */
static bool
is_guessed(const Row *row)
{
	const BounceRecipient *to = row->latest->to;
	const char *format = bounce_report_envelope(row->latest->report)->format;
	bool is_of_text = to->address_source == BOUNCE_ADDRESS_SOURCE_TEXT;

	return to->confidence == BOUNCE_CONFIDENCE_LOW || g_str_equal(format, "generic") ||
	       (is_of_text && (*format == '\0' || g_str_equal(format, "rfc3464")));
}

static bool (*const shows[N_GUARDS])(const Row *row) = {
	[GUARD_BIT_NOTBOUNCE] = is_no_bounce, [GUARD_BIT_POLICY] = is_policy,
	[GUARD_BIT_INFRA] = is_infra,         [GUARD_BIT_DELAYED] = is_delayed,
	[GUARD_BIT_CONFLICT] = is_conflict,   [GUARD_BIT_LOWCONF] = is_guessed,
};

GuardSet
guard_row(const Row *row)
{
	GuardSet guards = GUARD_NONE;

	if (!row->latest->to)
		return GUARD_NOTBOUNCE;
	for (unsigned bit = 0; bit < N_GUARDS; bit++)
		if (shows[bit] && shows[bit](row))
			guards |= 1U << bit;
	return guards;
}

/* Who wrote later is there.  What was not asked yet is not shown either. */
GuardSet
guard_standing(const Row *row)
{
	GuardSet guards = GUARD_NONE;

	if (row->standing.alive != 0)
		guards |= GUARD_ALIVE;
	if (row->standing.proof <= PROOF_UNPROVEN)
		guards |= GUARD_UNPROVEN;
	return guards;
}

/* "same reply: 31 of 33 on 2026-06-02" */
static void
append_incident(GString *out, const Incident *incident)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(incident->date);
	g_autofree char *day = date ? g_date_time_format(date, " on %Y-%m-%d") : g_strdup("");

	g_string_append_printf(out, "same reply: %zu of %zu%s%s", incident->n_same, incident->n_all,
	                       incident->is_at_host ? " at its host" : "", day);
}

char *
guard_row_describe(const Row *row)
{
	GString *out = g_string_new(NULL);

	for (unsigned bit = 0; bit < N_GUARDS; bit++) {
		if (!(row->guards & 1U << bit))
			continue;
		if (out->len > 0)
			g_string_append(out, "; ");
		if (bit == GUARD_BIT_INCIDENT)
			append_incident(out, row->incident);
		else
			g_string_append(out, guard_words((GuardBit)bit));
	}
	return g_string_free(out, FALSE);
}
