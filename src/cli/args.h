/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * args.h - arguments as notmuch takes them, in the form that GOption takes
 */
#pragma once

#include <glib.h>

/* args (NULL-ended, the command's name first) with "--opt:value" as "--opt=value", and
 * switches, which are entries of G_OPTION_ARG_NONE, without a value: "--opt=true" is
 * "--opt"; "--opt=false" and "--no-opt" take back an earlier one, and stand as "--no-opt"
 * where there is an entry of this name.  Nothing behind "--" is touched.  The caller frees;
 * NULL with CLI_ERROR_USAGE where a switch has another value. */
char **args_normalise(const GOptionEntry *entries, char **args, GError **error);
