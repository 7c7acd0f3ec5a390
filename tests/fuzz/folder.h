/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * folder.h - for what reads files: a folder with one of them, made once
 *
 * It stays behind; whoever runs a target sets TMPDIR.
 */
#pragma once

#include "fuzz.h"

static inline const char *
fuzz_folder(void)
{
	static const char *folder;

	if (!folder)
		folder = g_dir_make_tmp("fuzz-XXXXXX", NULL);
	g_assert_nonnull(folder);
	return folder;
}

/* The input, as a file of that name.  The caller frees the path. */
static inline char *
fuzz_file(const char *name, const uint8_t *data, size_t size)
{
	char *path = g_build_filename(fuzz_folder(), name, NULL);

	g_assert_true(g_file_set_contents_full(path, (const char *)data, (gssize)size,
	                                       G_FILE_SET_CONTENTS_NONE, 0600, NULL));
	return path;
}
