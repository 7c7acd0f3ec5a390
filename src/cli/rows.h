/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows.h - the options of the commands that are about rows of a store: which mail is read,
 * and which of its rows are meant
 */
#pragma once

#include "cli/choose.h"
#include "cli/common.h"

typedef struct {
	CommonOptions common;
	ChooseOptions choose;
	Choice choice; /* what these come to, after rows_check() */
} RowsOptions;

/* Entries of a GOptionEntry table. */
#define ROWS_OPTIONS(to) CHOOSE_ROWS(&(to)->choose), COMMON_STORE(&(to)->common)

void rows_options_clear(RowsOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RowsOptions, rows_options_clear)

/* false with CLI_ERROR_USAGE or the error of a format version. */
bool rows_check(RowsOptions *options, GError **error);

/* common_gather(), with the rules; and of that the chosen rows are shown. */
bool rows_gather(const CliContext *context, const RowsOptions *options, const BounceKb *kb,
                 Gathered *gathered, GError **error);
