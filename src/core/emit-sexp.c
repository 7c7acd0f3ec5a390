/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * emit-sexp.c - a tree as Lisp reads it, in the way of notmuch's --format=sexp: an
 * object is a property list, true is t, false and null are nil
 */
#include "core/emit-tree.h"

/* Emacs and Guile read \u, and Emacs \U; notmuch leaves controls as they are, which is
 * nothing for a terminal. */
static void
append_string(GString *out, const char *text)
{
	g_string_append_c(out, '"');
	for (; *text; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);

		if (c == '"' || c == '\\')
			g_string_append_printf(out, "\\%c", (int)c);
		else if (emit_is_unseen(c))
			g_string_append_printf(out, c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
		else
			g_string_append_unichar(out, c);
	}
	g_string_append_c(out, '"');
}

static void
append_value(GString *out, JsonNode *node)
{
	GType type = json_node_get_value_type(node);

	if (type == G_TYPE_STRING)
		append_string(out, json_node_get_string(node));
	else if (type == G_TYPE_BOOLEAN)
		g_string_append(out, json_node_get_boolean(node) ? "t" : "nil");
	else
		g_string_append_printf(out, "%" G_GINT64_FORMAT, json_node_get_int(node));
}

/* NOLINTBEGIN(misc-no-recursion): it goes as deep as the trees that we build, which is not
 * for mail to choose */
static void
append_array(GString *out, JsonArray *array)
{
	g_string_append_c(out, '(');
	for (guint i = 0; i < json_array_get_length(array); i++) {
		if (i > 0)
			g_string_append_c(out, ' ');
		emit_append_sexp(out, json_array_get_element(array, i));
	}
	g_string_append_c(out, ')');
}

static void
append_object(GString *out, JsonObject *object)
{
	JsonObjectIter iter;
	const char *name;
	JsonNode *member;
	bool is_first = true;

	g_string_append_c(out, '(');
	json_object_iter_init_ordered(&iter, object);
	while (json_object_iter_next_ordered(&iter, &name, &member)) {
		g_string_append_printf(out, "%s:%s ", is_first ? "" : " ", name);
		emit_append_sexp(out, member);
		is_first = false;
	}
	g_string_append_c(out, ')');
}

void
emit_append_sexp(GString *out, JsonNode *node)
{
	switch (json_node_get_node_type(node)) {
	case JSON_NODE_OBJECT:
		append_object(out, json_node_get_object(node));
		return;
	case JSON_NODE_ARRAY:
		append_array(out, json_node_get_array(node));
		return;
	case JSON_NODE_VALUE:
		append_value(out, node);
		return;
	case JSON_NODE_NULL:
		g_string_append(out, "nil");
		return;
	}
}
/* NOLINTEND(misc-no-recursion) */
