/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * notice.h - is a mail that holds no delivery-status part about a delivery?
 *
 * Goes by who sent it, by its subject and by how its text begins, with the
 * phrases of share/kb/notice.conf.  Says only what kind of mail it is; nothing of
 * recipients or reasons.
 */
#pragma once

#include <bounce/kb.h>
#include <bounce/report.h>

#include "fields.h"
#include "slice.h"

/* What of a mail people read. */
typedef struct {
	const char *subject, *from; /* decoded */
	BounceSlice text;
} BounceNoticeWords;

/* BOUNCE_KIND_FAILURE, _DELAY, _SUCCESS, _AUTO_REPLY or _OTHER.  header is the
 * mail's. */
BounceKind bounce_notice_kind(const BounceNoticeInfo *info, const BounceHeader *header,
                              const BounceNoticeWords *words);

/* Does the subject say that somebody answers to a bounce, or forwards one? */
bool bounce_notice_is_retold(const BounceNoticeInfo *info, const char *subject);
