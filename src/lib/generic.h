/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * generic.h - read a notice whose format nobody described
 *
 * Goes by what notices have in common: an address on a line of its own, or an
 * address close to an SMTP reply or to words that tell a failure, before the
 * returned mail.  What it finds is to be believed little.
 */
#pragma once

#include <bounce/kb.h>

#include "reading.h"

/* Never NULL; what was heard may be empty.  sender and owner are header values:
 * the addresses in them are never blamed. */
BounceReading *bounce_generic_read(const BounceNoticeInfo *info, BounceSlice text,
                                   BounceSlice sender, BounceSlice owner);
