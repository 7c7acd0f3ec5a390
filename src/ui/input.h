/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * input.h - a key press and its name
 *
 * Names are the one vocabulary of the key map, the help and the test scripts:
 * the character itself ("j", "?"), "C-l" for control characters, words for the
 * rest ("Down", "PageDown", "Enter", "Esc", "Space"), and "M-x" for one with Alt.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define KEY_NAME_MAX 16

typedef struct {
	char text[KEY_NAME_MAX];
} KeyName;

/* The wheel is UP and DOWN; y and x are of the screen. */
typedef enum { MOUSE_CLICK, MOUSE_UP, MOUSE_DOWN } MouseKind;

typedef struct {
	MouseKind kind;
	int y, x;
} MouseEvent;

/* Reads the terminal that screen_new() opened; must be freed before that. */
typedef struct Input Input;

Input *input_new(void);
void input_free(Input *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Input, input_free)

/* Take the next key that was pressed; false when none waits.  Keys that have no
 * name are left out. */
bool input_next(Input *input, KeyName *key);

/* What input_next() calls the mouse when the screen has it switched on, and what the
 * mouse then did. */
#define INPUT_MOUSE "Mouse"
MouseEvent input_mouse(const Input *input);

/* Whether a key of this name, which must be UTF-8, can come. */
bool input_is_name(const char *name);
