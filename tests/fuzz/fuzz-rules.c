/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key files: rules for the words of servers, which are then asked about their own file. */
#include "rules.h"

#include "folder.h"

/* One that is wrong makes all of them useless. */
static bool
load(BounceRules *rules, const BounceKbSource *source)
{
	g_auto(GStrv) groups = g_key_file_get_groups(source->keys, NULL);

	for (char **group = groups; *group; group++) {
		g_autoptr(GError) error = NULL;

		if (!bounce_rules_add(rules, source, *group, BOUNCE_VERDICT_REMOVE, &error)) {
			g_assert_nonnull(error);
			return false;
		}
	}
	return true;
}

static void
ask(const BounceRules *rules, BounceSlice words)
{
	const BounceQuestion question = {
		.words = words,
		.places = {words, BOUNCE_SLICE_EMPTY, BOUNCE_SLICE_EMPTY},
	};
	BounceAnswer answers[4];
	size_t n = bounce_rules_match(rules, &question, answers, G_N_ELEMENTS(answers));

	for (size_t i = 0; i < n; i++)
		fuzz_assert_within(answers[i].words, words);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *path = fuzz_file("some.conf", data, size);
	g_autoptr(GStringChunk) text = g_string_chunk_new(4096);
	g_auto(BounceKbSource) source = {.text = text};
	g_autoptr(BounceRules) rules = bounce_rules_new();
	g_autoptr(GError) error = NULL;

	if (!bounce_kb_source_open(&source, path, &error)) {
		g_assert_nonnull(error);
		return 0;
	}
	if (load(rules, &source))
		ask(rules, fuzz_slice(data, size));
	return 0;
}
