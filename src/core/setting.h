/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * setting.h - what the user has set in notmuch's configuration
 *
 * Settings are a NULL-ended list of key, value, key, value ...: the keys that begin
 * with "bounces." and, of user.primary_email, user.other_email, query.bounces and
 * search.exclude_tags, those that are set.  All UTF-8.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Without blanks around it; "" when the key is not set.  The caller frees. */
char *setting_text(const char *const *settings, const char *key);

/* It is set to "true". */
bool setting_is_true(const char *const *settings, const char *key);

/* What stands between its semicolons, without blanks around it, and without what is
 * empty then: NULL-ended, for g_strfreev(). */
char **setting_list(const char *const *settings, const char *key);
