/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clipboard.h - what is copied, made fit for a clipboard
 *
 * Makes strings; screen.c writes them.
 */
#pragma once

#include <glib.h>

#include "core/cells.h"

/* As long as a diagnostic can be; what is over is cut.  Terminals take some 70 000. */
#define CLIPBOARD_MAX ((size_t)8 * 1024)

/* The text without all that cells.h does not let out, at most CLIPBOARD_MAX bytes: who
 * pastes it into a shell presses no key by that.  The caller frees. */
char *clipboard_text(const char *text, CellsFlags flags);

/* That text as base64, for OSC 52; the caller frees. */
char *clipboard_encode(const char *text);
