/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clipboard.c - what is copied, made fit for a clipboard
 */
#include "ui/clipboard.h"

#include <string.h>

char *
clipboard_text(const char *text, CellsFlags flags)
{
	g_autoptr(GString) clean = g_string_new(NULL);
	size_t end;

	cells_append(clean, text, -1, CELLS_ALL, flags);
	end = MIN(clean->len, CLIPBOARD_MAX);
	/* Whole characters only. */
	while (end < clean->len && end > 0 && ((guchar)clean->str[end] & 0xc0) == 0x80)
		end--;
	return g_strndup(clean->str, end);
}

char *
clipboard_encode(const char *text)
{
	return g_base64_encode((const guchar *)text, strlen(text));
}
