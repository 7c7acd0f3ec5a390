/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * config.h - how the browser looks and which keys it has, as the user says
 *
 * Owns the settings, the key map and the looks of styles.  They are changed by
 * statements, a line each, from files or one by one:
 *
 *   set NAME = VALUE
 *   bind PLACE KEY [KEY] COMMAND      unbind PLACE KEY [KEY]
 *   color STYLE FOREGROUND BACKGROUND [ATTRIBUTE...]
 *   source FILE
 *
 * Files are read, never written.
 */
#pragma once

#include "ui/keymap.h"
#include "ui/settings.h"
#include "ui/theme.h"

#include <glib.h>
#include <stdbool.h>

typedef struct Config Config;

/* All defaults; data_dir is where keys/ is. */
Config *config_new(const char *data_dir);
void config_free(Config *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_free)

/* Run a file, if there is one.  What is wrong in it is kept as a mistake, and the
 * rest is run. */
void config_load(Config *config, const char *path);
/* "FILE:LINE: what", NULL-ended, in the order of the lines. */
const char *const *config_mistakes(const Config *config);
/* The first, without the folder of the file, for a line of the screen; or NULL. */
const char *config_first_mistake(const Config *config);

/* Run one statement.  Fails with G_IO_ERROR_INVALID_ARGUMENT and a sentence; where it
 * had files run, with the first mistake in them. */
bool config_run_line(Config *config, const char *line, GError **error);

const Settings *config_settings(const Config *config);
const Keymap *config_keymap(const Config *config);
const OwnLooks *config_looks(const Config *config);
