/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text-hash.h - texts as the keys of large tables
 *
 * As g_str_hash(), which takes one byte at a time: eight are taken here.
 */
#pragma once

#include <glib.h>

guint text_hash(const void *text);

/* Where there is nothing to compare with: 64 bits tell any number of texts apart. */
guint64 text_hash_wide(const char *text);
