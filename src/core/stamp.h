/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stamp.h - which program, with which knowledge, reads mail
 */
#pragma once

#include <glib.h>

/* Another number when the program, what it knows (share/kb, share/formats) or what the
 * user has added to that is another; all of it is told by the names, sizes and times of
 * the files. */
gint64 stamp_of(const char *program, const char *data_dir);
