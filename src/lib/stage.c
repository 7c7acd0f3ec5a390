/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stage.h"

#include "lexicon.h"
#include "normal.h"

struct BounceStages {
	BounceLexicon *lexicon; /* a tag is a BounceStage */
};

BounceStages *
bounce_stages_new(void)
{
	BounceStages *stages = g_new0(BounceStages, 1);

	stages->lexicon = bounce_lexicon_new();
	return stages;
}

void
bounce_stages_free(BounceStages *stages)
{
	bounce_lexicon_free(stages->lexicon);
	g_free(stages);
}

bool
bounce_stages_add(BounceStages *stages, const BounceKbSource *source, const char *group,
                  GError **error)
{
#define X(value, name) name,
	static const char *const names[] = {BOUNCE_STAGES(X)};
#undef X
	g_auto(GStrv) phrases = bounce_kb_source_list(source, group, "phrases");
	unsigned stage = 0;

	while (stage < BOUNCE_N_STAGES && !g_str_equal(names[stage], group))
		stage++;
	if (stage == BOUNCE_N_STAGES)
		return bounce_kb_source_fail(source, group, "no stage of this name", error);
	if (!phrases)
		return bounce_kb_source_fail(source, group, "no \"phrases\"", error);
	for (char **phrase = phrases; *phrase; phrase++) {
		const char *wrong = bounce_lexicon_add(stages->lexicon, *phrase, stage);
		g_autofree char *what = NULL;

		if (!wrong)
			continue;
		what = g_strdup_printf("%s: %s", wrong, *phrase);
		return bounce_kb_source_fail(source, group, what, error);
	}
	return true;
}

BounceStage
bounce_stages_find(const BounceStages *stages, BounceSlice text)
{
	BounceStage last = BOUNCE_STAGE_NONE;

	if (text.len == 0)
		return last;

	g_autoptr(BounceNormal) normal = bounce_normal_new(text);
	g_autofree BounceFound *found =
		bounce_lexicon_find(stages->lexicon, bounce_normal_text(normal), BOUNCE_N_STAGES);
	for (BounceStage stage = 0; stage < BOUNCE_N_STAGES; stage++)
		if (found[stage].end > 0 &&
		    (last == BOUNCE_STAGE_NONE || found[stage].last > found[last].last))
			last = stage;
	return last;
}
