/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export-file.h - a file that is there whole, or not at all
 *
 * What is written goes to a file that has no name, and takes its place when all of it is
 * on the disk; until then a file of that name stays as it was, and who is killed leaves
 * nothing.  Where the system knows no such files it has another name, and who is killed
 * leaves that.  Errors have two lines.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define EXPORT_ERROR (export_error_quark())
typedef enum { EXPORT_ERROR_FILE } ExportError;
GQuark export_error_quark(void);

typedef struct ExportFile ExportFile;

/* In place of what path names, which is to be a regular file or nothing; a symbolic
 * link is followed. */
ExportFile *export_file_new(const char *path, GError **error);
/* The same, of another name from the beginning. */
ExportFile *export_file_new_named(const char *path, GError **error);
/* Write to a file descriptor of the caller's instead, whose name is for people. */
ExportFile *export_file_new_for_fd(int fd, const char *name);
/* What has not been committed is gone. */
void export_file_free(ExportFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ExportFile, export_file_free)

bool export_file_write(ExportFile *file, const char *bytes, size_t len, GError **error);
/* All of it is there, and no more can be written. */
bool export_file_commit(ExportFile *file, GError **error);

/* A whole file at once. */
bool export_file_put(const char *path, const GString *text, GError **error);

/* What was left out of a file, as PATH.skipped beside it; there is none of nothing. */
bool export_file_put_left(const char *path, const GString *text, GError **error);
