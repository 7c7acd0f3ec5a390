/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * file-name.h - names of files as they are typed
 */
#pragma once

#include <glib.h>

/* As a shell would take it: "~" is the home folder.  The caller frees. */
char *file_name_expand(const char *typed);

/* What the name in text could become up to at, which begins at 0; folders with a slash behind.
 * Sorted, NULL-ended, for g_strfreev(). */
char **file_name_complete(const char *text, size_t at, size_t *begin);
