/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html.h - the words of an HTML part
 *
 * Enough to read the notices of mail servers: tags go, blocks become lines,
 * character references become characters.  It draws nothing and follows nothing.
 */
#pragma once

#include "slice.h"

/* Text in lines; never more bytes than came in.  The caller frees. */
GString *bounce_html_to_text(BounceSlice html);
