/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settings.h - what a user can set, and to what
 *
 * SETTINGS is the one list.  Each setting has one of a few values, of which the
 * first is the default; so {0} is a Settings with all defaults.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define THEMES(X) X(THEME_DARK, "dark") X(THEME_LIGHT, "light") X(THEME_MONO, "mono")
#define COLOUR_USES(X) X(COLOUR_AUTO, "auto") X(COLOUR_ALWAYS, "always") X(COLOUR_NEVER, "never")
#define LINE_GRAPHICS(X) X(LINES_AUTO, "auto") X(LINES_ASCII, "ascii")
#define MOUSE_USES(X) X(MOUSE_NO, "no") X(MOUSE_YES, "yes")
/* But for the first, files in share/keys. */
#define KEY_SETS(X) X(KEYS_STANDARD, "standard") X(KEYS_VI, "vi") X(KEYS_EMACS, "emacs")

#define X(value, name) value,
enum { THEMES(X) N_THEMES };
enum { COLOUR_USES(X) };
enum { LINE_GRAPHICS(X) };
enum { MOUSE_USES(X) };
enum { KEY_SETS(X) };
#undef X

/*      id             name             values         help */
#define SETTINGS(X)                                                                                \
	X(THEME, "theme", THEMES, "The background that colours must suit; mono has none")          \
	X(COLOUR, "color", COLOUR_USES, "Use colours: unless NO_COLOR is set, always, never")      \
	X(GRAPHICS, "line-graphics", LINE_GRAPHICS,                                                \
	  "Draw lines as the locale allows, or in ASCII")                                          \
	X(MOUSE, "mouse", MOUSE_USES, "Take the mouse: the wheel scrolls, a click selects")        \
	X(KEYS, "keys", KEY_SETS, "Begin with these keys; drops all bind lines before")

#define X(id, name, values, help) SETTING_##id,
typedef enum { SETTINGS(X) N_SETTINGS } Setting;
#undef X

typedef struct {
	unsigned value[N_SETTINGS];
} Settings;

/* Fails with G_IO_ERROR_INVALID_ARGUMENT and a sentence.  *which is written only on
 * success. */
bool settings_set(Settings *settings, const char *name, const char *value, Setting *which,
                  GError **error);

/* NULL-ended. */
const char *const *settings_names(void);

/* NULL-ended: --color=WHEN. */
const char *const *settings_colour_names(void);

/* All settings: name, values with blanks between, help, with tabs between, a line
 * each. */
void settings_list(GString *out);
