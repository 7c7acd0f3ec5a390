/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * input.c - a key press and its name
 */
#include "ui/input.h"

#include <curses.h>

struct Input {
	/* A pad, because wget_wch() on a window refreshes that window first. */
	WINDOW *pad;
};

static const struct {
	int code;
	const char *name;
} function_keys[] = {
	{KEY_DOWN, "Down"},    {KEY_UP, "Up"},   {KEY_LEFT, "Left"},   {KEY_RIGHT, "Right"},
	{KEY_HOME, "Home"},    {KEY_END, "End"}, {KEY_ENTER, "Enter"}, {KEY_NPAGE, "PageDown"},
	{KEY_PPAGE, "PageUp"}, {KEY_F(1), "F1"}, {KEY_F(5), "F5"},     {KEY_BACKSPACE, "Backspace"},
	{KEY_DC, "Delete"},
};

static const struct {
	wint_t character;
	const char *name;
} character_keys[] = {
	{'\r', "Enter"}, {'\n', "Enter"},     {'\t', "Tab"},       {0x1b, "Esc"},
	{' ', "Space"},  {'\b', "Backspace"}, {0x7f, "Backspace"},
};

/* Terminals that are not in the mode which their terminfo entry assumes send
 * these; xterm does when something before us left it so. */
static const struct {
	const char *bytes;
	int code;
} other_sequences[] = {
	{"\033[A", KEY_UP},   {"\033[B", KEY_DOWN}, {"\033[C", KEY_RIGHT}, {"\033[D", KEY_LEFT},
	{"\033OA", KEY_UP},   {"\033OB", KEY_DOWN}, {"\033OC", KEY_RIGHT}, {"\033OD", KEY_LEFT},
	{"\033[H", KEY_HOME}, {"\033[F", KEY_END},  {"\033[1~", KEY_HOME}, {"\033[4~", KEY_END},
	{"\033OH", KEY_HOME}, {"\033OF", KEY_END},
};

Input *
input_new(void)
{
	Input *input = g_new0(Input, 1);

	input->pad = newpad(1, 1);
	keypad(input->pad, TRUE);
	nodelay(input->pad, TRUE);
	for (size_t i = 0; i < G_N_ELEMENTS(other_sequences); i++)
		define_key(other_sequences[i].bytes, other_sequences[i].code);
	return input;
}

void
input_free(Input *input)
{
	if (!input)
		return;
	delwin(input->pad);
	g_free(input);
}

static bool
name_function_key(wint_t code, KeyName *key)
{
	for (size_t i = 0; i < G_N_ELEMENTS(function_keys); i++) {
		if ((wint_t)function_keys[i].code == code) {
			g_strlcpy(key->text, function_keys[i].name, sizeof(key->text));
			return true;
		}
	}
	return false;
}

static bool
name_character(wint_t character, KeyName *key)
{
	for (size_t i = 0; i < G_N_ELEMENTS(character_keys); i++) {
		if (character_keys[i].character == character) {
			g_strlcpy(key->text, character_keys[i].name, sizeof(key->text));
			return true;
		}
	}
	if (character >= 1 && character <= 26) {
		g_snprintf(key->text, sizeof(key->text), "C-%c", (char)('a' + character - 1));
		return true;
	}
	if (!g_unichar_validate(character) || !g_unichar_isprint(character))
		return false;
	key->text[g_unichar_to_utf8(character, key->text)] = '\0';
	return true;
}

/* Alt and a character come as Esc and the character, at once. */
static void
join_alt(Input *input, KeyName *key)
{
	wint_t code;
	KeyName second;
	int kind = wget_wch(input->pad, &code);

	if (kind == OK && name_character(code, &second) && g_utf8_strlen(second.text, -1) == 1)
		g_snprintf(key->text, sizeof(key->text), "M-%s", second.text);
	else if (kind == OK)
		unget_wch((wchar_t)code);
	else if (kind == KEY_CODE_YES)
		ungetch((int)code);
}

bool
input_next(Input *input, KeyName *key)
{
	wint_t code;
	int kind;

	while ((kind = wget_wch(input->pad, &code)) != ERR) {
		bool named = kind == KEY_CODE_YES ? name_function_key(code, key)
		                                  : name_character(code, key);

		if (kind == OK && code == 27)
			join_alt(input, key);
		if (named)
			return true;
	}
	return false;
}

bool
input_is_name(const char *name)
{
	KeyName key;

	for (size_t i = 0; i < G_N_ELEMENTS(function_keys); i++)
		if (g_str_equal(function_keys[i].name, name))
			return true;
	if (g_str_has_prefix(name, "M-") && g_utf8_strlen(name, -1) == 3)
		name += 2;
	/* All control characters and all that a keyboard has in ASCII. */
	for (wint_t c = 1; c <= 0x7f; c++)
		if (name_character(c, &key) && g_str_equal(key.text, name))
			return true;
	return false;
}
