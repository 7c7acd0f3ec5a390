/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fold.h - text in a form that is the same whatever its case
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The caller frees.  text may be any bytes. */
char *fold_new(const char *text);

/* The same, in place of what out holds. */
void fold_into(GString *out, const char *text);

/* Does text, folded, hold what is folded?  Both are ASCII. */
bool fold_ascii_holds(const char *text, const char *folded);
