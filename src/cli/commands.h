/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * commands.h - the rows that cli.c lists, one a file
 */
#pragma once

#include "cli/cli.h"

extern const Cli cli_list;
extern const Cli cli_summary;
extern const Cli cli_show;
extern const Cli cli_mark;
extern const Cli cli_rules;
extern const Cli cli_review;
extern const Cli cli_tag;
extern const Cli cli_export;
extern const Cli cli_parse;
extern const Cli cli_explain;
extern const Cli cli_help;
