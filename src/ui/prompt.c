/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prompt.c - one line that is being typed
 */
#include "ui/prompt.h"

#include <string.h>

/* More than anyone types; a paste of a whole mail stops here. */
#define PROMPT_TEXT_MAX 512

struct Prompt {
	GString *text;
};

static const struct {
	const char *key;
	PromptResult result;
} ends[] = {
	{"Enter", PROMPT_ACCEPTED},
	{"Esc", PROMPT_CANCELLED},
	{"C-g", PROMPT_CANCELLED},
	{"C-c", PROMPT_CANCELLED},
};

Prompt *
prompt_new(void)
{
	Prompt *prompt = g_new0(Prompt, 1);

	prompt->text = g_string_new(NULL);
	return prompt;
}

void
prompt_free(Prompt *prompt)
{
	if (!prompt)
		return;
	g_string_free(prompt->text, TRUE);
	g_free(prompt);
}

static PromptResult
rub_out(Prompt *prompt)
{
	const char *end = prompt->text->str + prompt->text->len;
	const char *last = g_utf8_find_prev_char(prompt->text->str, end);

	/* As in vi and less: nothing left to rub out ends it. */
	if (!last)
		return PROMPT_CANCELLED;
	g_string_truncate(prompt->text, (gsize)(last - prompt->text->str));
	return PROMPT_CHANGED;
}

PromptResult
prompt_key(Prompt *prompt, const char *key)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
		if (g_str_equal(key, ends[i].key))
			return ends[i].result;

	if (g_str_equal(key, "Backspace"))
		return rub_out(prompt);
	if (g_str_equal(key, "C-u")) {
		g_string_truncate(prompt->text, 0);
		return PROMPT_CHANGED;
	}
	if (g_str_equal(key, "Space"))
		key = " ";
	/* The names of all other keys than characters are words. */
	if (g_utf8_strlen(key, -1) != 1 || prompt->text->len + strlen(key) > PROMPT_TEXT_MAX)
		return PROMPT_OTHER;
	g_string_append(prompt->text, key);
	return PROMPT_CHANGED;
}

const char *
prompt_text(const Prompt *prompt)
{
	return prompt->text->str;
}
