/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/review-lines.h"

#include <string.h>

static bool
is_incident(const Offer *offer)
{
	return offer->kind == OFFER_HELD && guard_first(offer->row->guards) == GUARD_BIT_INCIDENT;
}

static const char *
domain_of(const Offer *offer)
{
	const char *identity = model_row_identity(offer->row);
	const char *at = strrchr(identity, '@');

	return at ? at + 1 : identity;
}

static void
add_line(GArray *lines, ReviewLineKind kind, const Offer *offer, guint n)
{
	const ReviewLine line = {kind, offer, n};

	g_array_append_val(lines, line);
}

/* One line a domain, by the first of its addresses. */
static void
add_incidents(GArray *lines, const GPtrArray *offers)
{
	g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) firsts = g_ptr_array_new();

	for (guint i = 0; i < offers->len; i++) {
		const Offer *offer = offers->pdata[i];

		if (!is_incident(offer))
			continue;
		guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, domain_of(offer)));
		if (n == 0)
			g_ptr_array_add(firsts, (void *)offer);
		g_hash_table_insert(counts, (void *)domain_of(offer), GUINT_TO_POINTER(n + 1));
	}
	for (guint i = 0; i < firsts->len; i++)
		add_line(
			lines, LINE_INCIDENT, firsts->pdata[i],
			GPOINTER_TO_UINT(g_hash_table_lookup(counts, domain_of(firsts->pdata[i]))));
}

void
review_lines_make(GArray *lines, const GPtrArray *offers)
{
	guint n_held = 0;

	g_array_set_size(lines, 0);
	add_line(lines, LINE_SUMMARY, NULL, 0);
	add_line(lines, LINE_TITLES, NULL, 0);
	for (guint i = 0; i < offers->len; i++) {
		const Offer *offer = offers->pdata[i];

		if (offer->kind == OFFER_HELD)
			n_held++;
		else
			add_line(lines, LINE_OFFER, offer, 1);
	}
	if (n_held == 0)
		return;
	add_line(lines, LINE_HELD, NULL, n_held);
	add_incidents(lines, offers);
	for (guint i = 0; i < offers->len; i++) {
		const Offer *offer = offers->pdata[i];

		if (offer->kind == OFFER_HELD && !is_incident(offer))
			add_line(lines, LINE_OFFER, offer, 1);
	}
}

const char *
review_line_domain(const ReviewLine *line)
{
	return domain_of(line->offer);
}
