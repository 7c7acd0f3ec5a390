/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * theme.h - what the styles look like: the themes, and what the user says over them
 */
#pragma once

#include "ui/paint.h"

#include <glib.h>

/* The looks that the user gave to styles. */
typedef struct {
	bool is_set[N_STYLES];
	Look looks[N_STYLES];
} OwnLooks;

/* Take "STYLE FG BG ATTRIBUTE...".  Fails with G_IO_ERROR_INVALID_ARGUMENT and a
 * sentence. */
bool theme_parse(OwnLooks *own, const char *const *words, GError **error);

/* For a terminal of so many colours; theme is one of THEMES in settings.h. */
void theme_fill(Palette *palette, unsigned theme, const OwnLooks *own, int n_colours);
