/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * emit-offer.c - what rules propose, as text and as a tree
 */
#include "core/emit-tree.h"

void
emit_offer(GString *out, const Offer *offer, EmitNotation notation)
{
	g_autoptr(JsonBuilder) json = json_builder_new();

	json_builder_begin_object(json);
	emit_add_text(json, "state", offer_kind_name(offer->kind));
	emit_add_text(json, "rule", policy_rule_name(offer->rule));
	emit_add_text(json, "address", offer->row->address);
	emit_add_text(json, "why", offer->why);
	emit_add_guards(json, offer->row->guards);
	json_builder_end_object(json);
	emit_append(out, json, notation);
}

static const char *
box_of(OfferKind kind)
{
	static const char *const boxes[] = {
		[OFFER_PROPOSED] = "[x]",
		[OFFER_KEPT] = "[ ]",
		[OFFER_HELD] = "[-]",
	};

	return boxes[kind];
}

/* [x] gone     sabineko@example.org  hard 5.1.1 on 3 days in 21 days */
void
emit_offer_text(GString *out, const Offer *offer, CellsFlags flags)
{
	g_string_append_printf(out, "%s %-8s ", box_of(offer->kind), policy_rule_name(offer->rule));
	cells_append(out, offer->row->address, -1, CELLS_ALL, flags | CELLS_IDENTIFIER);
	g_string_append(out, "  ");
	cells_append(out, offer->why, -1, CELLS_ALL, flags | CELLS_PROSE);
}
