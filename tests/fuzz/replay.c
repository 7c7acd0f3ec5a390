/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay.c - a fuzz target without a fuzzer: each file named is one input
 */
#include <stdlib.h>

#include "fuzz.h"

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *text = NULL;
		gsize len;

		if (!g_file_get_contents(argv[i], &text, &len, &error))
			g_error("%s", error->message);
		/* Without the NUL behind it, for a sanitizer to see who reads on. */
		g_autofree uint8_t *bytes = g_memdup2(text, len);
		LLVMFuzzerTestOneInput(bytes, len);
	}
	return EXIT_SUCCESS;
}
