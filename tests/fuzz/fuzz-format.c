/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key files: formats of notices, which then read their own examples. */
#include <bounce/format.h>

#include "folder.h"

static void
tell(const char *message, void *user)
{
	(void)user;
	g_assert_true(g_utf8_validate(message, -1, NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *path = fuzz_file("some.conf", data, size);
	g_autoptr(BounceFormats) formats =
		bounce_formats_load((const char *const[]){fuzz_folder(), NULL}, tell, NULL);

	g_assert_nonnull(path);
	g_assert_cmpuint(bounce_formats_count(formats), <=, 1);
	bounce_formats_test(formats, tell, NULL);
	return 0;
}
