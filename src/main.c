/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * main.c - pick what was asked for, and show the error if there was one
 *
 * Started as "notmuch-bounces --reader DIR" it is a reader (reader/reader.h):
 * the process that the user started neither opens Xapian nor parses mail.
 */
#include <bounce/bounce.h>

#include <errno.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "reader/reader.h"
#include "ui/ui.h"

/* ---- where things are */

static char *
find_program(const char *argv0)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);

	return self ? g_steal_pointer(&self) : g_find_program_in_path(argv0);
}

/* share/ beside the program, installed or in a build tree; else where it was
 * configured to be. */
static char *
find_data_dir(const char *program)
{
	static const char *const beside[] = {"../share/notmuch-bounces", "../../share"};
	g_autofree char *bin = g_path_get_dirname(program);

	for (size_t i = 0; i < G_N_ELEMENTS(beside); i++) {
		g_autofree char *dir = g_build_filename(bin, beside[i], NULL);
		g_autofree char *kb = g_build_filename(dir, "kb", "status.conf", NULL);

		if (g_file_test(kb, G_FILE_TEST_IS_REGULAR))
			return g_canonicalize_filename(dir, NULL);
	}
	return g_strdup(BOUNCES_DATA_DIR);
}

/* ---- the browser */

static bool
browse(const CliContext *context, int argc, char **argv, GError **error)
{
	g_autofree char *config = NULL;
	gboolean all = false;
	const GOptionEntry entries[] = {
		{"config", 0, 0, G_OPTION_ARG_FILENAME, &config, "notmuch's configuration file",
	         "FILE"},
		{0},
	};
	(void)context; (void)argc; (void)argv; (void)entries; (void)all;
	return true;
}
