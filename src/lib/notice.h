/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * notice.h - is a mail that holds no delivery-status part about a delivery?
 *
 * Goes by who sent it and by its subject, with the phrases of
 * share/kb/notice.conf.  Says only what kind of mail it is; nothing of
 * recipients or reasons.
 */
#pragma once

#include <bounce/kb.h>
#include <bounce/report.h>

#include "slice.h"

/* BOUNCE_KIND_FAILURE, _DELAY, _AUTO_REPLY or _OTHER.  header is the mail's;
 * subject and from are decoded. */
BounceKind bounce_notice_kind(const BounceNoticeInfo *info, BounceSlice header, const char *subject,
                              const char *from);
