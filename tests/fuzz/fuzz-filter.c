/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits, asked of some rows and completed. */
/* clang-format off: it would put the fixture, which is that of the unit tests, first */
#include "filter.h"
#include "fuzz.h"
/* clang-format on */

/* Made once. */
static const BounceKb *
the_kb(void)
{
	static const BounceKb *kb;

	if (!kb)
		kb = bounce_kb_load((const char *const[]){"share/kb", NULL}, NULL, NULL);
	return kb;
}

static const Model *
the_model(void)
{
	static const Model *model;

	if (!model)
		model = model_of_bounces(the_kb());
	return model;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = fuzz_string(data, size);
	g_autoptr(GError) error = NULL;
	FilterMistake mistake;
	size_t begin;

	if (!g_utf8_validate(text, -1, NULL))
		return 0;
	g_autoptr(Filter) filter = filter_parse(text, &mistake, &error);
	if (filter) {
		g_autofree char *found = letters(the_model(), the_kb(), filter);

		g_assert_nonnull(found);
		g_assert_cmpstr(filter_text(filter), ==, text);
	} else {
		g_assert_nonnull(error);
		g_assert_true(mistake.begin <= mistake.end && mistake.end <= strlen(text));
	}
	g_auto(GStrv) words = filter_complete(text, strlen(text), &begin);
	g_assert_nonnull(words);
	g_assert_cmpuint(begin, <=, strlen(text));
	return 0;
}
