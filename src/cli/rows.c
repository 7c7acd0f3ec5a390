/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/rows.h"

void
rows_options_clear(RowsOptions *options)
{
	common_options_clear(&options->common);
	choose_options_clear(&options->choose);
	choice_clear(&options->choice);
}

bool
rows_check(RowsOptions *options, GError **error)
{
	return common_check(&options->common, error) &&
	       choose_read(&options->choose, &options->choice, error);
}

bool
rows_gather(const CliContext *context, const RowsOptions *options, const BounceKb *kb,
            Gathered *gathered, GError **error)
{
	if (!common_gather(context, &options->common, kb, gathered, error))
		return false;
	choose_apply(&options->choice, gathered->model, kb);
	return true;
}
