/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * look.c - have the screen look as the configuration says
 */
#include "ui/look.h"

static bool
wants_colours(const Settings *settings)
{
	const char *no_color = g_getenv("NO_COLOR");

	switch (settings->value[SETTING_COLOUR]) {
	case COLOUR_ALWAYS:
		return true;
	case COLOUR_NEVER:
		return false;
	default:
		return !no_color || !*no_color;
	}
}

void
look_apply(Palette *palette, Screen *screen, const Config *config)
{
	const Settings *settings = config_settings(config);
	int n_colours = wants_colours(settings) ? screen_colours(screen) : 0;

	theme_fill(palette, settings->value[SETTING_THEME], config_looks(config), n_colours);
	palette->ascii_lines = settings->value[SETTING_GRAPHICS] == LINES_ASCII;
	paint_prepare(screen, palette);
	screen_set_mouse(screen, settings->value[SETTING_MOUSE] == MOUSE_YES);
}
