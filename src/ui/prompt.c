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
	size_t at; /* the cursor, in bytes */
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
prompt_new(const char *initial)
{
	Prompt *prompt = g_new0(Prompt, 1);

	prompt->text = g_string_new(NULL);
	prompt_set(prompt, initial, strlen(initial));
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

static size_t
place_before(const Prompt *prompt)
{
	const char *text = prompt->text->str;
	const char *before = g_utf8_find_prev_char(text, text + prompt->at);

	return before ? (size_t)(before - text) : 0;
}

static size_t
place_behind(const Prompt *prompt)
{
	const char *text = prompt->text->str;

	if (prompt->at == prompt->text->len)
		return prompt->at;
	return (size_t)(g_utf8_next_char(text + prompt->at) - text);
}

/* The beginning of the word before the cursor. */
static size_t
place_of_word(const Prompt *prompt)
{
	size_t at = prompt->at;

	while (at > 0 && prompt->text->str[at - 1] == ' ')
		at--;
	while (at > 0 && prompt->text->str[at - 1] != ' ')
		at--;
	return at;
}

static PromptResult
take_out(Prompt *prompt, size_t begin, size_t end)
{
	if (begin == end)
		return PROMPT_OTHER;
	g_string_erase(prompt->text, (gssize)begin, (gssize)(end - begin));
	prompt->at = begin;
	return PROMPT_CHANGED;
}

static PromptResult
move(Prompt *prompt, size_t at)
{
	prompt->at = at;
	return PROMPT_MOVED;
}

static PromptResult
rub_out(Prompt *prompt)
{
	/* As in vi and less: nothing left to rub out ends it. */
	if (prompt->text->len == 0)
		return PROMPT_CANCELLED;
	return take_out(prompt, place_before(prompt), prompt->at);
}

static PromptResult
type(Prompt *prompt, const char *key)
{
	if (g_str_equal(key, "Space"))
		key = " ";
	/* The names of all other keys than characters are words. */
	if (g_utf8_strlen(key, -1) != 1 || prompt->text->len + strlen(key) > PROMPT_TEXT_MAX)
		return PROMPT_OTHER;
	g_string_insert(prompt->text, (gssize)prompt->at, key);
	prompt->at += strlen(key);
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
	if (g_str_equal(key, "Delete") || g_str_equal(key, "C-d"))
		return take_out(prompt, prompt->at, place_behind(prompt));
	if (g_str_equal(key, "C-u"))
		return take_out(prompt, 0, prompt->at);
	if (g_str_equal(key, "C-k"))
		return take_out(prompt, prompt->at, prompt->text->len);
	if (g_str_equal(key, "C-w"))
		return take_out(prompt, place_of_word(prompt), prompt->at);
	if (g_str_equal(key, "Left") || g_str_equal(key, "C-b"))
		return move(prompt, place_before(prompt));
	if (g_str_equal(key, "Right") || g_str_equal(key, "C-f"))
		return move(prompt, place_behind(prompt));
	if (g_str_equal(key, "Home") || g_str_equal(key, "C-a"))
		return move(prompt, 0);
	if (g_str_equal(key, "End") || g_str_equal(key, "C-e"))
		return move(prompt, prompt->text->len);
	return type(prompt, key);
}

const char *
prompt_text(const Prompt *prompt)
{
	return prompt->text->str;
}

size_t
prompt_at(const Prompt *prompt)
{
	return prompt->at;
}

void
prompt_set(Prompt *prompt, const char *text, size_t at)
{
	const char *end = text + MIN(strlen(text), PROMPT_TEXT_MAX);

	g_utf8_validate(text, end - text, &end);
	g_string_truncate(prompt->text, 0);
	g_string_append_len(prompt->text, text, end - text);
	prompt->at = MIN(at, prompt->text->len);
}
