/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paste.h - read what a person cut out of a report, or out of a log
 *
 * The fields of a delivery-status part with whatever stands before them, a notice
 * without its header, a sentence, the line of a server.  What a person shows is
 * meant to be about a failure, so that nobody need be named in it.
 */
#pragma once

#include <bounce/format.h>
#include <bounce/kb.h>

#include "report-build.h"
#include "slice.h"

/* Does text begin with the header of a mail? */
bool bounce_paste_is_mail(BounceSlice text);

/* Add the recipients that text tells of, or one without an address when it names
 * nobody, judge them and say of what kind it is.  false when nothing in it is known:
 * then none is added. */
bool bounce_paste_read(const BounceKb *kb, const BounceFormats *formats, BounceSlice text,
                       BounceReportBuilder *builder);
