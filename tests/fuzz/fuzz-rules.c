/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key files: rules for the words of servers, over our own. */
#include <bounce/kb.h>
#include <glib/gstdio.h>

#include "folder.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *rules = g_build_filename(fuzz_folder(), "diagnostic", NULL);
	g_autoptr(GError) error = NULL;

	g_mkdir(rules, 0700);
	g_autofree char *path = fuzz_file("diagnostic/some.conf", data, size);
	g_autoptr(BounceKb) kb = bounce_kb_load(
		(const char *const[]){"share/kb", fuzz_folder(), NULL}, NULL, &error);
	g_assert_true(kb || error);
	return 0;
}
