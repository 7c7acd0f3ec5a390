/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/spool.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static char *
spool(GInputStream *in, const char *what, GError **error)
{
	g_autoptr(GFileIOStream) spool = NULL;
	g_autoptr(GFile) file = g_file_new_tmp("notmuch-bounces-XXXXXX", &spool, error);
	g_autofree char *path = file ? g_file_get_path(file) : NULL;

	if (file && g_output_stream_splice(g_io_stream_get_output_stream(G_IO_STREAM(spool)), in,
	                                   G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) >= 0)
		return g_steal_pointer(&path);
	if (path)
		unlink(path);
	g_prefix_error(error, "cannot copy %s to a file: ", what);
	cli_advise(error, "Make room in %s, or set TMPDIR.", g_get_tmp_dir());
	return NULL;
}

char *
spool_stdin(GError **error)
{
	g_autoptr(GInputStream) in = g_unix_input_stream_new(STDIN_FILENO, false);

	return spool(in, "standard input", error);
}

char *
spool_text(const char *text, GError **error)
{
	g_autoptr(GInputStream) in =
		g_memory_input_stream_new_from_data(text, (gssize)strlen(text), NULL);

	return spool(in, "the text", error);
}
