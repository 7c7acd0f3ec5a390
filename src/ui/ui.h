/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ui.h - browse bounces on the terminal
 *
 * The main loop: the terminal's keys, its size, signals and what is read come
 * together here.  What the screen shows is browser.h.
 */
#pragma once

#include "ui/options.h"

#include <glib.h>
#include <stdbool.h>

/* Run until the user quits or the terminal goes away.  stdin and stdout must be
 * a terminal and the locale be set.  Fails when the terminal cannot be drawn on
 * or when nothing could be read. */
bool ui_run(const UiOptions *options, GError **error);

/* All commands with their keys, as keymap_list() has them, and the statements. */
void ui_list_keys(const Keymap *keymap, GString *out);
