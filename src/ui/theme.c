/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * theme.c - what the styles look like: the themes, and what the user says over them
 */
#include "ui/theme.h"

#include <gio/gio.h>

#include "ui/settings.h"

/* The colours of xterm that most others have taken over. */
#define PALETTE_256 256
/* What every terminal with colours has.  Those of more than 256 take numbers for
 * red, green and blue, but for these. */
#define PALETTE_8 8

static const struct {
	const char *name;
	short colour; /* and hue of the styles */
	Look look;
} styles[] = {
#define X(value, name, colour, attributes) {name, colour, {-1, -1, attributes}},
	STYLES(X)
#undef X
};

static const char *const colour_names[] = {
	[COLOR_BLACK] = "black",   [COLOR_RED] = "red",     [COLOR_GREEN] = "green",
	[COLOR_YELLOW] = "yellow", [COLOR_BLUE] = "blue",   [COLOR_MAGENTA] = "magenta",
	[COLOR_CYAN] = "cyan",     [COLOR_WHITE] = "white",
};

/* What a hue is on a background.  Of the eight, yellow and cyan cannot be read on
 * white, nor blue on black. */
typedef struct {
	short of_8, of_256;
} Shade;

static const Shade shades[N_THEMES][G_N_ELEMENTS(colour_names)] = {
	[THEME_DARK] =
		{
			[COLOR_BLACK] = {COLOR_BLACK, 16},
			[COLOR_RED] = {COLOR_RED, 203},
			[COLOR_GREEN] = {COLOR_GREEN, 114},
			[COLOR_YELLOW] = {COLOR_YELLOW, 179},
			[COLOR_BLUE] = {COLOR_CYAN, 111},
			[COLOR_MAGENTA] = {COLOR_MAGENTA, 176},
			[COLOR_CYAN] = {COLOR_CYAN, 80},
			[COLOR_WHITE] = {COLOR_WHITE, 231},
		},
	[THEME_LIGHT] =
		{
			[COLOR_BLACK] = {COLOR_BLACK, 16},
			[COLOR_RED] = {COLOR_RED, 160},
			[COLOR_GREEN] = {COLOR_GREEN, 28},
			[COLOR_YELLOW] = {COLOR_BLUE, 130},
			[COLOR_BLUE] = {COLOR_BLUE, 26},
			[COLOR_MAGENTA] = {COLOR_MAGENTA, 90},
			[COLOR_CYAN] = {COLOR_GREEN, 30},
			[COLOR_WHITE] = {COLOR_WHITE, 231},
		},
};

static const struct {
	const char *name;
	attr_t attribute;
} attributes[] = {
	{"normal", A_NORMAL},       {"bold", A_BOLD},       {"dim", A_DIM},
	{"underline", A_UNDERLINE}, {"reverse", A_REVERSE},
};

static bool
refuse(GError **error, const char *what, const char *word)
{
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "there is no %s \"%s\"", what,
	            word);
	return false;
}

static bool
parse_style(const char *word, Style *style, GError **error)
{
	for (size_t i = 0; i < N_STYLES; i++) {
		if (g_str_equal(styles[i].name, word)) {
			*style = (Style)i;
			return true;
		}
	}
	return refuse(error, "style", word);
}

static bool
parse_colour(const char *word, short *colour, GError **error)
{
	guint64 number;

	if (g_str_equal(word, "default")) {
		*colour = -1;
		return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(colour_names); i++) {
		if (g_str_equal(colour_names[i], word)) {
			*colour = (short)i;
			return true;
		}
	}
	if (!g_ascii_string_to_unsigned(word, 10, 0, PALETTE_256 - 1, &number, NULL))
		return refuse(error, "colour", word);
	*colour = (short)number;
	return true;
}

static bool
parse_attribute(const char *word, attr_t *sum, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++) {
		if (g_str_equal(attributes[i].name, word)) {
			*sum |= attributes[i].attribute;
			return true;
		}
	}
	return refuse(error, "attribute", word);
}

bool
theme_parse(OwnLooks *own, const char *const *words, GError **error)
{
	Look look = {0};
	Style style;

	if (g_strv_length((char **)words) < 3) {
		g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
		                    "color needs STYLE FOREGROUND BACKGROUND [ATTRIBUTE...]");
		return false;
	}
	if (!parse_style(words[0], &style, error) || !parse_colour(words[1], &look.fg, error) ||
	    !parse_colour(words[2], &look.bg, error))
		return false;
	for (const char *const *word = words + 3; *word; word++)
		if (!parse_attribute(*word, &look.attributes, error))
			return false;
	own->is_set[style] = true;
	own->looks[style] = look;
	return true;
}

static Look
theme_look(Style style, unsigned theme, int n_colours)
{
	Look look = styles[style].look;
	short hue = styles[style].colour;

	if (hue < 0 || theme == THEME_MONO || n_colours < PALETTE_8)
		return look;

	const Shade *shade = &shades[theme][hue];

	look.fg = shade->of_8;
	if (n_colours == PALETTE_256)
		look.fg = shade->of_256;
	return look;
}

/* A colour that the terminal has not is its own. */
static void
limit(short *colour, int n_colours)
{
	int n = n_colours > PALETTE_256 ? PALETTE_8 : n_colours;

	if (*colour >= n)
		*colour = -1;
}

void
theme_fill(Palette *palette, unsigned theme, const OwnLooks *own, int n_colours)
{
	for (size_t i = 0; i < N_STYLES; i++) {
		Look look = theme_look((Style)i, theme, n_colours);

		if (own->is_set[i]) {
			look = own->looks[i];
			limit(&look.fg, n_colours);
			limit(&look.bg, n_colours);
		}
		palette->looks[i] = look;
	}
}
