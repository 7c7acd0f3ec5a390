/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keymap.h - which keys do what, and where
 *
 * The standard bindings are one table; a Keymap is what the user made of them.
 * Knows nothing of curses or views: key names come in, commands come out.
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
	WHERE_MAIL = 1 << 3,   /* a page that shows the mail of a bounce */
	WHERE_EXPORT = 1 << 4, /* the forms to export in */
	WHERE_REVIEW = 1 << 5, /* what the rules propose */
	WHERE_RANGE = 1 << 6,  /* the list, too, while a range is selected */
	WHERE_EMPTY = 1 << 7,  /* the list, too, when no mail was found for it */
	WHERE_BROWSER = WHERE_LIST | WHERE_DETAIL,
	WHERE_EVENT = WHERE_BROWSER | WHERE_MAIL,
	WHERE_TEXT = WHERE_DETAIL | WHERE_PAGE | WHERE_MAIL,
	WHERE_ALL_OF_LIST = WHERE_LIST | WHERE_RANGE | WHERE_EMPTY,
	WHERE_ANY = WHERE_ALL_OF_LIST | WHERE_TEXT | WHERE_EXPORT | WHERE_REVIEW,
} Where;

typedef struct {
	Where where;
	char *keys; /* names of one or two keys with a blank between them */
	Command command;
} Binding;

typedef struct Keymap Keymap;

/* With the standard bindings. */
Keymap *keymap_new(void);
void keymap_free(Keymap *keymap);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Keymap, keymap_free)

/* Back to the standard bindings. */
void keymap_reset(Keymap *keymap);

/* Have keys run the command, there and as far as it does something there; what they
 * did there they do no more.  Fails with G_IO_ERROR_INVALID_ARGUMENT and a sentence:
 * when no such keys can come, or one binding would hide another. */
bool keymap_bind(Keymap *keymap, Where where, const char *keys, Command command, GError **error);
/* Have keys, and all that they are the first key of, do nothing there. */
bool keymap_unbind(Keymap *keymap, Where where, const char *keys, GError **error);

/* The place of that name. */
bool keymap_place(const char *name, Where *where);
/* All of these: "list, detail ...".  The caller frees. */
char *keymap_place_names(void);

const Binding *keymap_bindings(const Keymap *keymap, size_t *n);

/* What was pressed and is not yet a command: a number, a first key of two.
 * Begin with the key map alone. */
typedef struct {
	const Keymap *keymap;
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
char *keymap_keys(const Keymap *keymap, Command command, Where where);

/* The first of them. */
char *keymap_key(const Keymap *keymap, Command command, Where where);

/* All commands: keys, name, help, with tabs between, a line each. */
void keymap_list(const Keymap *keymap, GString *out);
