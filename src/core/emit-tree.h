/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * emit-tree.h - members of an object, and the object as text
 *
 * For the emitters alone.  What they print is a tree first, whatever it is then
 * written as, so that no notation can forget a member.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "core/emit.h"

/* Texts may be any bytes; JSON is UTF-8. */
void emit_add_text(JsonBuilder *json, const char *name, const char *text);
void emit_add_number(JsonBuilder *json, const char *name, gint64 number);
void emit_add_null(JsonBuilder *json, const char *name);
void emit_begin_array(JsonBuilder *json, const char *name);
void emit_begin_object(JsonBuilder *json, const char *name);

/* All members of a record but one, which may be NULL. */
void emit_add_members(JsonBuilder *json, BounceRecordFields fields, const void *record,
                      const char *but);

/* "guards": their names. */
void emit_add_guards(JsonBuilder *json, GuardSet guards);

/* A tree, or what was built, in a notation. */
void emit_append_node(GString *out, JsonNode *node, EmitNotation notation);
void emit_append(GString *out, JsonBuilder *json, EmitNotation notation);

/* Must c be written as its number?  A terminal obeys it, or shows nothing or another
 * order for it; programs read the same either way. */
bool emit_is_unseen(gunichar c);

/* emit-sexp.c: the same as Lisp reads it. */
void emit_append_sexp(GString *out, JsonNode *node);
