/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/explain-row.h"

#include "core/guard-row.h"

void
explain_standing(Doc *doc, const Row *row)
{
	const Standing *standing = &row->standing;
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_local(standing->alive);
	g_autofree char *alive =
		date ? g_date_time_format(date,
	                                  "yes: it wrote on %Y-%m-%d, after its latest bounce")
		     : NULL;
	g_autofree char *proof = g_strdup_printf("%s%s%s", proof_words(standing->proof),
	                                         *standing->list ? ", " : "", standing->list);

	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "What the mail store knows");
	doc_add_field(doc, "Proof", proof);
	if (standing->alive != 0 && alive)
		doc_add_field(doc, "Alive", alive);
	if (row->guards != GUARD_NONE) {
		g_autofree char *held = guard_row_describe(row);

		doc_add_field(doc, "Guarded", held);
	}
}
