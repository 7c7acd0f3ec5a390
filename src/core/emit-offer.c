/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * emit-offer.c - what rules propose, as text and JSON
 */
#include "core/emit.h"

#include <json-glib/json-glib.h>

static void
add_text(JsonBuilder *json, const char *name, const char *text)
{
	json_builder_set_member_name(json, name);
	json_builder_add_string_value(json, text);
}

static void
add_guards(JsonBuilder *json, GuardSet guards)
{
	json_builder_set_member_name(json, "guards");
	json_builder_begin_array(json);
	for (unsigned bit = 0; bit < N_GUARDS; bit++)
		if (guards & 1U << bit)
			json_builder_add_string_value(json, guard_name((GuardBit)bit));
	json_builder_end_array(json);
}

void
emit_offer_json(GString *out, const Offer *offer, bool pretty)
{
	g_autoptr(JsonBuilder) json = json_builder_new();
	g_autoptr(JsonGenerator) generator = json_generator_new();

	json_builder_begin_object(json);
	add_text(json, "state", offer_kind_name(offer->kind));
	add_text(json, "rule", policy_rule_name(offer->rule));
	add_text(json, "address", offer->row->address);
	add_text(json, "why", offer->why);
	add_guards(json, offer->row->guards);
	json_builder_end_object(json);

	g_autoptr(JsonNode) root = json_builder_get_root(json);
	json_generator_set_root(generator, root);
	json_generator_set_pretty(generator, pretty);
	json_generator_to_gstring(generator, out);
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
