/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * input.c - a key press and its name
 */
#include "ui/input.h"

#include <curses.h>
#include <string.h>

#define ESC 0x1b
#define ALT "M-"

struct Input {
	/* A pad, because wget_wch() on a window refreshes that window first. */
	WINDOW *pad;
	MouseEvent mouse;
};

static const struct {
	int code;
	const char *name;
} function_keys[] = {
	{KEY_DOWN, "Down"},
	{KEY_UP, "Up"},
	{KEY_LEFT, "Left"},
	{KEY_RIGHT, "Right"},
	{KEY_HOME, "Home"},
	{KEY_END, "End"},
	{KEY_ENTER, "Enter"},
	{KEY_NPAGE, "PageDown"},
	{KEY_PPAGE, "PageUp"},
	{KEY_F(1), "F1"},
	{KEY_F(2), "F2"},
	{KEY_F(3), "F3"},
	{KEY_F(4), "F4"},
	{KEY_F(5), "F5"},
	{KEY_F(6), "F6"},
	{KEY_F(7), "F7"},
	{KEY_F(8), "F8"},
	{KEY_F(9), "F9"},
	{KEY_F(10), "F10"},
	{KEY_F(11), "F11"},
	{KEY_F(12), "F12"},
	{KEY_BTAB, "S-Tab"},
	{KEY_IC, "Insert"},
	{KEY_DC, "Delete"},
	{KEY_BACKSPACE, "Backspace"},
	{KEY_MOUSE, INPUT_MOUSE},
};

static const struct {
	wint_t character;
	const char *name;
} character_keys[] = {
	{'\r', "Enter"}, {'\n', "Enter"},     {'\t', "Tab"},       {ESC, "Esc"},
	{' ', "Space"},  {'\b', "Backspace"}, {0x7f, "Backspace"},
};

static const struct {
	mmask_t state;
	MouseKind kind;
} buttons[] = {
	{BUTTON1_PRESSED, MOUSE_CLICK},
	{BUTTON4_PRESSED, MOUSE_UP},
	{BUTTON5_PRESSED, MOUSE_DOWN},
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

static bool
is_one_character(const char *text)
{
	return g_utf8_strlen(text, -1) == 1;
}

/* A terminal sends Alt and a character as Esc and that, at once. */
static void
join_alt(const Input *input, KeyName *key)
{
	KeyName second;
	wint_t code;
	int kind = wget_wch(input->pad, &code);

	if (kind == KEY_CODE_YES)
		ungetch((int)code);
	else if (kind == OK && name_character(code, &second) && is_one_character(second.text))
		g_snprintf(key->text, sizeof(key->text), ALT "%s", second.text);
	else if (kind == OK)
		unget_wch((wchar_t)code);
}

static bool
take_mouse(Input *input)
{
	MEVENT event;

	if (getmouse(&event) != OK)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(buttons); i++) {
		if (event.bstate & buttons[i].state) {
			input->mouse = (MouseEvent){buttons[i].kind, event.y, event.x};
			return true;
		}
	}
	return false;
}

/* false when it shall be passed over. */
static bool
take(Input *input, int kind, wint_t code, KeyName *key)
{
	if (kind == KEY_CODE_YES)
		return name_function_key(code, key) && (code != KEY_MOUSE || take_mouse(input));
	if (!name_character(code, key))
		return false;
	if (code == ESC)
		join_alt(input, key);
	return true;
}

bool
input_next(Input *input, KeyName *key)
{
	wint_t code;
	int kind;

	while ((kind = wget_wch(input->pad, &code)) != ERR)
		if (take(input, kind, code, key))
			return true;
	return false;
}

MouseEvent
input_mouse(const Input *input)
{
	return input->mouse;
}

bool
input_is_name(const char *name)
{
	KeyName key;

	for (size_t i = 0; i < G_N_ELEMENTS(function_keys); i++)
		if (g_str_equal(function_keys[i].name, name))
			return !g_str_equal(name, INPUT_MOUSE);
	if (g_str_has_prefix(name, ALT) && is_one_character(name + strlen(ALT)))
		name += strlen(ALT);
	/* All control characters, Space and Backspace. */
	for (wint_t c = 1; c <= 0x7f; c++)
		if (name_character(c, &key) && g_str_equal(key.text, name))
			return true;
	/* What other keyboards have. */
	return is_one_character(name) && g_unichar_isgraph(g_utf8_get_char(name));
}
