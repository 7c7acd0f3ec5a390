/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * input.h - a key press and its name
 *
 * Names are the one vocabulary of the key map, the help and the test scripts:
 * the character itself ("j", "?"), "C-l" for control characters, "M-/" for those
 * with Alt, and words for the rest ("Down", "PageDown", "Enter", "Esc", "Space").
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define KEY_NAME_MAX 16

typedef struct {
	char text[KEY_NAME_MAX];
} KeyName;

/* Reads the terminal that screen_new() opened; must be freed before that. */
typedef struct Input Input;

Input *input_new(void);
void input_free(Input *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Input, input_free)

/* Take the next key that was pressed; false when none waits.  Keys that have no
 * name are left out. */
bool input_next(Input *input, KeyName *key);

/* Whether a key of this name can come. */
bool input_is_name(const char *name);
