/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parser.h - the parser, with all that share/ knows; made once, as that takes longer
 * than to read a mail
 */
#pragma once

#include <bounce/bounce.h>

#include "fuzz.h"

static inline const BounceParser *
fuzz_parser(void)
{
	static const BounceParser *parser;
	static BounceKb *kb;

	if (parser)
		return parser;
	kb = bounce_kb_load((const char *const[]){"share/kb", NULL}, NULL, NULL);
	g_assert_nonnull(kb);
	g_autoptr(BounceFormats) formats =
		bounce_formats_load((const char *const[]){"share/formats", NULL}, NULL, NULL);
	parser = bounce_parser_new(kb, formats, NULL, NULL);
	return parser;
}
