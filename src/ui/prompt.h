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
	PROMPT_ACCEPTED,
	PROMPT_CANCELLED,
} PromptResult;

Prompt *prompt_new(void);
void prompt_free(Prompt *prompt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Prompt, prompt_free)

PromptResult prompt_key(Prompt *prompt, const char *key);

/* Lives until the next prompt_key(). */
const char *prompt_text(const Prompt *prompt);
