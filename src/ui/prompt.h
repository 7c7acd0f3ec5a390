/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prompt.h - one line that is being typed
 *
 * Takes key names, gives text; draws nothing.
 */
#pragma once

#include <glib.h>

typedef struct Prompt Prompt;

typedef enum {
	PROMPT_OTHER, /* the key means nothing here */
	PROMPT_CHANGED,
	PROMPT_MOVED,
	PROMPT_ACCEPTED,
	PROMPT_CANCELLED,
} PromptResult;

/* The cursor stands behind initial. */
Prompt *prompt_new(const char *initial);
void prompt_free(Prompt *prompt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Prompt, prompt_free)

PromptResult prompt_key(Prompt *prompt, const char *key);

/* Lives until the next prompt_key() or prompt_set(). */
const char *prompt_text(const Prompt *prompt);

/* Where the cursor is, in bytes of the text. */
size_t prompt_at(const Prompt *prompt);

/* Put text in the place of all there is; the cursor stands behind at bytes of it. */
void prompt_set(Prompt *prompt, const char *text, size_t at);
