/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the browser looks and which keys it has: a statement a line. */
#include "ui/config.h"

#include "folder.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = fuzz_string(data, size);

	/* It may read files of any name, as the user says. */
	if (strstr(text, "source"))
		return 0;
	g_autofree char *path = fuzz_file("config", data, size);
	g_autoptr(Config) config = config_new("share");
	config_load(config, path);
	for (const char *const *mistake = config_mistakes(config); *mistake; mistake++)
		g_assert_true(g_utf8_validate(*mistake, -1, NULL));
	return 0;
}
