/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * number.h - numbers as people read them
 */
#pragma once

#include <glib.h>

/* Append "20 064". */
void number_append(GString *out, guint64 number);

/* Append "1 message", "20 064 messages". */
void number_append_counted(GString *out, guint64 number, const char *word);
