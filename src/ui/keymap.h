/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keymap.h - which keys do what, and where
 *
 * The bindings are one table.  Knows nothing of curses or views: key names come
 * in, commands come out.
 */
#pragma once

#include "ui/command.h"
#include "ui/input.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Places a key can be pressed in; a binding may be for several. */
typedef enum {
	WHERE_LIST = 1 << 0,
	WHERE_DETAIL = 1 << 1,
	WHERE_PAGE = 1 << 2,
	WHERE_BROWSER = WHERE_LIST | WHERE_DETAIL,
	WHERE_TEXT = WHERE_DETAIL | WHERE_PAGE,
	WHERE_ANY = WHERE_LIST | WHERE_DETAIL | WHERE_PAGE,
} Where;

typedef struct {
	Where where;
	const char *keys; /* names of one or two keys with a blank between them */
	Command command;
} Binding;

const Binding *keymap_bindings(size_t *n);

/* What was pressed and is not yet a command: a number, a first key of two.
 * Begin with {0}. */
typedef struct {
	size_t count;
	KeyName first;
} KeyState;

/* No screen is that long, and nothing is ever computed that overflows. */
#define KEY_COUNT_MAX 9999999

typedef enum { KEYMAP_UNKNOWN, KEYMAP_MORE, KEYMAP_COMMAND } KeymapResult;

/* Take a key.  With KEYMAP_COMMAND *command is set, and *count to the number that
 * was typed before, or 0.  After KEYMAP_MORE another key is awaited. */
KeymapResult keymap_feed(KeyState *state, Where where, const char *key, Command *command,
                         size_t *count);

/* What may follow the first key of two: "g:first  s:by-subject"; "" when none has been
 * pressed.  The caller frees. */
char *keymap_choices(const KeyState *state, Where where);

/* The keys of a command there, as help shows them: "gg Home"; "" when it has
 * none.  The caller frees. */
char *keymap_keys(Command command, Where where);

/* The first of them. */
char *keymap_key(Command command, Where where);

/* All commands that have keys: keys, name, help, with tabs between, a line each. */
void keymap_list(GString *out);
