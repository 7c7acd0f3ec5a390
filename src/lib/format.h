/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * format.h - read a notice by the formats that are known
 */
#pragma once

#include <bounce/format.h>

#include "fields.h"
#include "reading.h"

/* The first format, in their order, that the notice follows and that names a
 * recipient; NULL when none does.  header is that of the mail, text one text part
 * of it.  With is_report false only formats that know the mail by its header are
 * tried. */
BounceReading *bounce_formats_read(const BounceFormats *formats, const BounceHeader *header,
                                   BounceSlice text, bool is_report);
